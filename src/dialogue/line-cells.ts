import { cellWidth, isOneCellEach } from '../screen/cell-width.js';

/** A character with the marks on it, in a line that the terminal breaks into rows: cells are counted over all of them. */
export interface Glyph {
  /** Its text, from an index of the line's up to another. */
  readonly start: number;
  readonly end: number;
  /** Its first cell, and the one behind it. */
  readonly cell: number;
  readonly next: number;
  /** The last cell of the row above was left empty for it. */
  readonly isBehindGap: boolean;
}

/** A character of two cells that does not fit on a row leaves its last cell empty and stands on the next row. */
const firstCellOf = (cell: number, width: number, columns: number): number =>
  width === 2 && columns > 1 && cell % columns === columns - 1 ? cell + 1 : cell;

/** The cell behind `text` when it is written at `cell` of a line. */
export function cellBehind(text: string, cell: number, columns: number): number {
  if (isOneCellEach(text)) return cell + text.length;
  let at = cell;
  for (const character of text) {
    const width = cellWidth(character.codePointAt(0) ?? 0);
    at = firstCellOf(at, width, columns) + width;
  }
  return at;
}

/** What stands on a cell, or begins behind it where it is empty; at the end of the line nothing, of no width. */
export function glyphOn(line: string, wanted: number, columns: number): Glyph {
  let glyph = { start: 0, end: 0, cell: 0, next: 0, isBehindGap: false };
  for (const character of line) {
    const width = cellWidth(character.codePointAt(0) ?? 0);
    const end = glyph.end + character.length;
    if (width === 0) {
      glyph = { ...glyph, end };
      continue;
    }
    if (glyph.next > wanted) return glyph;
    const cell = firstCellOf(glyph.next, width, columns);
    glyph = { start: glyph.end, end, cell, next: cell + width, isBehindGap: cell > glyph.next };
  }
  if (glyph.next > wanted) return glyph;
  const { length } = line;
  return { start: length, end: length, cell: glyph.next, next: glyph.next, isBehindGap: false };
}
