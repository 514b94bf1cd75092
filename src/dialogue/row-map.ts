import { cellBehind } from './line-cells.js';

/** Text by its offsets, and how many cells it takes. */
interface Written {
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

/** A stretch of text and the screen row it was written on. */
interface Stretch extends Written {
  readonly row: number;
  readonly column: number;
}

/**
 * On which rows of the screen the lines of a growing text stand, as far back as the program can still jump to. Rows are
 * counted from the first line ever written; columns of the line being written from its first character.
 */
export interface RowMap {
  /** Row on which the line being written starts. */
  readonly row: number;
  /** Screen column of its first character, where the program jumped to a place. */
  readonly origin: number;
  /** The text the program has put the cursor on, until something is written. */
  readonly jumpedTo: { readonly start: number; readonly end: number } | undefined;
  /** Row and column of the screen at a column of the line being written. */
  rowAt(column: number): number;
  columnAt(column: number): number;
  /** Something is written on the line. */
  written(): void;
  /** The line being written fills so many rows that it goes on below them. */
  goneOn(rows: number): void;
  /** The line being written is finished; the next one starts on `nextRow`. */
  finished(line: Written, nextRow: number): void;
  /** Whole lines, each ended by a line feed, were written from the beginning of the line being written on, which has this offset. */
  wroteLines(text: string, base: number): void;
  /** Before the terminal gets another size. */
  settle(): void;
  /** A row as the terminal takes it from a program: none above the screen or below it. */
  onScreen(row: number): number;
  /** The row of the screen with this number, from 0. */
  ofScreen(number: number): number;
  /** The cursor is put on a place: an empty line starts there. */
  jump(row: number, column: number): void;
  /** The screen was cleared: nothing can be jumped to. */
  clear(): void;
}

/** So many pieces of whole lines are gathered: of a flood nobody asks on which rows it stood, but on those of its end. */
const mostGathered = 16;

/** `size` is looked at anew each time: it changes with the terminal's. */
export function createRowMap(size: { readonly columns: number; readonly rows: number }): RowMap {
  let row = 0;
  let topRow = 0;
  let origin = 0;
  let stretches: Stretch[] = [];
  let jumpedTo: Stretch | undefined;
  /** Lines that were written last, whose rows are not known yet, and the offset of the first. */
  let gathered: string[] = [];
  let gatheredFrom = 0;

  function scroll(): void {
    topRow = Math.max(topRow, row - size.rows + 1);
  }

  function trim(): void {
    if (stretches.length > 2 * size.rows) stretches = stretches.slice(-size.rows);
  }

  /** Rows a line takes that CR LF has ended. */
  function rowsOf(width: number): number {
    const atMargin = width === 0 ? 0 : width - (width % size.columns === 0 ? 1 : 0);
    const rowStart = atMargin - (atMargin % size.columns);
    return 1 + Math.floor(Math.max(0, rowStart - 1) / size.columns);
  }

  function settle(): void {
    if (gathered.length === 0) return;
    const text = gathered.join('');
    gathered = [];
    let first = text.length;
    for (let count = 0; count <= size.rows && first > 0; count++)
      first = first === 1 ? 0 : text.lastIndexOf('\n', first - 2) + 1;
    // What lies above has left the screen: nothing can jump to it, so its rows do not matter.
    if (first > 0) row = Math.max(row, topRow) + size.rows;
    for (let at = first; at < text.length;) {
      const end = text.indexOf('\n', at);
      const width = cellBehind(text.slice(at, end), 0, size.columns);
      if (end > at)
        stretches.push({ row, column: 0, start: gatheredFrom + at, end: gatheredFrom + end, width });
      row += rowsOf(width);
      at = end + 1;
    }
    trim();
    scroll();
  }

  return {
    get row() {
      settle();
      return row;
    },
    get origin() {
      return origin;
    },
    get jumpedTo() {
      return jumpedTo;
    },
    rowAt(column) {
      settle();
      return row + Math.floor(Math.max(0, origin + column - 1) / size.columns);
    },
    columnAt: (column) => (origin + column) % size.columns,
    written() {
      jumpedTo = undefined;
    },
    goneOn(rows) {
      settle();
      row += rows;
      scroll();
    },
    finished({ start, end, width }, nextRow) {
      settle();
      if (end > start) stretches.push({ row, column: origin, start, end, width });
      trim();
      row = nextRow;
      scroll();
      origin = 0;
      jumpedTo = undefined;
    },
    wroteLines(text, base) {
      if (gathered.length === 0) gatheredFrom = base;
      gathered.push(text);
      if (gathered.length === mostGathered) settle();
      jumpedTo = undefined;
    },
    settle,
    onScreen(target) {
      settle();
      return Math.min(Math.max(target, topRow), topRow + size.rows - 1);
    },
    ofScreen(number) {
      settle();
      return topRow + number;
    },
    jump(toRow, toColumn) {
      settle();
      row = toRow;
      origin = toColumn;
      jumpedTo = stretches.findLast(
        (each) => each.row === row && each.column <= toColumn && toColumn <= each.column + each.width + 1,
      );
    },
    clear() {
      settle();
      stretches = [];
    },
  };
}
