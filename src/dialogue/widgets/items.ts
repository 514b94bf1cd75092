import { type Cell, isBlank, oneSpaced, textOf } from './grid.js';
import type { Row } from './rows.js';

/** One item of a list. */
export interface Item {
  readonly row: number;
  /** All that stands there, one blank between words. */
  readonly text: string;
  /** What it may be called: all of it first, its tag, its description, without a hint or what is in parentheses at its end. */
  readonly names: readonly string[];
  /** Beginnings of names that its frame may have cut off. */
  readonly cutNames?: readonly string[];
  /** Whether it is ticked; undefined in a menu. */
  readonly isOn: boolean | undefined;
  /** In a list of groups: the head of one, which is ticked when all its members are, or a member of the one above it. */
  readonly part?: 'head' | 'member';
}

export function itemsOf(rows: readonly Row[]): readonly Item[] {
  const column = commonColumn(rows);
  const hasGroups = rows.some(({ isBranch }) => isBranch);
  return rows.map((row) => {
    const names = namesOf(row, column);
    const { cutAt } = row;
    return {
      row: row.row,
      text: row.label,
      names,
      ...(cutAt !== undefined && {
        cutNames: names.filter((name) => row.label.endsWith(name)).map((name) => name + cutAt),
      }),
      isOn: row.mark?.isOn,
      ...(hasGroups && { part: row.isBranch ? 'member' : 'head' }),
    };
  });
}

/**
 * Whether two texts may be of one item: inline prompts show a hint, `name (hint)`, behind the highlighted one only. They may as
 * well be of two; `textsIn` of known-items.ts tells that from all that was seen of the list.
 */
export function maybeSameItem(a: string, b: string): boolean {
  return a === b || bareText(a) === b || bareText(b) === a;
}

/** What the label of an item stands for: the item, or of the head of a group all its members. */
export function itemsMeant(items: readonly Item[], index: number): readonly Item[] {
  if (items[index]?.part !== 'head') return items.slice(index, index + 1);
  const behind = items.slice(index + 1);
  const end = behind.findIndex(({ part }) => part !== 'member');
  return end < 0 ? behind : behind.slice(0, end);
}

function namesOf(row: Row, column: number | undefined): readonly string[] {
  const whole = textOf(row.labelCells);
  const parts = whole.trim().split(/\s{2,}/);
  const split = column === undefined ? [] : [row.labelCells.slice(0, column), row.labelCells.slice(column)];
  const names = [
    whole,
    parts[0] ?? '',
    parts.slice(1).join(' '),
    ...split.map(textOf),
    bareText(whole),
    textOf(withoutHint(row.labelCells)),
  ];
  return [...new Set(names.map(oneSpaced))].filter((name) => name !== '');
}

/** Without what is in parentheses at its end: a hint, or a part of its name. There may be parentheses in it. */
export function bareText(text: string): string {
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith(')')) return trimmed.trimStart();
  let depth = 0;
  for (let at = trimmed.length - 1; at >= 0; at--) {
    if (trimmed[at] === ')') depth++;
    if (trimmed[at] === '(') depth--;
    if (depth === 0) return trimmed.slice(0, at).trim();
  }
  return trimmed.trimStart();
}

/** What is dimmed behind a label that is not is a hint. */
function withoutHint(cells: readonly Cell[]): readonly Cell[] {
  if (cells[0]?.style.isDim !== false) return cells;
  const hint = cells.findIndex((cell) => !isBlank(cell) && cell.style.isDim);
  return hint === -1 ? cells : cells.slice(0, hint);
}

/** Where the descriptions start, from the start of the label: the first column at which a word starts in every row. */
function commonColumn(rows: readonly Row[]): number | undefined {
  const longest = Math.max(0, ...rows.map((row) => row.labelCells.length));
  for (let column = 2; column < longest && rows.length > 1; column++) {
    const isStart = ({ labelCells }: Row): boolean =>
      isBlank(labelCells[column - 1]) && column < labelCells.length && !isBlank(labelCells[column]);
    if (rows.every(isStart)) return column;
  }
  return undefined;
}
