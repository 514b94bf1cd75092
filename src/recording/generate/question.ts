import { findOnScreen } from '../../dialogue/screen-match.js';
import { titleOf, widgetAreas } from '../../dialogue/widgets/boxes.js';
import {
  type Area,
  type Grid,
  cellsBetween,
  gridOf,
  oneSpaced,
  rowsOf,
  textOf,
} from '../../dialogue/widgets/grid.js';
import type { Screen } from '../../screen.js';
import { cursorLineOf } from '../field.js';
import type { Part, PatternDraft } from './draft.js';
import { recordedText, screenCondition } from './pattern.js';
import { type OwnNames, partsOf } from './volatile.js';

/** What a screen asks: the lines above its menu, fields or buttons, and the title of its frame. */
export interface Question {
  readonly lines: readonly string[];
  readonly box?: string;
}

/** `firstRow` is where the menu, the fields or the buttons begin. */
export function questionOf(screen: Screen, firstRow: number | undefined): Question {
  const grid = gridOf(screen);
  const [area] = widgetAreas(screen, grid);
  const framed = area !== undefined && area.left > 0 ? framedQuestion(grid, area, firstRow) : { lines: [] };
  // A frame of nothing but a field has its question outside.
  if (framed.lines.length > 0 || framed.box !== undefined) return framed;
  const end = Math.min(firstRow ?? screen.rows, area !== undefined && area.left > 0 ? area.top : screen.rows);
  const lines = screen.lines.map(({ text }) => oneSpaced(text.replaceAll(/[\u2500-\u257f]/g, ' ')));
  const asked = lines.findLastIndex((line, row) => row < end && isAsking(line));
  const above = lines.findLastIndex((line, row) => row < end && hasWords(line));
  const row = asked >= 0 ? asked : above;
  if (row < 0) return { lines: lines.filter(hasWords).slice(0, 1) };
  return { lines: [withoutHint(lines[row] ?? '')] };
}

function framedQuestion(grid: Grid, area: Area, firstRow: number | undefined): Question {
  const title = titleOf(grid, area);
  const lines = rowsOf(area)
    .filter((row) => row < (firstRow ?? area.bottom + 1))
    .map((row) => oneSpaced(textOf(cellsBetween(grid, row, area.left, area.right)).replaceAll(/[│┃║]/g, ' ')))
    .filter(hasWords);
  return { lines, ...(title !== '' && { box: title }) };
}

const hasWords = (line: string): boolean => /\p{L}{2}/u.test(line);

/** The line of the question that waits: inline prompts begin it with a sign. */
const isAsking = (line: string): boolean => /^(?:[?◆]|\[\?\])\s+\S/u.test(line);

/** Whether a frame bounds what a screen asks. */
export const isInFrame = (screen: Screen): boolean => (widgetAreas(screen, gridOf(screen))[0]?.left ?? 0) > 0;

/**
 * The cursor stands right below the line of an inline question: with a hint under it, or behind a bar. Not where its own line asks
 * something, nor where the question was answered on its line: `previous` is the screen at the last key before.
 */
export function isBelowQuestion(screen: Screen, previous: Screen | undefined): boolean {
  const { lines, cursor } = screen;
  const asked = lines.findLastIndex(({ text }, row) => row <= cursor.row && isAsking(oneSpaced(text)));
  if (asked < 0 || asked >= cursor.row || cursor.row - asked > 2) return false;
  const answered = previous === undefined ? '' : cursorLineOf(previous).before.trim();
  const wasAnswered = answered !== '' && (lines[asked]?.text.trim() ?? '').startsWith(answered);
  return !wasAnswered && !isPrompt(cursorLineOf(screen).before);
}

/** Words of its own before the cursor; what stands behind a bar belongs to the question above. */
const isPrompt = (line: string): boolean => hasWords(line) && !/^\s*[│┃|❯›>]/u.test(line);

/** Without the sign, and without a hint or a default behind the question. */
function withoutHint(line: string): string {
  const text = line.replace(/^(?:[?◆◇│|]|\[\?\])\s+/u, '').replace(/\s[›»].*$/u, '');
  const bare = text.replace(/\s*\([^()]*\)\s*$/, '');
  return hasWords(bare) ? bare : text;
}

/** Equal for two screens that ask the same. */
export const keyOfQuestion = ({ lines, box = '' }: Question): string => JSON.stringify([box, ...lines]);

/** Longer lines are cut behind a sentence, or else behind a word. */
const longLine = 60;

/**
 * The pattern for a question: the first line of it that none of the screens before did show. `isWeak` when there is none.
 */
export function screenPattern(
  screen: Screen,
  question: Question,
  previous: readonly Screen[],
  own: OwnNames,
): { readonly expect: PatternDraft; readonly isWeak: boolean } {
  const { box } = question;
  const lines = question.lines.length > 0 ? question.lines : box === undefined ? [] : [box];
  const patterns = lines
    .flatMap((line) => patternsFor(cut(line), box, own))
    .filter((each) => isSeen(each, screen));
  const fresh = patterns.find((each) => !previous.some((shown) => isSeen(each, shown)));
  // Of a screen without a word only its silence tells.
  const fallback: PatternDraft = { kind: 'screen', parts: lines.slice(0, 1).map((text) => ({ text })) };
  return { expect: fresh ?? patterns[0] ?? fallback, isWeak: fresh === undefined };
}

function patternsFor(line: string, box: string | undefined, own: OwnNames): readonly PatternDraft[] {
  const parts = withoutEnds(partsOf(line, own));
  const plain: PatternDraft = { kind: 'screen', parts };
  return box === undefined || box === line ? [plain] : [{ ...plain, box }, plain];
}

function withoutEnds(parts: readonly Part[]): readonly Part[] {
  const isStable = ({ varies, text }: Part): boolean => varies === undefined && hasWords(text);
  const first = parts.findIndex(isStable);
  return first < 0 ? parts : parts.slice(first, parts.findLastIndex(isStable) + 1);
}

function cut(line: string): string {
  if (line.length <= longLine) return line;
  const [sentence] = /^\S+(?: \S+)+?[.?!:](?= )/.exec(line) ?? [];
  if (sentence !== undefined && sentence.length <= longLine) return sentence;
  return line.slice(0, longLine + 1).replace(/\s+\S*$/, '');
}

export function isSeen(expect: PatternDraft, screen: Screen): boolean {
  if (recordedText(expect.parts).trim() === '') return false;
  return findOnScreen(screenCondition(expect), screen).length > 0;
}
