import type { Field } from './field.js';
import { fieldMarks } from './glyphs.js';
import {
  type Area,
  type Cell,
  type Grid,
  cellsBetween,
  groundOf,
  isBlank,
  oneSpaced,
  rowsOf,
  textOf,
} from './grid.js';

/** The rows of an inline form, `⊙ Name : value` one below the other, as enquirer draws them; the lowest form there is. */
export function inlineFields(grid: Grid, area: Area, ground: string): readonly Field[] {
  const fields: Field[] = [];
  for (const row of rowsOf(area).toReversed()) {
    const field = fieldOf(cellsBetween(grid, row, area.left, area.right), { row, area, ground });
    if (field !== undefined && (fields[0]?.left ?? field.left) === field.left) fields.unshift(field);
    else if (fields.length > 0) break;
  }
  return fields.some(({ hasCursor }) => hasCursor) ? fields : [];
}

/** Stands in a field without a default. */
const noDefault = '…';

interface Place {
  readonly row: number;
  readonly area: Area;
  readonly ground: string;
}

/** What is dimmed, but for the letter the cursor is on, was not typed. */
function fieldOf(cells: readonly Cell[], { row, area, ground }: Place): Field | undefined {
  const colon = cells.findIndex(({ text }, at) => text === ':' && isBlank(cells[at - 1]));
  const label = oneSpaced(textOf(cells.slice(1, Math.max(colon, 1))));
  if (!fieldMarks.includes(cells[0]?.text ?? ' ') || label === '') return undefined;
  const value = cells.slice(colon + 2);
  const shown = textOf(value).trim();
  const isOwn = value.some((cell) => !isBlank(cell) && !cell.style.isDim && groundOf(cell) === ground);
  return {
    row,
    left: area.left + colon + 2,
    right: area.right,
    label,
    names: [label],
    text: isOwn ? shown : '',
    standIn: isOwn ? '' : shown.replace(noDefault, ''),
    hasCursor: value.some((cell) => groundOf(cell) !== ground),
  };
}
