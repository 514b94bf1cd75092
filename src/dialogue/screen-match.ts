import type { Screen, ScreenLine, StyledRun } from '../screen.js';
import { brokenRow, cellsOf } from '../screen/cell-width.js';
import { createMatcher, type Found } from './matcher.js';
import type { ScreenCondition } from './types.js';
import { type FrameGlyphs, frames } from './widgets/glyphs.js';
import { cellAt, cellsBetween, gridOf, textOf } from './widgets/grid.js';

/** Where a condition holds: rows and columns from 0. */
export interface ScreenFound {
  readonly found: Found;
  readonly row: number;
  readonly column: number;
}

/** A stretch of the screen to search: whole rows joined, or the inside of a box. */
interface Area {
  readonly text: string;
  /** Row and column of a place in the text. */
  readonly placeOf: (at: number) => { readonly row: number; readonly column: number };
}

/** Every place where a condition on the rendered screen holds. */
export function findOnScreen(condition: ScreenCondition, screen: Screen): readonly ScreenFound[] {
  const matcher = createMatcher(condition.text);
  const area = condition.box === undefined ? wholeScreen(screen) : insideBox(screen, condition.box);
  if (area === undefined) return [];
  const all: ScreenFound[] = [];
  for (
    let found = matcher.find(area.text, 0);
    found !== undefined;
    found = matcher.find(area.text, Math.max(found.end, found.start + 1))
  ) {
    if (found.end === found.start) continue;
    const { row, column } = area.placeOf(found.start);
    const end = area.placeOf(found.end - 1);
    if (holds(condition, screen, { row, column }, end)) all.push({ found, row, column });
  }
  return all;
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

function holds(condition: ScreenCondition, screen: Screen, start: Cell, end: Cell): boolean {
  const { row, isAtCursor, isHighlighted } = condition;
  const wantedRow = row === undefined ? undefined : row > 0 ? row - 1 : screen.rows + row;
  if (wantedRow !== undefined && (start.row > wantedRow || end.row < wantedRow)) return false;
  if (isAtCursor === true && screen.cursor.row !== end.row) return false;
  return isHighlighted !== true || isAllHighlighted(screen, start, end);
}

/** Rows joined by line ends; a row the terminal broke goes on without one. */
function wholeScreen(screen: Screen): Area {
  const starts: number[] = [];
  let text = '';
  screen.lines.forEach((line, row) => {
    if (row > 0) text += line.isWrapped ? '' : '\n';
    starts.push(text.length);
    const below = screen.lines[row + 1];
    text += below?.isWrapped === true ? brokenRow(line.text, screen.columns, below.text) : line.text;
  });
  const placeOf = (at: number): Cell => {
    const row = starts.findLastIndex((start) => start <= at);
    return { row, column: columnOf(screen.lines[row], at - (starts[row] ?? 0)) };
  };
  return { text, placeOf };
}

/** Column of an index into a line's text: a wide character takes two. */
function columnOf(line: ScreenLine | undefined, index: number): number {
  let at = 0;
  for (const run of line?.runs ?? []) {
    if (index < at + run.text.length) {
      return run.column + cellsOf(run.text.slice(0, index - at));
    }
    at += run.text.length;
  }
  return index;
}

/** What may stand at a place of any kind of frame. */
const glyphsOf = (place: keyof FrameGlyphs): string => frames.map((glyphs) => glyphs[place]).join('');
const leftCorners = glyphsOf('topLeft');
const rightCorners = glyphsOf('topRight');
const sides = glyphsOf('vertical');
/** Between a corner and the title; `|` is what ┤ and ├ become where no lines are drawn. */
const upperEdge = `${glyphsOf('horizontal')}| `;

/** The inside of the frame whose upper edge holds the title. */
function insideBox(screen: Screen, title: string): Area | undefined {
  for (const [row, line] of screen.lines.entries()) {
    const at = line.text.indexOf(title);
    if (at < 0) continue;
    const left = leftCorner(line.text, at);
    const right = rightCorner(line.text, at + title.length);
    if (left === undefined || right === undefined) continue;
    return inside(screen, { top: row, left: columnOf(line, left), right: columnOf(line, right) });
  }
  return undefined;
}

function leftCorner(text: string, from: number): number | undefined {
  for (let at = from - 1; at >= 0; at--) {
    if (leftCorners.includes(text.charAt(at)) && (at === 0 || !/\S/.test(text.charAt(at - 1)))) return at;
    if (!upperEdge.includes(text.charAt(at))) return undefined;
  }
  return undefined;
}

function rightCorner(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (rightCorners.includes(text.charAt(at))) return at;
    if (!upperEdge.includes(text.charAt(at))) return undefined;
  }
  return undefined;
}

function inside(screen: Screen, { top, left, right }: { top: number; left: number; right: number }): Area {
  const grid = gridOf(screen);
  const rows: string[] = [];
  for (let row = top + 1; row < screen.rows; row++) {
    const side = cellAt(grid, row, left);
    if (side === '' || !sides.includes(side)) break;
    rows.push(textOf(cellsBetween(grid, row, left + 1, right - 1)).trimEnd());
  }
  const starts = rows.map((_, index) => rows.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0));
  const placeOf = (at: number): Cell => {
    const index = starts.findLastIndex((start) => start <= at);
    const before = rows[index]?.slice(0, at - (starts[index] ?? 0)) ?? '';
    return { row: top + 1 + index, column: left + 1 + cellsOf(before) };
  };
  return { text: rows.join('\n'), placeOf };
}

/** Inverse, or another background than most of what is above and below it has. */
function isAllHighlighted(screen: Screen, start: Cell, end: Cell): boolean {
  const isOneRow = start.row === end.row;
  const columns = isOneRow ? { from: start.column, to: end.column + 1 } : { from: 0, to: screen.columns };
  const usual = usualBackground(screen, { from: start.row, to: end.row }, columns);
  for (let { row } = start; row <= end.row; row++) {
    const from = row === start.row ? start.column : 0;
    const to = row === end.row ? end.column : screen.columns;
    const runs = screen.lines[row]?.runs.filter(
      (run) => run.column <= to && run.column + run.width > from && run.text.trim() !== '',
    );
    if (runs === undefined || runs.length === 0) return false;
    if (!runs.every((run) => backgroundKey(run) !== usual)) return false;
  }
  return true;
}

const backgroundKey = ({ style }: StyledRun): string =>
  style.isInverse ? `inverse ${style.foreground ?? ''}` : String(style.background ?? '');

/** From a row or column to one, exclusive for columns. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The background most cells of the same columns have in the rows around, the rows themselves left out where there are others.
 * Not of whole rows: beside a narrow box there is more of what is behind it than of the box.
 */
function usualBackground(screen: Screen, rows: Span, columns: Span): string {
  const cells = new Map<string, number>();
  const around = 3;
  for (let row = Math.max(0, rows.from - around); row <= Math.min(screen.rows - 1, rows.to + around); row++) {
    const weight = row >= rows.from && row <= rows.to ? 0.5 : 1;
    let written = 0;
    for (const run of screen.lines[row]?.runs ?? []) {
      const key = backgroundKey(run);
      cells.set(key, (cells.get(key) ?? 0) + weight * common(columns, run.column, run.column + run.width));
      written = run.column + run.width;
    }
    cells.set('', (cells.get('') ?? 0) + 0.5 * common(columns, written, screen.columns));
  }
  return [...cells].reduce<readonly [string, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    ['', 0],
  )[0];
}

/** How many columns of a span lie between two places. */
const common = ({ from, to }: Span, begin: number, end: number): number =>
  Math.max(0, Math.min(to, end) - Math.max(from, begin));
