import type { Screen } from '../../screen.js';
import { innerAreas, titleOf, widgetAreas } from './boxes.js';
import { buttonsIn } from './buttons.js';
import type { Field } from './field.js';
import { bars, fieldFill } from './glyphs.js';
import {
  type Area,
  type Cell,
  type Grid,
  cellsBetween,
  commonGround,
  gridOf,
  groundOf,
  isBlank,
  oneSpaced,
  rowsOf,
  textOf,
} from './grid.js';
import { inlineFields } from './inline-fields.js';
import { readRow } from './rows.js';

interface Place {
  readonly screen: Screen;
  readonly grid: Grid;
  readonly area: Area;
  readonly ground: string;
}

type Span = Pick<Field, 'row' | 'left' | 'right'>;

/** The fields of the form a screen shows, from the top; none when nothing is certainly a field. */
export function findFields(screen: Screen): readonly Field[] {
  const grid = gridOf(screen);
  for (const widget of widgetAreas(screen, grid)) {
    const ground = commonGround(grid, widget);
    const inline = inlineFields(grid, widget, ground);
    if (inline.length > 0) return inline;
    const areas = [...innerAreas(grid, widget), widget];
    for (const area of areas) {
      const place = { screen, grid, area, ground };
      const shown = spansIn(place);
      const spans = [
        ...shown,
        ...(area === widget || area.top === area.bottom ? [] : hiddenSpans(place, shown)),
      ];
      if (spans.length > 0) return spans.map((span) => fieldOf(place, span, widget, spans.length === 1));
    }
    const alone = areas.slice(0, -1).find((area) => isLoneField(screen, area));
    if (alone !== undefined) {
      const span = { row: alone.top, left: alone.left, right: alone.right };
      return [fieldOf({ screen, grid, area: alone, ground }, span, widget, true)];
    }
  }
  return [];
}

/** A frame one row high with the cursor in it, as dialog draws an input box. */
function isLoneField({ cursor }: Screen, area: Area): boolean {
  return (
    area.top === area.bottom &&
    cursor.row === area.top &&
    cursor.column >= area.left &&
    cursor.column <= area.right
  );
}

/**
 * Fields that do not show where they are: rows of a form's own frame with a label, and where the other fields, or the cursor,
 * stand nothing, or what begins right there (dialog on a terminal without colours).
 */
function hiddenSpans({ grid, area, screen }: Place, shown: readonly Span[]): readonly Span[] {
  const { row: cursorRow, column } = screen.cursor;
  const isCursorInside = cursorRow >= area.top && cursorRow <= area.bottom;
  const left = shown[0]?.left ?? (isCursorInside ? column : undefined);
  if (left === undefined || left <= area.left) return [];
  const right = shown[0]?.right ?? area.right;
  const isLabelled = (row: number): boolean => {
    const label = textOf(cellsBetween(grid, row, area.left, left - 1));
    const content = textOf(cellsBetween(grid, row, left, area.right));
    return label.trim() !== '' && (content.trim() === '' || (/\s$/.test(label) && /^\S/.test(content)));
  };
  return rowsOf(area)
    .filter((row) => !shown.some((span) => span.row === row) && isLabelled(row))
    .map((row) => ({ row, left, right }));
}

function spansIn(place: Place): readonly Span[] {
  const { grid, area } = place;
  const buttons = new Set(buttonsIn(grid, area).flatMap((button) => button.rows));
  return rowsOf(area).flatMap((row) => {
    const isOther = buttons.has(row) || readRow(grid, area, row).mark !== undefined;
    return isOther ? [] : [...filledSpans(place, row)];
  });
}

/** Runs of cells on a ground of their own, or of underscores, e.g. `[____]`. */
function filledSpans({ grid, area, ground, screen }: Place, row: number): readonly Span[] {
  const cells = cellsBetween(grid, row, area.left, area.right);
  const span = (start: number, end: number): Span => ({
    row,
    left: area.left + start,
    right: area.left + end - 1,
  });
  const grounded = runsOf(cells, (cell) => groundOf(cell) !== ground);
  if (grounded.length > 0) {
    const isFrame = (at: number): boolean => at === 0 && bars.includes(cells[0]?.text ?? ' ');
    return grounded.filter(({ start }) => !isFrame(start)).map(({ start, end }) => span(start, end));
  }
  const text = cells.map((cell) => (cell.text.length === 1 ? cell.text : ' ')).join('');
  const bracketed = [...text.matchAll(/\[([^[\]]*_{2,}|[^[\]]{4,})\]/g)];
  if (bracketed.length > 0 && /[:=]\s*\[/.test(text)) {
    return bracketed.map((match) => span(match.index + 1, match.index + match[0].length - 1));
  }
  const underscored = [...text.matchAll(/[^\s_:]*_{3,}/g)];
  return underscored
    .map((match) => span(match.index, match.index + match[0].length))
    .filter(({ left }) => left > area.left || screen.cursor.row === row);
}

function runsOf(
  cells: readonly Cell[],
  fits: (cell: Cell) => boolean,
): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = [];
  cells.forEach((cell, column) => {
    if (!fits(cell)) return;
    const last = runs.at(-1);
    if (last?.end === column) last.end = column + 1;
    else runs.push({ start: column, end: column + 1 });
  });
  return runs;
}

function fieldOf({ screen, grid, area }: Place, span: Span, widget: Area, isOnly: boolean): Field {
  const { row, left, right } = span;
  const before = labelBefore(cellsBetween(grid, row, area.left, left - 1));
  const names = before === '' && isOnly ? boxNames(grid, widget, span) : namesOf(before);
  return {
    ...span,
    label: names[0] ?? '',
    names,
    text: contentOf(cellsBetween(grid, row, left, right)),
    hasCursor: screen.cursor.row === row && screen.cursor.column >= left && screen.cursor.column <= right + 1,
  };
}

/** The text next to the field: what stands before a gap belongs to something else. */
function labelBefore(cells: readonly Cell[]): string {
  const text = textOf(cells).replace(/[[\s│|]*$/, '');
  return oneSpaced(/\S+(?: \S+)*$/.exec(text)?.[0] ?? '').replace(/^[│|]\s*/, '');
}

const namesOf = (label: string): readonly string[] =>
  label === '' ? [] : [...new Set([label, label.replace(/\s*[:=]$/, '')])];

/** A box with a single field is called by its text: all of it, a line, or its title. */
function boxNames(grid: Grid, widget: Area, field: Span): readonly string[] {
  const lines = rowsOf(widget)
    .filter((row) => row < field.row)
    .map((row) => oneSpaced(textOf(cellsBetween(grid, row, widget.left, widget.right))))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  const names = [oneSpaced(lines.join(' ')), ...lines, titleOf(grid, widget)];
  return [...new Set(names.flatMap(namesOf))];
}

function contentOf(cells: readonly Cell[]): string {
  const end = cells.findLastIndex((cell) => !isBlank(cell) && cell.text !== fieldFill);
  return textOf(cells.slice(0, end + 1)).trimStart();
}
