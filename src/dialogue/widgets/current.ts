import { type Cell, groundOf, isBlank } from './grid.js';

/** Which of these siblings is drawn as a block of its own: inverse, or on a background no other has. */
export function highlighted(siblings: readonly (readonly Cell[])[], ground: string): number | undefined {
  const grounds = siblings.map((cells) => new Set(cells.map(groundOf)));
  return onlyOne(siblings, (_, index) =>
    [...(grounds[index] ?? [])].some(
      (own) => own !== ground && !grounds.some((other, place) => place !== index && other.has(own)),
    ),
  );
}

/**
 * Which of these siblings is emphasised by other means: the only one underlined, not dimmed, of another colour, or
 * bold. The first of these that tells exactly one apart counts: items may have colours of their own.
 */
export function emphasised(siblings: readonly (readonly Cell[])[]): number | undefined {
  if (siblings.length < 2) return undefined;
  const texts = siblings.map((cells) => cells.filter((cell) => !isBlank(cell)));
  const colours = texts.map((cells) => cells[0]?.style.foreground);
  return (
    onlyOne(texts, (cells) => cells.some((cell) => cell.style.isUnderlined)) ??
    onlyOne(texts, (cells) => cells[0]?.style.isDim === false) ??
    onlyOne(texts, (_, index) => colours[index] !== undefined && isUnique(colours, index)) ??
    onlyOne(texts, (cells) => cells[0]?.style.isBold === true)
  );
}

function isUnique(values: readonly unknown[], index: number): boolean {
  return values.every((value, place) => place === index || value !== values[index]);
}

/** The place of the only one that fits. */
export function onlyOne<T>(
  values: readonly T[],
  fits: (value: T, index: number) => boolean,
): number | undefined {
  const found = values.flatMap((value, index) => (fits(value, index) ? [index] : []));
  return found.length === 1 ? found[0] : undefined;
}
