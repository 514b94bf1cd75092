import type { Screen } from '../../screen.js';
import { innerAreas, widgetAreas } from './boxes.js';
import { buttonsIn } from './buttons.js';
import { emphasised, highlighted, onlyOne } from './current.js';
import { fieldFill } from './glyphs.js';
import { type Area, type Grid, commonGround, gridOf, rowsOf } from './grid.js';
import { type Item, itemsOf } from './items.js';
import { type Row, isSeparator, readRow, spanOf } from './rows.js';

/** A list of items, one a row, as far as it is on the screen. */
export interface List {
  readonly kind: 'menu' | 'check' | 'radio';
  readonly items: readonly Item[];
  /** Index of the highlighted item; undefined while the focus is elsewhere, e.g. on a button. */
  readonly current: number | undefined;
}

/** What the recognisers of one area share. `ground` is the usual background of the whole widget. */
interface Place {
  readonly screen: Screen;
  readonly grid: Grid;
  readonly area: Area;
  readonly ground: string;
}

/** The list a screen shows, or undefined when nothing is certainly one. */
export function findList(screen: Screen): List | undefined {
  const grid = gridOf(screen);
  for (const widget of widgetAreas(screen, grid)) {
    const ground = commonGround(grid, widget);
    for (const area of [...innerAreas(grid, widget), widget]) {
      const place = { screen, grid, area, ground };
      const rows = rowsOf(area).map((row) => readRow(grid, area, row));
      const list = listIn(place, rows);
      if (list !== undefined) return list;
    }
  }
  return undefined;
}

/** Ticks without a highlighted item may stand before answered questions (inquirer): a pointer elsewhere is the list's. */
function listIn(place: Place, rows: readonly Row[]): List | undefined {
  const marked = markedList(place, rows);
  if (marked?.current !== undefined) return marked;
  return pointerMenu(place, rows) ?? marked ?? blockMenu(place, rows);
}

/** Rows with a check box or radio button before each label, one below the other. */
function markedList(place: Place, rows: readonly Row[]): List | undefined {
  const lists = groupsOf(rows).flatMap((group) => listOf(place, group) ?? []);
  return lists.findLast((list) => list.current !== undefined) ?? lists.at(-1);
}

/** A dot beside another sign of what is highlighted is a radio button; alone, it is that sign itself. */
function listOf(place: Place, group: readonly Row[]): List | undefined {
  const kind = group[0]?.mark?.kind ?? 'check';
  const items = itemsOf(group);
  const { index, isCertain } = currentOf(place, group);
  if (kind !== 'dot') return { kind, items, current: index };
  if (isCertain && group.length > 1) return { kind: 'radio', items, current: index };
  const dot = onlyOne(group, (row) => row.mark?.isOn === true);
  return dot === undefined ? undefined : { kind: 'menu', items, current: dot };
}

function groupsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups: Row[][] = [];
  let isOpen = false;
  for (const row of rows) {
    if (isSeparator(row)) continue;
    const last = groups.at(-1);
    const isNext = isOpen && last?.[0]?.mark?.column === row.mark?.column;
    if (row.mark !== undefined && row.labelColumn !== undefined) {
      if (isNext) last?.push(row);
      else groups.push([row]);
    }
    isOpen = row.mark !== undefined;
  }
  return groups;
}

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

/** A pointer before one item; the others start in the same column and have blanks where it stands. */
function pointerMenu({ screen }: Place, rows: readonly Row[]): List | undefined {
  const isPrompt = (row: Row): boolean =>
    row.row === screen.cursor.row && screen.cursor.column <= (row.labelColumn ?? 0);
  const pointed = rows.filter((row) => row.pointer !== undefined && !isPrompt(row));
  const strong = pointed.findLast((row) => row.pointer?.isStrong === true);
  for (const row of strong === undefined ? pointed : [strong]) {
    const items = siblingsOf(rows, row, (other) => other.pointer === undefined && isAligned(row, other));
    if (row.pointer?.isStrong === true || items.length > 1) {
      return { kind: 'menu', items: itemsOf(items), current: items.indexOf(row) };
    }
  }
  return undefined;
}

function isAligned(row: Row, other: Row): boolean {
  return other.labelColumn === row.labelColumn && other.mark === undefined;
}

/** One row drawn as a block of colour; the others keep within its columns, or in a frame start where it starts. */
function blockMenu(place: Place, rows: readonly Row[]): List | undefined {
  const { grid, area, ground, screen } = place;
  const isFramed = area.left > 0;
  const taken = new Set(buttonsIn(grid, area).map((button) => button.row));
  const free = rows.filter((row) => !taken.has(row.row));
  const menus = free.flatMap((row) => {
    const span = spanOf(grid, area, row.row, ground);
    if (span === undefined || row.label === '' || row.label.endsWith(fieldFill)) return [];
    const isWithin = (other: Row): boolean =>
      spanOf(grid, area, other.row, ground) === undefined &&
      ((isFramed && other.labelColumn === row.labelColumn) || keepsWithin(other, span));
    const items = siblingsOf(free, row, isWithin);
    return [{ row, items }];
  });
  const only = menus.length === 1 ? menus[0] : menus.find(({ row }) => row.row === screen.cursor.row);
  if (only === undefined || only.items.length < 2) return undefined;
  return { kind: 'menu', items: itemsOf(only.items), current: only.items.indexOf(only.row) };
}

function keepsWithin({ labelColumn, labelCells }: Row, span: { left: number; right: number }): boolean {
  return (
    labelColumn !== undefined && labelColumn >= span.left && labelColumn + labelCells.length - 1 <= span.right
  );
}

/** A row and those next to it, up and down, that belong to it; lines between groups are passed over. */
function siblingsOf(rows: readonly Row[], row: Row, belongs: (other: Row) => boolean): readonly Row[] {
  const at = rows.indexOf(row);
  const isApart = (other: Row): boolean => !isSeparator(other) && !belongs(other);
  const upTo = rows.slice(0, at).findLastIndex(isApart);
  const downTo = rows.slice(at + 1).findIndex(isApart);
  const near = rows.slice(upTo + 1, downTo === -1 ? rows.length : at + 1 + downTo);
  return near.filter((other) => other === row || !isSeparator(other));
}
