import type { Screen } from '../../screen.js';
import type { Button } from './buttons.js';
import { emphasised, onlyOne } from './current.js';
import { fieldFill } from './glyphs.js';
import { type Area, type Grid, groundOf, isBlank } from './grid.js';
import { type Item, itemsOf } from './items.js';
import { type Row, type Span, isSeparator, spanOf } from './rows.js';

/** Items without check boxes or radio buttons, one a row. */
export interface Menu {
  readonly items: readonly Item[];
  readonly current: number;
}

/** What the recognisers of one area share. `ground` is the usual background of the whole widget, `buttons` are its own. */
export interface Place {
  readonly screen: Screen;
  readonly grid: Grid;
  readonly area: Area;
  readonly ground: string;
  readonly buttons: readonly Button[];
}

/** The menu of an area that is not one of ticks, by what is surest first. */
export function blockMenuIn(place: Place, rows: readonly Row[]): Menu | undefined {
  return blockMenu(place, rows) ?? hotKeyMenu(place, rows) ?? underlinedMenu(place, rows);
}

/** A pointer before one item; the others start in the same column and have blanks where it stands. */
export function pointerMenu(
  { screen }: Place,
  rows: readonly Row[],
): (Menu & { readonly isStrong: boolean }) | undefined {
  const isPrompt = (row: Row): boolean =>
    row.row === screen.cursor.row && screen.cursor.column <= (row.labelColumn ?? 0);
  const pointed = rows.filter((row) => row.pointer !== undefined && !isPrompt(row));
  const strong = pointed.findLast((row) => row.pointer?.isStrong === true);
  for (const row of strong === undefined ? pointed : [strong]) {
    const items = siblingsOf(rows, row, (other) => other.pointer === undefined && isAligned(row, other));
    const isStrong = row.pointer?.isStrong === true;
    if (isStrong || items.length > 1) {
      return { items: itemsOf(items), current: items.indexOf(row), isStrong };
    }
  }
  return undefined;
}

function isAligned(row: Row, other: Row): boolean {
  return other.labelColumn === row.labelColumn && other.mark === undefined;
}

/** One row drawn as a block of colour; the others keep within its columns, or in a frame start where it starts, or are none there. */
function blockMenu(place: Place, rows: readonly Row[]): Menu | undefined {
  const { grid, area, ground, screen } = place;
  const isFramed = area.left > 0;
  const taken = new Set(place.buttons.flatMap((button) => button.rows));
  const free = rows.filter((row) => !taken.has(row.row));
  const menus = free.flatMap((row) => {
    const span = spanOf(grid, area, row.row, ground);
    if (span === undefined || row.label === '' || row.label.endsWith(fieldFill)) return [];
    const isWithin = (other: Row): boolean =>
      spanOf(grid, area, other.row, ground) === undefined &&
      ((isFramed && other.labelColumn === row.labelColumn) || keepsWithin(other, span));
    const items = siblingsOf(free, row, isWithin);
    return [{ row, items, isAlone: items.length === 1 && isFramed && isSoleItem(place, row, span) }];
  });
  const only = menus.length === 1 ? menus[0] : menus.find(({ row }) => row.row === screen.cursor.row);
  if (only === undefined || (only.items.length < 2 && !only.isAlone)) return undefined;
  return { items: itemsOf(only.items), current: only.items.indexOf(only.row) };
}

/** A block no wider than its label; a field is as wide as its frame, or has the cursor in it. */
function isSoleItem({ area, screen }: Place, row: Row, span: Span): boolean {
  const isFull = span.left <= area.left + 1 && span.right >= area.right - 1;
  const hasCursor = screen.cursor.row === row.row && screen.cursor.column > span.left;
  return span.left === row.labelColumn && !isFull && !hasCursor;
}

/** In a frame, items whose first letters are blocks of their own, one of them bold: dialog on a terminal without colours. */
function hotKeyMenu({ area, ground }: Place, rows: readonly Row[]): Menu | undefined {
  if (area.left === 0) return undefined;
  const hasHotKey = ({ labelCells: [first, second], mark }: Row): boolean =>
    first !== undefined &&
    mark === undefined &&
    groundOf(first) !== ground &&
    (second === undefined || groundOf(second) === ground);
  const first = rows.find(hasHotKey);
  if (first === undefined) return undefined;
  const items = siblingsOf(rows, first, (other) => hasHotKey(other) && isAligned(first, other));
  const current = emphasised(items.map(({ labelCells }) => labelCells));
  return current === undefined ? undefined : { items: itemsOf(items), current };
}

/** Right below the question the cursor is behind, one line of several underlined (enquirer's autocomplete and sort). */
function underlinedMenu({ screen }: Place, rows: readonly Row[]): Menu | undefined {
  const below = rows.filter(({ row }) => row > screen.cursor.row);
  const first = below[0];
  if (first?.labelColumn === undefined || first.row !== screen.cursor.row + 1) return undefined;
  const items = siblingsOf(below, first, (other) => isAligned(first, other));
  const isUnderlined = ({ labelCells }: Row): boolean =>
    labelCells.every((cell) => isBlank(cell) || cell.style.isUnderlined);
  const current = onlyOne(items, isUnderlined);
  const isMenu = current !== undefined && items.length > 1;
  return isMenu ? { items: itemsOf(items), current } : undefined;
}

function keepsWithin({ labelColumn, labelCells }: Row, span: Span): boolean {
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
