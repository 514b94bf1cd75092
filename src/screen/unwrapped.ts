import type { Screen, ScreenLine } from '../screen.js';
import { brokenRow } from './cell-width.js';

/** Rows that are one line of the program's. */
export function wrappedTogether(lines: readonly ScreenLine[]): readonly (readonly ScreenLine[])[] {
  const groups: ScreenLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (line.isWrapped && last !== undefined) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** With the blanks that belong to a run, in which a secret may end; all but the last row as wide as the screen. */
export function textOfRows(rows: readonly ScreenLine[], columns: number): string {
  const texts = rows.map(({ runs }) => runs.map(({ text }) => text).join(''));
  return texts
    .map((text, index) => {
      const below = texts[index + 1];
      return below === undefined ? text : brokenRow(text, columns, below);
    })
    .join('');
}

/**
 * What stands on a screen as the program wrote it, a line for each of its lines. Without the end of one whose beginning has scrolled
 * away: nobody could tell whether that is the end of a secret.
 */
export function linesOnScreen({ lines, columns }: Screen): readonly string[] {
  const isCut = lines[0]?.isWrapped === true;
  return wrappedTogether(lines)
    .slice(isCut ? 1 : 0)
    .map((rows) => textOfRows(rows, columns));
}

/** The line of the program's that the cursor is on. */
export function lineAtCursor({ lines, columns, cursor }: Screen): string {
  let row = 0;
  for (const rows of wrappedTogether(lines)) {
    row += rows.length;
    if (row > cursor.row) return textOfRows(rows, columns);
  }
  return '';
}
