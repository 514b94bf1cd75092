import { cellWidth, isOneCellEach } from '../screen/cell-width.js';
import { cellBehind, glyphOn } from './line-cells.js';

/**
 * The line being written, with the edits a terminal makes within it resolved: what is overwritten or erased is
 * gone. A line longer than the terminal is wide stays one line; its rows are `columns` wide. Columns and counts are cells,
 * counted from the beginning of the line over all its rows: a wide character takes two of them, a mark on another none.
 */
export interface LineBuffer {
  readonly text: string;
  /** How many cells `text` takes. */
  readonly width: number;
  /** The cell the cursor is on; may lie beyond the end. */
  readonly column: number;
  /** The cursor as an index into `text`; may lie beyond its end. */
  readonly index: number;
  /** Lowest index overwritten or erased since `clearEdits`, or Infinity. Text added at the end is no edit. */
  readonly lowestEdit: number;
  clearEdits(): void;
  /** Writes text at the cursor; `isOneCell`: each of its characters is known to take one cell. */
  print(text: string, isOneCell?: boolean): void;
  /** To the start of the row the cursor is on. */
  carriageReturn(): void;
  /** Moves by columns, not below the row's start. */
  move(columns: number): void;
  /** To a 0-based column of the current row. */
  moveTo(column: number): void;
  /** Up by rows of this same line; false when the line does not reach that far up. */
  moveUp(rows: number): boolean;
  /** Erases to the end, from the start, or all of the row (0, 1, 2 as in ECMA-48 EL). */
  erase(mode: number): void;
  eraseChars(count: number): void;
  deleteChars(count: number): void;
  insertBlanks(count: number): void;
  /** Takes the first rows away. */
  cutRows(count: number): { readonly text: string; readonly lowestEdit: number };
  /** Starts an empty line with the cursor at `column`. */
  restart(column: number): void;
  /** The terminal's width is another one now: the cursor stays where it is in the text. */
  resized(): void;
}

const isWide = (text: string): boolean => cellWidth(text.codePointAt(0) ?? 0) === 2;

export function createLineBuffer(size: { columns: number }): LineBuffer {
  let text = '';
  let width = 0;
  let column = 0;
  let index = 0;
  let lowestEdit = Infinity;
  /** Every character takes one cell, as nearly always: then cells are indexes. */
  let isEven = true;

  const edited = (at: number): void => {
    if (at < text.length && at < lowestEdit) lowestEdit = at;
  };
  /** Start of the cursor's row; at exactly the margin a terminal keeps the cursor on the row it filled. */
  const rowStart = (): number =>
    column === 0
      ? 0
      : Math.floor((column - (column % size.columns === 0 ? 1 : 0)) / size.columns) * size.columns;
  const goTo = (cell: number): void => {
    column = cell;
    if (isEven) index = cell;
    else if (cell >= width) index = text.length + cell - width;
    else index = glyphOn(text, cell, size.columns).start;
  };
  /** Puts text in the place of cells; returns the index behind it. Of a wide character that loses one cell the other is blank. */
  const replace = (from: number, to: number, by: string): number => {
    if (isEven) {
      edited(from);
      text = text.slice(0, from) + by + text.slice(to);
      width = text.length;
      return from + by.length;
    }
    const left = glyphOn(text, from, size.columns);
    const right = glyphOn(text, to, size.columns);
    const isCut = right.cell < to;
    edited(left.start);
    const after =
      ' '.repeat(isCut ? Math.max(0, right.next - to) : 0) + text.slice(isCut ? right.end : right.start);
    const halves = ' '.repeat(Math.max(0, from - left.cell));
    // What was left empty for a wide character stays empty when another stands there.
    const isGapFilled = left.isBehindGap && from >= left.cell && !isWide(halves + by + after);
    const before = text.slice(0, left.start) + (isGapFilled ? ' ' : '') + halves;
    text = before + by + after;
    width = cellBehind(text, 0, size.columns);
    return before.length + by.length;
  };
  const erase = (from: number): void => {
    if (from < width) replace(from, width, '');
    goTo(column);
  };

  return {
    get text() {
      return text;
    },
    get width() {
      return width;
    },
    get column() {
      return column;
    },
    get index() {
      return index;
    },
    get lowestEdit() {
      return lowestEdit;
    },
    clearEdits() {
      lowestEdit = Infinity;
    },
    print(run, isOneCell = isOneCellEach(run)) {
      isEven &&= isOneCell;
      const end = isEven ? column + run.length : cellBehind(run, column, size.columns);
      if (column < width) index = replace(column, end, run);
      else {
        if (column > width) text = text.padEnd(text.length + column - width);
        text += run;
        width = end;
        index = text.length;
      }
      column = end;
    },
    carriageReturn() {
      goTo(rowStart());
    },
    move(columns) {
      goTo(Math.max(rowStart(), column + columns));
    },
    moveTo(target) {
      goTo(rowStart() + target);
    },
    moveUp(rows) {
      const target = column - rows * size.columns;
      if (target < 0) return false;
      goTo(target);
      return true;
    },
    erase(mode) {
      if (mode === 0) erase(column);
      else if (mode !== 1) erase(rowStart());
      else {
        replace(rowStart(), column + 1, ' '.repeat(Math.max(0, Math.min(column + 1, width) - rowStart())));
        goTo(column);
      }
    },
    eraseChars(count) {
      if (column < width) replace(column, column + count, ' '.repeat(count));
      goTo(column);
    },
    deleteChars(count) {
      if (column < width) replace(column, column + count, '');
      goTo(column);
    },
    insertBlanks(count) {
      if (column < width) replace(column, column, ' '.repeat(count));
      goTo(column);
    },
    cutRows(count) {
      const cells = count * size.columns;
      const at = isEven ? cells : glyphOn(text, cells, size.columns).start;
      const cut = { text: text.slice(0, at), lowestEdit: lowestEdit < at ? lowestEdit : Infinity };
      text = text.slice(at);
      width -= cells;
      column -= cells;
      index -= at;
      lowestEdit = lowestEdit < at || lowestEdit === Infinity ? Infinity : lowestEdit - at;
      return cut;
    },
    restart(at) {
      text = '';
      width = 0;
      isEven = true;
      goTo(at);
      lowestEdit = Infinity;
    },
    resized() {
      if (isEven) return;
      width = cellBehind(text, 0, size.columns);
      const beyond = Math.max(0, index - text.length);
      column = cellBehind(text.slice(0, index), 0, size.columns) + beyond;
    },
  };
}
