import { cellsOf } from '../screen/cell-width.js';

/**
 * What was waited for, what was seen, and a caret below each character that differs, one line each. White space that
 * differs is shown as `␣`, `⇥` or `⍽` (one that does not break), a line end always as `⏎`; a blank above a caret is a
 * character the other text lacks.
 */
export type Marked = readonly [wanted: string, seen: string, carets: string];

/** What stands beside each other; undefined where the other text lacks it. */
interface Beside {
  readonly wanted: string | undefined;
  readonly seen: string | undefined;
  readonly isSame: boolean;
}

export function markAll(places: readonly Beside[]): Marked {
  const marked = places.map(markOne);
  const line = (at: 0 | 1 | 2): string => marked.map((each) => each[at]).join('');
  return [line(0), line(1), line(2).trimEnd()];
}

/** Each as wide as the wider one, so that what follows stands below what it is compared with. */
function markOne({ wanted, seen, isSame }: Beside): Marked {
  const sides = [shown(wanted, isSame), shown(seen, isSame)] as const;
  const cells = Math.max(...sides.map(cellsOf));
  const fit = (text: string): string => text + ' '.repeat(cells - cellsOf(text));
  return [fit(sides[0]), fit(sides[1]), (isSame ? ' ' : '^').repeat(cells)];
}

const signs = new Map([
  [' ', '␣'],
  ['\t', '⇥'],
  ['\u00a0', '⍽'],
]);

function shown(text: string | undefined, isSame: boolean): string {
  if (text === undefined) return ' ';
  const sign = (character: string): string => {
    if (character === '\n') return '⏎';
    if (!isSame) return signs.get(character) ?? character;
    // One column a character, or the carets would stand beside what they mark.
    return character === '\t' ? ' ' : character;
  };
  return Array.from(text, sign).join('');
}
