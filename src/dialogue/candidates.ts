import { isBlank } from './blank.js';
import type { Found, Matcher } from './matcher.js';
import type { Exchange } from './types.js';

/** A rule that may answer now. */
export interface Rule {
  readonly exchange: Exchange;
  readonly matcher: Matcher;
  readonly isAlways: boolean;
  /** Place in the list: awaited exchanges and `always` rules each in their order. */
  readonly order: number;
}

/** A rule and where it matched; offsets index the text that was searched. */
export interface Candidate extends Rule {
  readonly found: Found;
  readonly isOnPromptLine: boolean;
  /** Of a match in the bytes: the absolute offset of its end there. */
  readonly rawEnd?: number;
}

/** Spelled out: objects spread into others cost a microsecond each, on the way of every answer. */
export function candidateOf(
  { exchange, matcher, isAlways, order }: Rule,
  found: Found,
  isOnPromptLine: boolean,
): Candidate {
  return { exchange, matcher, isAlways, order, found, isOnPromptLine };
}

/** The text patterns look at: what is unspent begins at `floor`; the prompt line lies at `[lineStart, lineEnd)`. */
export interface Searched {
  readonly text: string;
  readonly floor: number;
  /**
   * Where unspent text begins for what does not end there, or answers nothing: a line that was answered, was written anew with
   * other words, and is finished, is no prompt, but something the program says.
   */
  readonly saidFrom: number;
  readonly lineStart: number;
  readonly lineEnd: number;
}

/** How far above the prompt line a match that ends on it may begin, in characters: a question of some 20 lines. */
export const questionReach = 2048;

/** The first match that ends on the prompt line; with `isAtEnd`, one after which nothing but blanks stands there. */
function findOnPromptLine(matcher: Matcher, searched: Searched, isAtEnd: boolean): Found | undefined {
  const { text, floor, saidFrom, lineStart, lineEnd } = searched;
  const isGood = (found: Found): boolean =>
    found.end > Math.max(lineStart, found.start) &&
    found.end <= lineEnd &&
    (!isAtEnd || isBlank(text, found.end, lineEnd));
  const above = Math.max(saidFrom, lineStart - Math.min(matcher.reach, questionReach));
  const onLine = Math.max(floor, lineStart);
  return (
    firstGood(matcher, text, onLine, lineEnd, isGood) ?? firstGood(matcher, text, above, lineEnd, isGood)
  );
}

function firstGood(
  matcher: Matcher,
  text: string,
  from: number,
  end: number,
  isGood: (found: Found) => boolean,
): Found | undefined {
  for (let at = from; at < end;) {
    const found = matcher.find(text, at);
    if (found === undefined || found.start >= end) return undefined;
    if (isGood(found)) return found;
    at = Math.max(found.end, found.start + 1);
  }
  return undefined;
}

/** Candidates on the prompt line. */
export function onPromptLine(
  rules: readonly Rule[],
  searched: Searched,
  isAtEnd: boolean,
): readonly Candidate[] {
  const { text, floor, lineStart, lineEnd } = searched;
  const candidates: Candidate[] = [];
  if (rules.length === 0 || isBlank(text, Math.max(floor, lineStart), lineEnd)) return candidates;
  for (const rule of rules) {
    const found = findOnPromptLine(rule.matcher, searched, isAtEnd);
    if (found !== undefined) candidates.push(candidateOf(rule, found, true));
  }
  return candidates;
}

/** The part of the prompt's line that stands before a match. */
export function linePrefix(text: string, found: Found): string {
  return text.slice(text.lastIndexOf('\n', found.start - 1) + 1, found.start);
}

/** Candidates anywhere in the unspent text. */
export function anywhere(rules: readonly Rule[], searched: Searched): readonly Candidate[] {
  return rules.flatMap((rule) => {
    const found = rule.matcher.find(searched.text, searched.floor);
    return found === undefined || found.end === found.start ? [] : [candidateOf(rule, found, false)];
  });
}

/** Negative when `one` goes before `other`: awaited before `always`, then the earlier start, then list order. */
function precedence(one: Candidate, other: Candidate): number {
  return (
    Number(one.isAlways) - Number(other.isAlways) ||
    one.found.start - other.found.start ||
    one.order - other.order
  );
}

/** The candidate that goes first. */
export function first(candidates: readonly Candidate[]): Candidate | undefined {
  let best = candidates[0];
  for (const each of candidates)
    if (best !== undefined && each !== best && precedence(each, best) < 0) best = each;
  return best;
}

/** Whether more text could change the outcome: the match itself could grow, or a rule that goes before it could still match. */
export function isUndecided(best: Candidate, rules: readonly Rule[], searched: Searched): boolean {
  const { text, saidFrom, lineStart } = searched;
  if (best.matcher.isGrowable && isBlank(text, best.found.end)) return true;
  const from = Math.max(saidFrom, lineStart - questionReach);
  return rules.some((rule) => {
    if (rule.exchange === best.exchange || (rule.isAlways && !best.isAlways)) return false;
    const start = rule.matcher.findCutOff(text, from);
    if (start === undefined) return false;
    return (
      rule.isAlways !== best.isAlways ||
      start < best.found.start ||
      (start === best.found.start && rule.order < best.order)
    );
  });
}
