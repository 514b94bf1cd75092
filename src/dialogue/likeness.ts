/** A place in a text that is like a pattern but not equal: both as one line each, and where they differ. */
export interface NearestMiss {
  /** The pattern, white space as the matcher takes it. */
  readonly wanted: string;
  /** What stands there instead. */
  readonly seen: string;
  /** `^` below each character of `seen` that is not as wanted; as long as `seen` or one longer. */
  readonly marks: string;
  /** From 0 to 1. */
  readonly likeness: number;
}

/** Below this two texts are not worth showing beside each other. */
const leastLikeness = 0.6;
/** Longer patterns are compared by their beginning: the cost grows with the product of the lengths. */
const longest = 200;

/** The stretch of the lines that is most like `wanted`; undefined when none is like it at all. */
export function nearestMiss(wanted: string, lines: readonly string[]): NearestMiss | undefined {
  const pattern = collapse(wanted).slice(0, longest);
  if (pattern.length < 3) return undefined;
  let best: NearestMiss | undefined;
  for (const line of lines) {
    const text = collapse(line).slice(0, 4 * longest);
    if (text === '') continue;
    const found = bestStretch(pattern, text);
    if (found.likeness >= leastLikeness && found.likeness > (best?.likeness ?? 0)) best = found;
  }
  return best;
}

const collapse = (text: string): string => text.trim().replace(/\s+/g, ' ');

/**
 * The stretch of `text` with the smallest edit distance to all of `pattern` (Sellers' algorithm: a match may begin and end
 * anywhere in the text), and the edits on the way there.
 */
function bestStretch(pattern: string, text: string): NearestMiss {
  const table = distances(pattern, text);
  const last = table[pattern.length] ?? [];
  const end = last.reduce((best, distance, at) => (distance < (last[best] ?? Infinity) ? at : best), 0);
  const { start, wrong } = traceBack(table, pattern, text, end);
  const marks = Array.from({ length: Math.max(1, end - start) }, (_, at) =>
    wrong.has(start + at) ? '^' : ' ',
  );
  return {
    wanted: pattern,
    seen: text.slice(start, end),
    marks: marks.join('').trimEnd(),
    likeness: 1 - (last[end] ?? 0) / pattern.length,
  };
}

function distances(pattern: string, text: string): readonly (readonly number[])[] {
  const table: number[][] = [new Array<number>(text.length + 1).fill(0)];
  for (let row = 1; row <= pattern.length; row++) {
    const above = table[row - 1] ?? [];
    const line = [row];
    for (let column = 1; column <= text.length; column++) {
      const change = pattern[row - 1] === text[column - 1] ? 0 : 1;
      line.push(
        Math.min((above[column - 1] ?? 0) + change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1),
      );
    }
    table.push(line);
  }
  return table;
}

function traceBack(
  table: readonly (readonly number[])[],
  pattern: string,
  text: string,
  end: number,
): { readonly start: number; readonly wrong: ReadonlySet<number> } {
  const wrong = new Set<number>();
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity;
  let [row, column] = [pattern.length, end];
  while (row > 0) {
    const here = at(row, column);
    const change = pattern[row - 1] === text[column - 1] ? 0 : 1;
    if (column > 0 && here === at(row - 1, column - 1) + change) {
      if (change === 1) wrong.add(column - 1);
      row--;
      column--;
    } else if (here === at(row - 1, column) + 1) {
      wrong.add(Math.min(column, text.length - 1)); // missing in the text: the place where it would stand
      row--;
    } else {
      wrong.add(column - 1);
      column--;
    }
  }
  return { start: column, wrong };
}
