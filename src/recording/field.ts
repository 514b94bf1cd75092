import type { Screen } from '../screen.js';

/** The line the cursor is on, as one text: rows that the terminal broke are joined. */
export interface CursorLine {
  /** Before the cursor, blanks included. */
  readonly before: string;
  /** From the cursor on. */
  readonly behind: string;
  /** Its first row on the screen. */
  readonly row: number;
}

/** What stands on the cursor's line, which may take several rows. */
export function cursorLineOf({ lines, cursor, columns }: Screen): CursorLine {
  let row = cursor.row;
  while (row > 0 && lines[row]?.isWrapped === true) row--;
  const full = (at: number): string => (lines[at]?.text ?? '').padEnd(columns);
  let before = '';
  for (let at = row; at < cursor.row; at++) before += full(at);
  const cells = cellsOf(lines[cursor.row]?.text ?? '', columns);
  before += cells.slice(0, cursor.column).join('');
  let behind = cells.slice(cursor.column).join('');
  for (let at = cursor.row + 1; lines[at]?.isWrapped === true; at++) behind += full(at);
  return { before, behind: behind.trimEnd(), row };
}

/** One text for each cell: of a wide character the second is empty. */
function cellsOf(text: string, columns: number): readonly string[] {
  const cells: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    cells.push(segment);
    if (isWide(segment)) cells.push('');
  }
  while (cells.length < columns) cells.push(' ');
  return cells;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian wide and full-width characters and emoji (Unicode TR 11), as far as prompts hold them. */
const isWide = (character: string): boolean =>
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation})/u.test(
    character,
  );

/** How what a person typed was shown: as it is, as other characters, or not at all. */
export type Shown = 'plain' | 'masked' | 'hidden';

/** Characters that stand for what is typed where it must not be read. */
const maskCharacters = /^[*•●∙·⬤▪x#]+$/u;

/**
 * How a text that was typed is shown, from what stood on the screen when its first key was pressed and before the key that
 * submitted it. Undefined when something else came of the keys: the program took them as keys and drew something else.
 */
export function shownAs(text: string, before: Screen, after: Screen): Shown | undefined {
  const [from, to] = [cursorLineOf(before), cursorLineOf(after)];
  const [start, end] = [from.before, to.before];
  if (!isSameBut(before, after, from.row, to.row)) return undefined;
  if (end === start) return 'hidden';
  const typed = end.startsWith(start) ? end.slice(start.length) : end.slice(commonLength(start, end));
  // A pager takes a blank and draws a prompt that ends with one.
  if (typed === text || (text.trim() !== '' && end.endsWith(text))) return 'plain';
  return maskCharacters.test(typed.trim()) ? 'masked' : undefined;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Whether nothing changed but the line of the cursor; it may have moved when the screen scrolled under a long one. */
function isSameBut(before: Screen, after: Screen, row: number, rowAfter: number): boolean {
  if (before.isAlternate !== after.isAlternate) return false;
  const shift = row - rowAfter;
  for (let at = 0; at < rowAfter; at++)
    if (before.lines[at + shift]?.text !== after.lines[at]?.text) return false;
  return true;
}
