import type { Screen } from '../screen.js';
import { brokenRow, cellsOf } from '../screen/cell-width.js';
import { onlyChange } from './changed-row.js';
import { asksForKey } from './key-prompts.js';
import { isSecretByWording } from './secret-wording.js';

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
  const full = (at: number): string => brokenRow(lines[at]?.text ?? '', columns, lines[at + 1]?.text ?? '');
  let before = '';
  for (let at = row; at < cursor.row; at++) before += full(at);
  const cells = cellsOfRow(lines[cursor.row]?.text ?? '', columns);
  before += cells.slice(0, cursor.column).join('');
  let behind = cells.slice(cursor.column).join('');
  for (let at = cursor.row + 1; lines[at]?.isWrapped === true; at++) behind += full(at);
  return { before, behind: behind.trimEnd(), row };
}

/** One text for each cell: of a wide character the second is empty. */
function cellsOfRow(text: string, columns: number): readonly string[] {
  const cells: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    cells.push(segment);
    for (let more = cellsOf(segment); more > 1; more--) cells.push('');
  }
  while (cells.length < columns) cells.push(' ');
  return cells;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How what a person typed was shown: as it is, as other characters, or not at all. */
export type Shown = 'plain' | 'masked' | 'hidden';

/** Characters that stand for what is typed where it must not be read. */
const maskCharacters = /^[*•●∙·⬤▪x#]+$/u;

/**
 * How a text that was typed is shown, from what stood on the screen when its first key was pressed and before the key that
 * submitted it. Undefined when something else came of the keys: the program took them as keys and drew something else. `states` are
 * the texts that the line had while it was typed: the screen may lag behind the keys.
 */
export function shownAs(
  text: string,
  before: Screen,
  after: Screen,
  states: readonly string[] = [],
): Shown | undefined {
  const [from, to] = [cursorLineOf(before), cursorLineOf(after)];
  const [start, end] = [from.before, to.before];
  const isSamePlace = isSameBut(before, after, from.row, to.row);
  if (!isSamePlace && !(isPushedDown(before, after) && !isReaction(text, start, end)))
    return drawnAs(text, before, after, states);
  if (end === start) return drawnAs(text, before, after, states) ?? 'hidden';
  const typed = end.startsWith(start) ? end.slice(start.length) : end.slice(commonLength(start, end));
  if (typed === text || (text.trim() !== '' && end.endsWith(text)) || isLagging(typed, states))
    return 'plain';
  const isMasked = isMaskText(typed.trim()) || isMaskOf(typed.trim(), [text, ...states], isMaskText);
  return isMasked ? 'masked' : drawnAs(text, before, after, states);
}

/**
 * How a text is shown that was drawn only behind the key that submitted it. Undefined where nothing is seen of it, and below where
 * the program drew before: there it says something new.
 */
export function shownLate(text: string, before: Screen, screen: Screen): 'plain' | 'masked' | undefined {
  const end = before.lines.findLastIndex((line) => line.text !== '');
  if (screen.lines.slice(end + 1).some((line) => line.text !== '')) return undefined;
  const shown = shownAs(text, before, screen);
  return shown === 'hidden' ? undefined : shown;
}

/**
 * Whether the prompt is being drawn anew: a part of what stood there is missing or the cursor has gone back, and nothing new has
 * come. Not when nothing is left of it.
 */
export function isBeingDrawn(before: Screen, after: Screen): boolean {
  if (before.isAlternate || after.isAlternate || after.cursor.row > before.cursor.row) return false;
  const was = (row: number): string => before.lines[row]?.text ?? '';
  const isOld = after.lines.every(({ text }, row) => was(row).startsWith(text));
  const isThere = after.lines.some(({ text }, row) => text !== '' && text === was(row));
  const isShorter = cursorLineOf(before).before.startsWith(cursorLineOf(after).before.trimEnd());
  return isOld && (isThere || isShorter) && !isSameCursor(before, after);
}

/** Whether nothing is new but signs that stand for what is typed, in one row. */
export function isMaskDrawn(before: Screen, after: Screen): boolean {
  const was = (row: number): string => before.lines[row]?.text ?? '';
  const news = after.lines.filter(({ text }, row) => !was(row).startsWith(text));
  const [only, ...others] = news;
  if (only === undefined || others.length > 0) return false;
  const old = was(after.lines.indexOf(only));
  return isMaskText(only.text.slice(commonLength(old, only.text)).replace(/[_█\s]+$/u, ''));
}

const isSameCursor = ({ cursor: one }: Screen, { cursor: other }: Screen): boolean =>
  one.row === other.row && one.column === other.column;

/** Several keys may come together and their echo in pieces: then it ends where no key did. */
const isLagging = (typed: string, states: readonly string[]): boolean =>
  typed !== '' && states.some((state) => state.startsWith(typed));

/** One sign again and again, whichever it is; of letters only the usual one. */
export const isMaskText = (shown: string): boolean =>
  maskCharacters.test(shown) || /^([^\p{L}\p{N}\s])\1*$/u.test(shown);

/** Some fields show the last character until the next one comes; the screen may lag behind the keys. */
const isMaskOf = (shown: string, states: readonly string[], isSigns: (signs: string) => boolean): boolean =>
  states.some((state) => {
    const last = Array.from(state).at(-1) ?? '';
    return last !== '' && shown.endsWith(last) && isSigns(shown.slice(0, -last.length));
  });

/**
 * How a program shows a text that draws its own cursor while the terminal's stands elsewhere: in the one row that is
 * another now, and where it was not before.
 */
function drawnAs(text: string, before: Screen, after: Screen, states: readonly string[]): Shown | undefined {
  if (before.isAlternate || after.isAlternate || text.trim() === '') return undefined;
  const only = onlyChange(before, after);
  if (only === undefined) return undefined;
  const shown = only.now.replace(/[_█\s]+$/u, '');
  if (shown.endsWith(text.trimEnd())) return 'plain';
  const drawn = shown.slice(commonLength(only.was, shown));
  const count = Array.from(text).length;
  if (Array.from(drawn).length >= count && maskCharacters.test(drawn)) return 'masked';
  // The screen may lag behind: most of the text is enough to know it by.
  const isMost = (state: string): boolean => state.length > 1 && state.length >= text.length / 2;
  return states.some((state) => isMost(state) && shown.endsWith(state.trimEnd())) ? 'plain' : undefined;
}

/**
 * What a field that draws its own cursor has shown so far of a text of which most is still to come: all that is new stands behind
 * what stood in its row, and is the text that the line once had, or signs for it. A bar that grows is no such thing.
 */
export function shownSoFar(
  states: readonly string[],
  before: Screen,
  now: Screen,
): 'plain' | 'masked' | undefined {
  if (before.isAlternate || now.isAlternate) return undefined;
  const only = onlyChange(before, now);
  if (only === undefined) return undefined;
  const was = only.was.replace(/[_█\s]+$/u, '');
  const shown = only.now.replace(/[_█\s]+$/u, '');
  if (!shown.startsWith(was)) return undefined;
  const drawn = shown.slice(was.length).trimStart();
  if (drawn === '') return undefined;
  if (states.includes(drawn)) return 'plain';
  const isMask = (signs: string): boolean => maskCharacters.test(signs) && !was.endsWith(signs.charAt(0));
  const isText = states.some((state) => state.startsWith(drawn));
  return !isText && (isMask(drawn) || isMaskOf(drawn, states, isMask)) ? 'masked' : undefined;
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

/**
 * Whether the line of the prompt was written again below something that now stands in its place, as programs do that report on
 * other work meanwhile. Where it still stands in its place too, it is a new one.
 */
function isPushedDown(before: Screen, after: Screen): boolean {
  if (before.isAlternate || after.isAlternate) return false;
  const [from, to] = [cursorLineOf(before), cursorLineOf(after)];
  const prompt = from.before.trimEnd();
  // A bar before the cursor stands before other lines too.
  if (!/\p{L}/u.test(prompt) || !to.before.startsWith(from.before)) return false;
  for (let scrolled = 0; scrolled <= from.row; scrolled++) {
    const place = from.row - scrolled;
    const above = before.lines.slice(scrolled, from.row);
    if (above.every(({ text }, at) => after.lines[at]?.text === text))
      return to.row > place && after.lines[place]?.text.startsWith(prompt) === false;
  }
  return false;
}

/** Whether a prompt that came again without the text may well be what the program made of it: of a key that turns a page. */
const isReaction = (text: string, start: string, end: string): boolean =>
  end === start &&
  (asksForKey(start) || (Array.from(text).length < 2 && !isSecretByWording(start, someSecret)));

/** What the first key of a secret will have become. */
const someSecret = '****';

/** Whether a text came back before the line ended, without control sequences; what the program says afterwards is no echo. */
export function isEchoed(text: string, written: string): boolean {
  const [echo = ''] = written.split(/[\r\n]/, 1);
  return echo.includes(text);
}

/**
 * How a terminal echoed lines that it got before it wrote anything, each in one piece; undefined of one that it did not. The first
 * stands at the start of what was written then, another where a line ends with it.
 */
export function echoedAs(texts: readonly string[], output: string): readonly (Shown | undefined)[] {
  const written = output.replaceAll(/\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g, '');
  const [first = '', ...others] = texts;
  const shown = echoedAtStart(first, written);
  let [, ...lines] = written.split(/\r\n?|\n/);
  return [
    shown,
    ...others.map((text) => {
      const at = lines.findIndex((line) => line.endsWith(text));
      lines = lines.slice(at + 1);
      return at < 0 ? undefined : ('plain' as const);
    }),
  ];
}

function echoedAtStart(text: string, written: string): Shown | undefined {
  if (written.startsWith(text)) return 'plain';
  const mask = written.slice(0, text.length);
  return mask.length === text.length && /^([*•●▪])\1*$/u.test(mask) ? 'masked' : undefined;
}

/** Whether a row that is another now ends with a beginning of the text: the program shows it, however far it has come. */
export function isPartlyShown(text: string, before: Screen, now: Screen): boolean {
  return now.lines.some((line, row) => {
    const shown = line.text.replace(/[_█\s]+$/u, '');
    if (line.text === before.lines[row]?.text) return false;
    return Array.from(text).some((_, at, all) => shown.endsWith(all.slice(0, at + 1).join('')));
  });
}
