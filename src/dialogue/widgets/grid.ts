import { plainStyle, type CellStyle, type Screen, type ScreenLine } from '../../screen.js';
import { cellsOf } from '../../screen/cell-width.js';

/** One character cell; the second cell of a wide character has empty text. */
export interface Cell {
  readonly text: string;
  readonly style: CellStyle;
}

/** The cells of a screen, by row and column; every row is as wide as the screen. */
export type Grid = readonly (readonly Cell[])[];

/** A rectangle of cells, its edges included. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

let segmenter: Intl.Segmenter | undefined;
/** Made when it is needed: it loads the tables of Unicode, some 15 ms. */
const graphemes = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text);

/** Of a screen that was looked at before the same grid: lists, fields and buttons are all looked for in it. */
export function gridOf(screen: Screen): Grid {
  const known = grids.get(screen);
  if (known !== undefined) return known;
  const grid = screen.lines.map((line) => cellsOfLine(line, screen.columns));
  grids.set(screen, grid);
  return grid;
}

const grids = new WeakMap<Screen, Grid>();

function cellsOfLine(line: ScreenLine, columns: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { text, width, style } of line.runs) {
    const end = cells.length + width;
    for (const { segment } of graphemes(text)) {
      cells.push({ text: segment, style });
      for (let more = cellsOf(segment); more > 1; more--) cells.push({ text: '', style });
    }
    while (cells.length < end) cells.push({ text: ' ', style });
    cells.length = end;
  }
  while (cells.length < columns) cells.push({ text: ' ', style: plainStyle });
  return cells;
}

export function cellAt(grid: Grid, row: number, column: number): string {
  return grid[row]?.[column]?.text ?? '';
}

/** Cells of one row between two columns, both included. */
export function cellsBetween(grid: Grid, row: number, left: number, right: number): readonly Cell[] {
  return grid[row]?.slice(left, right + 1) ?? [];
}

export function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}

export const isBlank = (cell: Cell | undefined): boolean =>
  (cell?.text ?? ' ').trim() === '' && cell?.text !== '';

/** What makes cells stand out as a block: their background, or the foreground where they are inverse. */
export function groundOf({ style }: Cell): string {
  return style.isInverse ? `inverse ${style.foreground ?? ''}` : String(style.background ?? '');
}

/** The ground most cells of an area have. */
export function commonGround(grid: Grid, area: Area): string {
  const counts = new Map<string, number>();
  for (let row = area.top; row <= area.bottom; row++) {
    for (const cell of cellsBetween(grid, row, area.left, area.right)) {
      const ground = groundOf(cell);
      counts.set(ground, (counts.get(ground) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Rows of an area, from its top. */
export function rowsOf(area: Area): readonly number[] {
  return Array.from({ length: Math.max(0, area.bottom - area.top + 1) }, (_, index) => area.top + index);
}

export function oneSpaced(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
