import type { Screen } from '../../screen.js';
import { lineAtCursor } from '../../screen/unwrapped.js';
import { titleOf, widgetAreas } from './boxes.js';
import { buttonsIn } from './buttons.js';
import { findBoxes } from './frames.js';
import { type Area, cellsBetween, type Grid, gridOf, rowsOf, textOf } from './grid.js';

/** What a program asks. */
export interface Question {
  readonly lines: readonly string[];
  /** What of it a person would call the question, as one line; empty when nothing says anything. */
  readonly prompt: string;
}

/** Longer text explains and asks at its end, or not at all. */
const mostRows = 4;

/**
 * What a program asks that draws its screen, for messages: in a frame its title and the first text in it, without one the last row
 * that is marked as a question, or what stands at the cursor or above it.
 */
export function drawnQuestion(screen: Screen): Question {
  const grid = gridOf(screen);
  const [area] = widgetAreas(screen, grid);
  const isFramed = findBoxes(grid).some(({ top, left }) => top + 1 === area?.top && left + 1 === area.left);
  return area !== undefined && isFramed ? inFrame(grid, area) : inline(screen);
}

function inFrame(grid: Grid, area: Area): Question {
  const withButtons = new Set(buttonsIn(grid, area).flatMap(({ rows }) => rows));
  const rows = rowsOf(area).map((row) =>
    withButtons.has(row) ? '' : withoutLines(textOf(cellsBetween(grid, row, area.left, area.right))),
  );
  const from = rows.findIndex(saysSomething);
  const below = from < 0 ? [] : rows.slice(from, from + mostRows);
  const end = below.indexOf('');
  const text = end < 0 ? below : below.slice(0, end);
  const title = titleOf(grid, area);
  const asked = text.join(' ');
  const parts = [title, asked].filter((part) => part !== '');
  return { lines: title === '' ? text : [title, ...text], prompt: parts.join(': ') };
}

function inline(screen: Screen): Question {
  const rows = screen.lines.map(({ text }) => withoutLines(text));
  const atCursor = withoutLines(lineAtCursor(screen));
  const marked = rows.findLast((row) => /^[?◆]\s/u.test(row));
  const asked = marked ?? [...rows.slice(0, screen.cursor.row), atCursor].findLast(saysSomething);
  return asked === undefined ? { lines: [], prompt: '' } : { lines: [asked], prompt: asked };
}

const saysSomething = (text: string): boolean => /\p{L}{2}/u.test(text);

/** Bars at its sides, and rows that are lines and nothing else. */
const withoutLines = (row: string): string => row.replaceAll(/^[\s│┃║|─═┌┐└┘├┤]+|[\s│┃║|─═┌┐└┘├┤]+$/gu, '');
