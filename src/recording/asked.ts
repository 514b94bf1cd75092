import type { Screen } from '../screen.js';
import { cursorLineOf } from './field.js';

/** What is asked for where the cursor is: what stands before it, or the nearest line above it that says something. */
export function askedAt(screen: Screen): string {
  const { before, row } = cursorLineOf(screen);
  const above = screen.lines.slice(0, row).map(({ text }) => text);
  return [...above, before].findLast(saysSomething)?.trim() ?? '';
}

/**
 * The question that what is typed at the cursor answers, as one line: what stands before the cursor, behind the line above it
 * that asks, where that says nothing by itself (`> `, `[none]: `, a field in a box). It decides whether an answer that was shown
 * is a secret: rather one too many.
 */
export function questionAt(screen: Screen): string {
  const { before, row } = cursorLineOf(screen);
  if (saysSomething(before) || isShellPrompt(before)) return before.trimEnd();
  const lines = screen.lines.slice(Math.max(0, row - farthest), row).map(({ text }) => text);
  const at = lines.findLastIndex(saysSomething);
  const line = lines[at] ?? '';
  // A question that goes on in the next line begins with a small letter there.
  const from = /^\p{Ll}/u.test(withoutBars(line)) ? at - 1 : at;
  const above = lines
    .slice(Math.max(0, from), at + 1)
    .map(withoutBars)
    .join(' ');
  const isFramed = screen.isAlternate || withoutBars(line) !== line.trim();
  if (!isFramed && !isAsking(above)) return before.trimEnd();
  return [above, withoutBars(before)].filter((part) => part !== '').join(' ');
}

/** In rows: a box has an empty one and its border between the question and the field. */
const farthest = 4;

/** What stands in brackets is a default or a choice. */
export const saysSomething = (text: string): boolean => /\p{L}{2}/u.test(withoutBrackets(text));

const withoutBrackets = (text: string): string => text.replaceAll(/\[[^\]]*\]|\([^)]*\)/g, '').trim();

const isShellPrompt = (text: string): boolean => /[$#%]\s*$/.test(text);

const withoutBars = (text: string): string => text.replaceAll(/^[\s│┃║|]+|[\s│┃║|]+$/gu, '');

/** What has been done is told and asks for nothing. */
function isAsking(above: string): boolean {
  const line = withoutBrackets(above);
  if (/[:?]$/.test(line) || /^[◆?❯*]\s/u.test(line) || demand.test(line)) return true;
  return !/[.!]$/.test(line) && !/\p{L}(?:ed|ing)\b/u.test(line) && line.split(/\s+/).length <= 5;
}

const demand = /\b(?:enter|type|provide|paste|input|supply|specify|give|eingeben|saisissez|introduzca)\b/i;
