import type { Screen } from '../../screen.js';
import { choicesAcross } from './across.js';
import { innerAreas, widgetAreas } from './boxes.js';
import { buttonsIn } from './buttons.js';
import { emphasised, highlighted, onlyOne } from './current.js';
import { commonGround, gridOf, rowsOf } from './grid.js';
import { type Item, itemsOf } from './items.js';
import { blockMenuIn, type Menu, type Place, pointerMenu } from './menus.js';
import type { Axis } from './moves.js';
import { type Row, isSeparator, readRow } from './rows.js';
import { joinWrapped } from './wrapped-rows.js';

/** A list of items, as far as it is on the screen: one a row, or beside each other. */
export interface List {
  readonly kind: 'menu' | 'check' | 'radio';
  readonly axis: Axis;
  readonly items: readonly Item[];
  /** Index of the highlighted item; undefined while the focus is elsewhere, e.g. on a button. */
  readonly current: number | undefined;
}

/** The list a screen shows, or undefined when nothing is certainly one. */
export function findList(screen: Screen): List | undefined {
  const grid = gridOf(screen);
  for (const widget of widgetAreas(screen, grid)) {
    const ground = commonGround(grid, widget);
    const buttons = buttonsIn(grid, widget);
    for (const area of [...innerAreas(grid, widget), widget]) {
      const place = { screen, grid, area, ground, buttons };
      const rows = rowsOf(area).map((row) => readRow(grid, area, row));
      const list = listIn(place, rows);
      if (list !== undefined) return list;
    }
  }
  return undefined;
}

/**
 * Ticks without a highlighted item may stand before answered questions (inquirer): a pointer elsewhere is the list's. In a frame
 * ticks and a block of colour are surer than a weak pointer, which is the bullet of a text there.
 */
function listIn(place: Place, rows: readonly Row[]): List | undefined {
  const across = choicesAcross(place.screen, place.grid, place.area);
  if (across !== undefined) return { kind: 'menu', axis: 'across', ...across };
  const marked = markedList(place, rows);
  if (marked?.current !== undefined) return marked;
  const pointed = pointerMenu(place, rows);
  const isSure = pointed?.isStrong === true || place.area.left === 0;
  if (pointed !== undefined && isSure) return downMenu(pointed);
  if (marked !== undefined) return marked;
  const menu = blockMenuIn(place, rows) ?? pointed;
  return menu === undefined ? undefined : downMenu(menu);
}

const downMenu = ({ items, current }: Menu): List => ({ kind: 'menu', axis: 'down', items, current });

/** Rows with a check box or radio button before each label, one below the other. */
function markedList(place: Place, rows: readonly Row[]): List | undefined {
  const lists = groupsOf(joinWrapped(place, rows)).flatMap((group) => listOf(place, group) ?? []);
  return lists.findLast((list) => list.current !== undefined) ?? lists.at(-1);
}

/** A dot beside another sign of what is highlighted is a radio button; alone, it is that sign itself. */
function listOf(place: Place, group: readonly Row[]): List | undefined {
  const kind = group[0]?.mark?.kind ?? 'check';
  const items = itemsOf(group);
  const { index, isCertain } = currentOf(place, group);
  if (kind !== 'dot') return { kind, axis: 'down', items, current: index };
  if (isCertain && group.length > 1) return { kind: 'radio', axis: 'down', items, current: index };
  const dot = onlyOne(group, (row) => row.mark?.isOn === true);
  if (dot === undefined) return undefined;
  return {
    kind: 'menu',
    axis: 'down',
    items: items.map((item) => ({ ...item, isOn: undefined })),
    current: dot,
  };
}

function groupsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = [];
  let isOpen = false;
  for (const row of rows) {
    if (isSeparator(row)) continue;
    const last = groups.at(-1);
    const first = last?.[0];
    if (row.mark !== undefined && row.labelColumn !== undefined) {
      if (isOpen && first !== undefined && isBeside(first, row)) last?.push(row);
      else groups.push([row]);
    }
    isOpen = row.mark !== undefined;
  }
  return groups;
}

/** Whether the marks of two rows stand one below the other, or a branch leads from one to the other. */
function isBeside(one: Row, other: Row): boolean {
  const [left, right] = [one, other].map(
    ({ mark, isBranch }) => (mark?.column ?? -1) - (isBranch ? branchColumns : 0),
  );
  return left === right;
}

/** A branch and a blank. */
const branchColumns = 2;

/** `isCertain`: by a pointer, a block of colour or the cursor, not just by the colour of its text. */
function currentOf(
  place: Place,
  group: readonly Row[],
): { readonly index: number | undefined; readonly isCertain: boolean } {
  const { cursor } = place.screen;
  const certain =
    onlyOne(group, (row) => row.pointer !== undefined) ??
    highlighted(
      group.map((row) => row.cells),
      place.ground,
    ) ??
    onlyOne(
      group,
      (row) =>
        row.row === cursor.row &&
        cursor.column >= (row.mark?.column ?? Infinity) &&
        cursor.column <= (row.labelColumn ?? -1),
    );
  if (certain !== undefined) return { index: certain, isCertain: true };
  return { index: emphasised(group.map((row) => row.labelCells)), isCertain: false };
}
