import { plainStyle } from '../../screen.js';
import { bars, scrollHints } from './glyphs.js';
import { isBlank, oneSpaced, textOf } from './grid.js';
import type { Place } from './menus.js';
import { type Row, isSeparator } from './rows.js';

/** The rows of an area, a label that goes on below its first row joined: inline prompts wrap theirs, frames cut them off. */
export function joinWrapped(place: Place, rows: readonly Row[]): readonly Row[] {
  if (place.area.left > 0) return rows;
  const joined: Row[] = [];
  let above: Row | undefined;
  for (const row of rows) {
    const item = joined.at(-1);
    if (item?.mark !== undefined && above !== undefined && isRest(place, above, row))
      joined[joined.length - 1] = withRest(place, item, { above, row });
    else joined.push(row);
    above = row;
  }
  return joined;
}

/** The terminal broke the line, or the program did, where the next word had no room. */
function isRest({ screen, grid, area }: Place, above: Row, row: Row): boolean {
  const isText = row.mark === undefined && row.pointer === undefined && row.label !== '' && !isSeparator(row);
  if (!isText || above.label === '') return false;
  if (screen.lines[row.row]?.isWrapped === true) return true;
  const [first] = row.labelCells;
  if (first === undefined || scrollHints.includes(first.text)) return false;
  const width = area.right - area.left + 1;
  const hasBar = bars.includes(grid[row.row]?.find((cell) => !isBlank(cell))?.text ?? ' ');
  const word = row.labelCells.findIndex(isBlank);
  const wordWidth = word === -1 ? row.labelCells.length : word;
  return endOf(above) + 1 + wordWidth > (hasBar ? width - barEscapes : width);
}

/** clack takes the width of its bar with what colours it, `ESC [36m` and `ESC [39m`: its rows are so much shorter. */
const barEscapes = 10;

/** The column behind its text. */
const endOf = ({ labelColumn, labelCells }: Row): number => (labelColumn ?? 0) + labelCells.length;

/** A row that is full is broken within a word, unless there is a blank before the next. */
function withRest(
  { area }: Place,
  item: Row,
  { above, row }: { readonly above: Row; readonly row: Row },
): Row {
  const isBroken = endOf(above) > area.right && row.labelColumn === area.left;
  const between = isBroken ? [] : [{ text: ' ', style: plainStyle }];
  const labelCells = [...item.labelCells, ...between, ...row.labelCells];
  return { ...item, label: oneSpaced(textOf(labelCells)), labelCells };
}
