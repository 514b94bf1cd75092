import {
  bars,
  bracketMarks,
  branches,
  type MarkKind,
  marks,
  pointers,
  scrollBar,
  scrollHints,
} from './glyphs.js';
import {
  type Area,
  type Cell,
  type Grid,
  cellsBetween,
  groundOf,
  isBlank,
  oneSpaced,
  textOf,
} from './grid.js';

/** One row of a screen read as if it were an item of a list. Columns count from the left of the screen. */
export interface Row {
  readonly row: number;
  readonly pointer?: { readonly column: number; readonly isStrong: boolean };
  readonly mark?: { readonly column: number; readonly kind: MarkKind; readonly isOn: boolean };
  /** A line leads from the mark to one above it that stands further left. */
  readonly isBranch: boolean;
  /** Where the label starts; undefined on a blank row. */
  readonly labelColumn: number | undefined;
  readonly label: string;
  readonly labelCells: readonly Cell[];
  /** Mark and label together. */
  readonly cells: readonly Cell[];
  /** The label reaches the right side of its frame, which may have cut it off: the blank before that side, or nothing. */
  readonly cutAt?: '' | ' ';
}

export function readRow(grid: Grid, area: Area, row: number): Row {
  const all = cellsBetween(grid, row, area.left, area.right);
  const end = endOf(all);
  const cells = all.slice(0, end);
  const start = startOf(cells);
  const pointer = pointerAt(cells, start);
  const markStart = pointer === undefined ? start : skip(cells, start + 1, isBlank);
  const mark = markAt(cells, skipHint(cells, markStart));
  const afterMark = mark === undefined ? markStart : skip(cells, mark.end, isBlank);
  const labelStart = skipHint(cells, afterMark);
  const labelCells = cells.slice(labelStart);
  return {
    row,
    ...(pointer === undefined ? {} : { pointer: { ...pointer, column: area.left + start } }),
    ...(mark === undefined
      ? {}
      : { mark: { kind: mark.kind, isOn: mark.isOn, column: area.left + mark.start } }),
    isBranch: mark !== undefined && isBranchAt(cells, mark.start - 2),
    labelColumn: labelCells.length === 0 ? undefined : area.left + labelStart,
    label: oneSpaced(textOf(labelCells)),
    labelCells,
    cells: cells.slice(mark === undefined ? labelStart : mark.start),
    ...(area.left > 0 && end >= all.length - 1 && { cutAt: end === all.length ? '' : ' ' }),
  };
}

/** Where the bars at the left end, and a branch before a mark. */
function startOf(cells: readonly Cell[]): number {
  const start = skip(cells, 0, (cell) => isBlank(cell) || bars.includes(cell.text));
  const isBranch = branches.includes(cells[start]?.text ?? ' ') && isBlank(cells[start + 1]);
  return isBranch && markAt(cells, start + 2) !== undefined ? start + 2 : start;
}

/** The first bar of a row is that of the prompt. */
function isBranchAt(cells: readonly Cell[], at: number): boolean {
  const line = `${bars}${branches}`;
  const isLine = (cell: Cell): boolean => cell.text !== '' && line.includes(cell.text);
  const cell = cells[at];
  return cell !== undefined && isLine(cell) && cells.slice(0, at).some(isLine);
}

/** A line between groups of items, as inquirer draws it. */
export function isSeparator(row: Row): boolean {
  return row.mark === undefined && row.label !== '' && /^[─═━\-=_·. ]+$/.test(row.label);
}

/** Where the text ends: without blanks and a scroll bar that stands apart at the right. */
function endOf(cells: readonly Cell[]): number {
  const end = lastText(cells) + 1;
  const last = cells[end - 1];
  if (last === undefined || !scrollBar.includes(last.text)) return end;
  const before = lastText(cells.slice(0, end - 1)) + 1;
  return end - before >= 3 ? before : end;
}

function lastText(cells: readonly Cell[]): number {
  return cells.findLastIndex((cell) => !isBlank(cell) && cell.text !== '');
}

function skip(cells: readonly Cell[], from: number, passes: (cell: Cell) => boolean): number {
  let at = from;
  for (let cell = cells[at]; cell !== undefined && passes(cell); cell = cells[at]) at++;
  return at;
}

function skipHint(cells: readonly Cell[], at: number): number {
  const isHint = scrollHints.includes(cells[at]?.text ?? ' ') && isBlank(cells[at + 1]);
  return isHint ? skip(cells, at + 1, isBlank) : at;
}

function pointerAt(cells: readonly Cell[], at: number): { isStrong: boolean } | undefined {
  const text = cells[at]?.text ?? ' ';
  const isStrong = pointers.strong.includes(text);
  if (!isStrong && !pointers.weak.includes(text)) return undefined;
  const isApart = isBlank(cells[at + 1]) || markAt(cells, at + 1) !== undefined;
  return isApart && at + 1 < cells.length ? { isStrong } : undefined;
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  readonly isOn: boolean;
}

function markAt(cells: readonly Cell[], start: number): Mark | undefined {
  const [first, middle, last] = [cells[start], cells[start + 1], cells[start + 2]];
  if (first === undefined || first.text === '') return undefined;
  const bracket = bracketMarks.find(({ open, close }) => first.text === open && last?.text === close);
  const inside = middle?.text ?? '';
  if (bracket !== undefined && (inside === ' ' || bracket.on.includes(inside))) {
    return { start, end: start + 3, kind: bracket.kind, isOn: inside !== ' ' };
  }
  const kind = marks.find(({ on, off }) => `${on}${off}`.includes(first.text));
  if (kind === undefined || first.text === ' ' || !isBlank(cells[start + 1])) return undefined;
  const isOn = kind.isByColour === true ? isBright(first) : kind.on.includes(first.text);
  return { start, end: start + 1, kind: kind.kind, isOn };
}

/** Dim, black and grey (palette 0 and 8) are how programs draw a tick that is not set. */
function isBright(cell: Cell): boolean {
  const { isDim, foreground } = cell.style;
  return !isDim && foreground !== 0 && foreground !== 8;
}

/** Columns of a row, both included. */
export interface Span {
  readonly left: number;
  readonly right: number;
}

/** The cells of a row whose ground is not the common one, as a span of columns. */
export function spanOf(grid: Grid, area: Area, row: number, ground: string): Span | undefined {
  const cells = cellsBetween(grid, row, area.left, area.right);
  const isOwn = (cell: Cell): boolean => groundOf(cell) !== ground;
  const first = cells.findIndex(isOwn);
  if (first === -1) return undefined;
  return { left: area.left + first, right: area.left + cells.findLastIndex(isOwn) };
}
