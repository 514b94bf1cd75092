/**
 * The line being written, with the edits a terminal makes within it resolved: what is overwritten or erased is
 * gone. A line longer than the terminal is wide stays one line; its rows are `columns` wide.
 */
export interface LineBuffer {
  readonly text: string;
  /** Cursor as an index into `text`; may lie beyond its end. */
  readonly column: number;
  /** Lowest index overwritten or erased since `clearEdits`, or Infinity. Text added at the end is no edit. */
  readonly lowestEdit: number;
  clearEdits(): void;
  print(text: string): void;
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
  /** Takes the first `count` characters away; `count` is a multiple of `columns`. */
  cut(count: number): { readonly text: string; readonly lowestEdit: number };
  /** Starts an empty line with the cursor at `column`. */
  restart(column: number): void;
}

export function createLineBuffer(size: { columns: number }): LineBuffer {
  let text = '';
  let column = 0;
  let lowestEdit = Infinity;

  const edited = (at: number): void => {
    if (at < text.length && at < lowestEdit) lowestEdit = at;
  };
  /** Start of the cursor's row; at exactly the margin a terminal keeps the cursor on the row it filled. */
  const rowStart = (): number =>
    column === 0
      ? 0
      : Math.floor((column - (column % size.columns === 0 ? 1 : 0)) / size.columns) * size.columns;
  const replace = (start: number, end: number, by: string): void => {
    edited(start);
    text = text.slice(0, start) + by + text.slice(end);
  };

  return {
    get text() {
      return text;
    },
    get column() {
      return column;
    },
    get lowestEdit() {
      return lowestEdit;
    },
    clearEdits() {
      lowestEdit = Infinity;
    },
    print(run) {
      if (column === text.length) text += run;
      else if (column > text.length) text = text.padEnd(column) + run;
      else replace(column, column + run.length, run);
      column += run.length;
    },
    carriageReturn() {
      column = rowStart();
    },
    move(columns) {
      column = Math.max(rowStart(), column + columns);
    },
    moveTo(target) {
      column = rowStart() + target;
    },
    moveUp(rows) {
      const target = column - rows * size.columns;
      if (target < 0) return false;
      column = target;
      return true;
    },
    erase(mode) {
      if (mode === 0) replace(column, text.length, '');
      else if (mode === 1)
        replace(rowStart(), column + 1, ' '.repeat(Math.min(column + 1, text.length) - rowStart()));
      else replace(rowStart(), text.length, '');
    },
    eraseChars(count) {
      if (column < text.length) replace(column, column + count, ' '.repeat(count));
    },
    deleteChars(count) {
      replace(column, column + count, '');
    },
    insertBlanks(count) {
      if (column < text.length) replace(column, column, ' '.repeat(count));
    },
    cut(count) {
      const cut = { text: text.slice(0, count), lowestEdit: lowestEdit < count ? lowestEdit : Infinity };
      text = text.slice(count);
      column -= count;
      lowestEdit = lowestEdit < count || lowestEdit === Infinity ? Infinity : lowestEdit - count;
      return cut;
    },
    restart(at) {
      text = '';
      column = at;
      lowestEdit = Infinity;
    },
  };
}
