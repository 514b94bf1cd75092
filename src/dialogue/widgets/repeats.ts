/** The texts in the order of the list, as far as it is known where each stands. */
type Strip = readonly string[];

/**
 * The texts that a list has more than once, also where no window shows two of them. Windows that came one after the other are laid
 * over each other by what both show, which gives every item its place. Where texts come again and again in the same order, only
 * the caller knows whether that is because the list goes round.
 */
export function repeatedTexts(
  windows: readonly Strip[],
  { mayGoRound }: { readonly mayGoRound: boolean },
): ReadonlySet<string> {
  const height = mayGoRound ? Math.max(0, ...windows.map(({ length }) => length)) : Infinity;
  return new Set(stripsOf(windows).flatMap((strip) => repeatedIn(strip, height)));
}

/** A list that jumps from its end to its start begins a new strip. */
function stripsOf(shown: readonly Strip[]): readonly Strip[] {
  const strips: string[][] = [];
  let top = 0;
  let before: Strip = [];
  for (const window of shown) {
    const strip = strips.at(-1);
    const shift = shiftBetween(before, window);
    if (strip === undefined || shift === undefined) {
      strips.push([...window]);
      top = 0;
    } else {
      top += shift;
      if (top < 0) strip.unshift(...window.slice(0, -top));
      top = Math.max(0, top);
      strip.push(...window.slice(strip.length - top));
    }
    before = window;
  }
  return strips;
}

/** How many rows further down the list the second window begins; undefined where they have nothing in common. */
function shiftBetween(one: Strip, other: Strip): number | undefined {
  const farthest = Math.max(one.length, other.length) - 1;
  for (let distance = 0; distance <= farthest; distance++)
    for (const shift of distance === 0 ? [0] : [distance, -distance])
      if (isLaidOver(one, other, shift)) return shift;
  return undefined;
}

function isLaidOver(one: Strip, other: Strip, shift: number): boolean {
  const common = other.flatMap((text, row) => {
    const above = one[row + shift];
    return above === undefined ? [] : [above === text];
  });
  return common.length > 0 && common.every(Boolean);
}

function repeatedIn(strip: Strip, height: number): readonly string[] {
  const places = new Map<string, number>();
  return strip.filter((text, place) => {
    const before = places.get(text);
    places.set(text, place);
    return before !== undefined && !goesRound(strip, place - before, height);
  });
}

/** Whether all that stands there comes again after so many items, for at least a window: then it is the same list again. */
function goesRound(strip: Strip, items: number, height: number): boolean {
  return strip.length - items >= height && strip.slice(items).every((text, place) => text === strip[place]);
}
