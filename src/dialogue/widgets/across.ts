import type { Screen } from '../../screen.js';
import { onlyOne } from './current.js';
import { bars, marks, pointers } from './glyphs.js';
import { type Area, type Cell, type Grid, cellsBetween, isBlank, oneSpaced, rowsOf, textOf } from './grid.js';
import type { Item } from './items.js';

/** Choices beside each other, of which one is highlighted. */
export interface Across {
  readonly items: readonly Item[];
  readonly current: number;
}

/**
 * The lowest row with choices beside each other, as inline prompts draw them: `● Yes / ○ No` (clack), or behind a question
 * `› no / yes` with one of them underlined (prompts, enquirer).
 */
export function choicesAcross(screen: Screen, grid: Grid, area: Area): Across | undefined {
  return rowsOf(area)
    .toReversed()
    .map((row) => choicesOf(screen, row, cellsBetween(grid, row, area.left, area.right)))
    .find((choices) => choices !== undefined);
}

function choicesOf(screen: Screen, row: number, cells: readonly Cell[]): Across | undefined {
  const [first, ...rest] = splitAtSlashes(cells);
  if (first === undefined || rest.length === 0) return undefined;
  const parts = [withoutQuestion(first), ...rest].map(withoutBlanks);
  if (parts.some((part) => part.length === 0)) return undefined;
  const isDotted = parts.every((part) => dot.has(part[0]?.text ?? '') && isBlank(part[1]));
  if (!isDotted && screen.cursor.row !== row) return undefined;
  const current = onlyOne(parts, isDotted ? isFilled : isUnderlined);
  if (current === undefined) return undefined;
  const texts = parts.map((part) => oneSpaced(textOf(isDotted ? part.slice(1) : part)));
  return { items: texts.map((text) => ({ row, text, names: [text], isOn: undefined })), current };
}

const dots = marks.filter(({ kind }) => kind === 'dot');
const dot = new Set(dots.flatMap(({ on, off }) => Array.from(on + off)));

const isFilled = (part: readonly Cell[]): boolean => dots.some(({ on }) => on.includes(part[0]?.text ?? ' '));
const isUnderlined = (part: readonly Cell[]): boolean => part.every(({ style }) => style.isUnderlined);

function splitAtSlashes(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const slash = cells.findIndex(
    (cell, at) => cell.text === '/' && isBlank(cells[at - 1]) && isBlank(cells[at + 1]),
  );
  if (slash <= 0) return [cells];
  return [cells.slice(0, slash), ...splitAtSlashes(cells.slice(slash + 1))];
}

/** What stands behind the sign between a question and its choices, or else behind the bar at the left. */
function withoutQuestion(cells: readonly Cell[]): readonly Cell[] {
  const sign = cells.findLastIndex((cell) => cell.text !== '' && pointers.strong.includes(cell.text));
  return cells.slice(sign + 1).filter((cell) => !bars.includes(cell.text) || cell.text === '');
}

function withoutBlanks(cells: readonly Cell[]): readonly Cell[] {
  const start = cells.findIndex((cell) => !isBlank(cell));
  return start === -1 ? [] : cells.slice(start, cells.findLastIndex((cell) => !isBlank(cell)) + 1);
}
