import type { Screen } from '../../screen.js';
import { highlighted } from './current.js';
import { buttonFrames, interior } from './frames.js';
import { buttonBrackets } from './glyphs.js';
import { type Area, type Cell, type Grid, cellsBetween, oneSpaced, rowsOf, textOf } from './grid.js';

/** A button on the screen: where it is, and its label without brackets and padding. */
export interface Button {
  readonly label: string;
  /** The row of its label, and all rows it is drawn on. */
  readonly row: number;
  readonly rows: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly cells: readonly Cell[];
  /** Whether it is drawn in a frame of its own. */
  readonly isFramed: boolean;
}

/**
 * The buttons of an area, from the top, from the left: the last rows on which nothing but buttons stands, or those in frames
 * below them. What looks like buttons further up is text, or an item (`<none>`).
 */
export function buttonsIn(grid: Grid, area: Area): readonly Button[] {
  const framed = buttonFrames(grid, area).map((frame) => framedButton(grid, frame));
  const rows = rowsOf(area).map((row) => buttonsOfRow(grid, area, row));
  const end = rows.findLastIndex((own) => own.length > 0);
  if (end < 0 || framed.some(({ row }) => row > area.top + end)) return framed;
  const above = rows.slice(0, end).findLastIndex((own) => own.length === 0);
  return rows.slice(above + 1, end + 1).flat();
}

/**
 * The button that Enter would press, by the cursor on it or by its colours. One in a frame has a colour of its own anyway: alone it
 * is told by the cursor.
 */
export function highlightedButton(
  screen: Screen,
  buttons: readonly Button[],
  ground: string,
): Button | undefined {
  const { row, column } = screen.cursor;
  const underCursor = buttons.find(
    (button) => button.row === row && column >= button.left && column <= button.right,
  );
  if (underCursor !== undefined) return underCursor;
  if (buttons.length === 1 && buttons[0]?.isFramed === true) return undefined;
  const index = highlighted(
    buttons.map((button) => button.cells),
    ground,
  );
  return index === undefined ? undefined : buttons[index];
}

function framedButton(grid: Grid, frame: Area): Button {
  const { top, left, right } = interior(frame);
  const cells = cellsBetween(grid, top, left, right);
  const rows = rowsOf({ ...frame, bottom: frame.bottom + 1 }); // with its shadow
  return { label: oneSpaced(textOf(cells)), row: top, rows, left, right, cells, isFramed: true };
}

function buttonsOfRow(grid: Grid, area: Area, row: number): readonly Button[] {
  const cells = cellsBetween(grid, row, area.left, area.right);
  // One character a cell, so that places in the text are columns.
  const text = cells.map((cell) => (cell.text.length === 1 ? cell.text : ' ')).join('');
  for (const { open, close } of buttonBrackets) {
    const pattern = new RegExp(
      `\\${open}( *[^\\s\\${open}\\${close}](?:[^\\${open}\\${close}]*))\\${close}`,
      'g',
    );
    const found = [...text.matchAll(pattern)].filter((match) => !/^[*xX+]$/.test(match[1] ?? ''));
    if (found.length > 0 && text.replace(pattern, '').trim() === '') {
      return found.map((match) => buttonAt(cells, area, row, match));
    }
  }
  return [];
}

function buttonAt(cells: readonly Cell[], area: Area, row: number, match: RegExpExecArray): Button {
  const [start, end] = [match.index, match.index + match[0].length];
  const own = cells.slice(start, end);
  return {
    label: oneSpaced(textOf(own.slice(1, -1))),
    row,
    rows: [row],
    left: area.left + start,
    right: area.left + end - 1,
    cells: own,
    isFramed: false,
  };
}
