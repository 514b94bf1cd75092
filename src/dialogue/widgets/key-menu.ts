import { plainStyle, type Screen } from '../../screen.js';
import { widgetAreas } from './boxes.js';
import { bars } from './glyphs.js';
import {
  type Area,
  type Cell,
  cellsBetween,
  commonGround,
  type Grid,
  gridOf,
  groundOf,
  isBlank,
  oneSpaced,
  rowsOf,
  textOf,
} from './grid.js';
import { itemsOf } from './items.js';

/** An item that is taken by pressing its key: nothing moves, and nothing confirms. */
export interface KeyItem {
  /** The first character of what stands in its block. */
  readonly key: string;
  /** What stands behind it, and what of that it may be called. */
  readonly text: string;
  readonly names: readonly string[];
}

export interface KeyMenu {
  readonly items: readonly KeyItem[];
  /** The row of the first item. */
  readonly row: number;
}

interface KeyRow {
  readonly row: number;
  readonly tag: string;
  /** Of all rows the label takes. */
  readonly labelCells: readonly Cell[];
}

/** Rows below each other; a label may go on below its first, and an item that is not to be had may stand between others. */
interface Group {
  readonly column: number;
  readonly rows: KeyRow[];
  lastRow: number;
  /** The column behind the text of that row. */
  lastEnd: number;
  /** More of the label may follow. */
  isOpen: boolean;
}

/**
 * The menu of keys a screen ends with (clack's `selectKey`): each item begins with a block of colour, a word between blanks,
 * and its label stands behind that on the common ground. Without colours nothing tells it from text.
 */
export function findKeyMenu(screen: Screen): KeyMenu | undefined {
  const grid = gridOf(screen);
  for (const area of widgetAreas(screen, grid)) {
    const group = lastGroup(grid, area);
    const first = group?.rows[0];
    if (group === undefined || first === undefined || group.rows.length === 1) continue;
    if (isWhole(grid, area, first.row) && isLast(grid, area, group.lastRow))
      return { items: group.rows.map(itemOf), row: first.row };
  }
  return undefined;
}

function lastGroup(grid: Grid, area: Area): Group | undefined {
  const ground = commonGround(grid, area);
  let group: Group | undefined;
  for (const row of rowsOf(area)) {
    const cells = cellsBetween(grid, row, area.left, area.right);
    const start = cells.findIndex((cell) => groundOf(cell) !== ground || !isFree(cell));
    const isNext = group?.lastRow === row - 1;
    const keyed = keyRow(cells.slice(start), row, ground);
    if (keyed !== undefined) {
      if (group === undefined || !isNext || group.column !== start)
        group = { column: start, rows: [], lastRow: row, lastEnd: 0, isOpen: true };
      group.rows.push(keyed);
      Object.assign(group, { lastRow: row, lastEnd: endOf(cells), isOpen: true });
    } else if (group !== undefined && isNext) goOn(group, cells, { start, row });
  }
  return group;
}

const endOf = (cells: readonly Cell[]): number => cells.findLastIndex((cell) => !isBlank(cell)) + 1;
const isFree = (cell: Cell): boolean => isBlank(cell) || bars.includes(cell.text);

/** The row of an item, from its block on. */
function keyRow(cells: readonly Cell[], row: number, ground: string): KeyRow | undefined {
  const [first] = cells;
  if (first === undefined) return undefined;
  const own = groundOf(first);
  const end = cells.findIndex((cell) => groundOf(cell) !== own);
  const tag = /^ (\S+) $/.exec(textOf(cells.slice(0, Math.max(0, end))))?.[1];
  const labelCells = cells.slice(end + 1, endOf(cells));
  if (own === ground || tag === undefined || !isBlank(cells[end]) || labelCells.length === 0)
    return undefined;
  return labelCells.some((cell) => groundOf(cell) !== ground) ? undefined : { row, tag, labelCells };
}

/** A label goes on where the blocks begin, or with a blank, when its row has no room. What looks like an item without a block is one that is not to be had. */
function goOn(
  group: Group,
  cells: readonly Cell[],
  { start, row }: { readonly start: number; readonly row: number },
): void {
  if (start !== group.column && start !== group.column + 1) return;
  const more = cells.slice(start, endOf(cells));
  const isOther = more[0]?.style.isDim === true && /^\S+ {2}\S/.test(textOf(more));
  const [word = ''] = textOf(more).split(' ');
  const hasNoRoom = group.lastEnd + 1 + word.length >= cells.length;
  if (!isOther && !hasNoRoom) return;
  Object.assign(group, { lastRow: row, lastEnd: endOf(cells), isOpen: group.isOpen && !isOther });
  const last = group.rows.at(-1);
  if (!group.isOpen || last === undefined) return;
  const blank = { text: ' ', style: plainStyle };
  group.rows[group.rows.length - 1] = { ...last, labelCells: [...last.labelCells, blank, ...more] };
}

/** Above stands the question, not an item that is off the screen or cannot be read: its key may be that of another. */
function isWhole(grid: Grid, area: Area, row: number): boolean {
  const above = row === area.top ? '' : textOf(cellsBetween(grid, row - 1, area.left, area.right)).trim();
  return above !== '' && !bars.includes(above.charAt(0));
}

/** Below stands nothing but the end of its bar. */
function isLast(grid: Grid, area: Area, row: number): boolean {
  const below = rowsOf({ ...area, top: row + 1 });
  return below.every((each) =>
    /^[└╰┗|]?$/.test(oneSpaced(textOf(cellsBetween(grid, each, area.left, area.right)))),
  );
}

function itemOf({ row, tag, labelCells }: KeyRow): KeyItem {
  const label = oneSpaced(textOf(labelCells));
  const asRow = { row, isBranch: false, labelColumn: 0, label, labelCells, cells: labelCells };
  const names = itemsOf([asRow]).flatMap((item) => item.names);
  return { key: Array.from(tag)[0] ?? '', text: label, names: [...names, tag] };
}
