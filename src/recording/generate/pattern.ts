import { createMatcher } from '../../dialogue/matcher.js';
import type { ScreenCondition, TextPattern } from '../../dialogue/types.js';
import { splitRegExp } from '../../script/pattern-syntax.js';
import type { Part, PatternDraft } from './draft.js';

/** Whether a pattern is more than literal text. */
export const isVaried = (parts: readonly Part[]): boolean => parts.some(({ varies }) => varies !== undefined);

/** The text of a pattern's parts as it was recorded. */
export const recordedText = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('');

/** What of a prompt stays: it names what is asked for. */
export const wordsOf = (parts: readonly Part[]): string =>
  parts.map(({ text, varies }) => (varies === undefined ? text : ' ')).join('');

/** A literal as scripts write it: one blank for any white space. */
export const literalOf = (parts: readonly Part[]): string =>
  recordedText(parts).trim().replaceAll(/\s+/g, ' ');

/** The source of the regular expression for parts that vary. */
export function sourceOf(parts: readonly Part[]): string {
  return parts
    .map(({ text, varies }) => varies?.source ?? escapeLiteral(text))
    .join('')
    .trim();
}

/** Only what an expression would read otherwise is escaped: it is to be read by people. */
export function escapeLiteral(text: string): string {
  return text
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
    .replaceAll(/\s{2,}|[^\S ]/g, String.raw`\s+`);
}

/** What the dialogue engine is given for it. */
function textPattern(parts: readonly Part[]): TextPattern {
  return isVaried(parts)
    ? { kind: 'regexp', source: sourceOf(parts), flags: '' }
    : { kind: 'text', text: literalOf(parts) };
}

export function screenCondition({ parts, box, isAtCursor, row }: PatternDraft): ScreenCondition {
  return {
    text: textPattern(parts),
    ...(box !== undefined && { box }),
    ...(isAtCursor !== undefined && { isAtCursor }),
    ...(row !== undefined && { row }),
  };
}

/** Whether a literal would be read as a regular expression. */
export const looksLikeRegExp = (text: string): boolean => splitRegExp(text) !== undefined;

/** Whether two patterns are the same to whoever reads the script. */
export function isSamePattern(one: PatternDraft, other: PatternDraft): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ kind, parts, after = '', box = '', row = 0 }: PatternDraft): string {
  const text = isVaried(parts) ? `/${sourceOf(parts)}/` : literalOf(parts);
  return JSON.stringify([kind, text, after, box, row]);
}

/** Where a text pattern matches in a text, all of them. */
export function matchesIn(parts: readonly Part[], text: string): readonly { start: number; end: number }[] {
  const matcher = createMatcher(textPattern(parts));
  const all: { start: number; end: number }[] = [];
  for (let found = matcher.find(text, 0); found !== undefined;) {
    all.push({ start: found.start, end: found.end });
    found = matcher.find(text, Math.max(found.end, found.start + 1));
  }
  return all;
}
