import { cleanLine, wrap } from './text.js';

/** Rows of the last screen a failure shows at most: what a terminal of the usual size holds. */
const shownRows = 24;

/** The last rows of a program's text, harmless and no wider than `columns`, without blank ones at the end. */
export function boxLines(lines: readonly string[], columns: number): string[] {
  const rows = lines.flatMap((line) => wrap(cleanLine(overwritten(line)).trimEnd(), columns));
  const end = rows.findLastIndex((row) => row !== '') + 1;
  return rows.slice(Math.max(0, end - shownRows), end);
}

/** What is left of a line that was written over, as progress is: what follows its last carriage return. */
const overwritten = (line: string): string => line.trimEnd().split('\r').at(-1) ?? '';
