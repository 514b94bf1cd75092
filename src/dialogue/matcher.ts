import { UnattendError } from '../errors.js';
import { boundBacktracking, isExponential, isLinear } from './backtracking.js';
import { createCutOffSearch } from './cut-off.js';
import { escapeRegExp } from './escape-reg-exp.js';
import { crossesLines } from './line-crossing.js';
import { isGrowable, parseRegExp } from './pattern-syntax.js';
import { beginsAnywhere, requiredText } from './required-text.js';
import { freeLengthToFirst } from './search-cost.js';
import { createTimedSearch } from './timed-search.js';
import type { Pattern } from './types.js';

/** A place in a text where a pattern matched; offsets are indexes into that text. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** A text pattern ready to search. */
export interface Matcher {
  /** The first match that starts at or after `from`. Throws PATTERN_TOO_SLOW when it takes more than 250 ms to look. */
  find(text: string, from: number): Found | undefined;
  /** Start of the first beginning of a match, at or after `from`, that the end of the text cuts off. */
  findCutOff(text: string, from: number): number | undefined;
  /** Whether text written after a match that ends at the end could change that match. */
  readonly isGrowable: boolean;
  /** How many characters before the line that was being written a match with new text may begin. */
  readonly reach: number;
  /** A text that every match contains, or '' when none is known. */
  readonly required: string;
}

/** How far back a regular expression that may take several lines may begin before the line that was being written. */
export const longestReach = 8192;
/** A person is asked to wait no longer than this for a search, in milliseconds of processor time. */
const longestSearchMs = 250;
/** So many blanks are looked through from each of them in less than 50 ms. */
const mostBlanks = 300;
const whiteSpace = String.raw`(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)`;

function literalSource(text: string): string {
  return text.split(/\s+/).map(escapeRegExp).join(whiteSpace);
}

function literalMatcher(text: string): Matcher {
  const hasSpace = /\s/.test(text);
  const expression = hasSpace ? new RegExp(literalSource(text), 'g') : undefined;
  const findCutOff = createCutOffSearch(parseRegExp(literalSource(text), ''), '', {
    // Between words it takes white space in one way; white space it begins with, at every place of it.
    freeLength: /^\s/.test(text) ? mostBlanks : Infinity,
  });
  const [longest = ''] = text.split(/\s+/).toSorted((one, other) => other.length - one.length);
  return {
    find(all, from) {
      if (expression !== undefined)
        return all.includes(longest, from) ? search(expression, all, from) : undefined;
      const start = all.indexOf(text, from);
      return start < 0 ? undefined : { start, end: start + text.length, groups: [text], named: {} };
    },
    findCutOff,
    isGrowable: false,
    reach: text.length + (hasSpace ? 1024 : 0),
    required: longest,
  };
}

function regExpMatcher(source: string, flags: string): Matcher {
  // `^` and `$` always mean a line's start and end, never those of what happens to have arrived.
  const own = `${flags.replace(/[gym]/g, '')}m`;
  const tree = parseRegExp(source, own);
  // What is searched for a beginning of a match has look-aheads, which the linear engine does not take.
  const isAmbiguous = isExponential(tree, own);
  const isBounded = isLinear(source, own);
  if (isAmbiguous && !isBounded)
    throw new SyntaxError(
      `/${source}/${flags}: repetitions within a repetition can take the same text in many ways; matching might never end`,
    );
  boundBacktracking();
  const expression = new RegExp(source, `${own}g`);
  const required = requiredText(tree, own);
  const atLines = beginsAnywhere(tree, own) ? new RegExp(source, `${own}y`) : undefined;
  const look = (all: string, from: number): Found | undefined =>
    atLines === undefined ? search(expression, all, from) : searchLines(atLines, all, from);
  const free = isBounded ? Infinity : freeLengthToFirst(tree, own);
  const timed = createTimedSearch(longestSearchMs);
  return {
    find(all, from) {
      if (required !== '' && !all.includes(required, from)) return undefined;
      if (all.length - from <= free) return look(all, from);
      const looked = timed(() => look(all, from));
      if (looked !== undefined) return looked.value;
      throw new UnattendError('PATTERN_TOO_SLOW', { expression: `/${source}/${flags}`, screen: [] });
    },
    findCutOff: isAmbiguous ? (_, from) => from : createCutOffSearch(tree, own),
    isGrowable: isAmbiguous || isGrowable(tree, own),
    reach: crossesLines(tree, own) ? longestReach : 0,
    required,
  };
}

function search(expression: RegExp, text: string, from: number): Found | undefined {
  expression.lastIndex = from;
  const found = expression.exec(text);
  if (found === null) return undefined;
  const end = found.index + found[0].length;
  return { start: found.index, end, groups: found.slice(), named: found.groups ?? {} };
}

/** For an expression that begins with `.*`: what does not match at one place of a line matches nowhere behind it. */
function searchLines(sticky: RegExp, text: string, from: number): Found | undefined {
  const lineEnd = /[\n\r\u2028\u2029]/g;
  for (let at = from; ;) {
    const found = search(sticky, text, at);
    if (found !== undefined) return found;
    lineEnd.lastIndex = at;
    const next = lineEnd.exec(text);
    if (next === null) return undefined;
    at = next.index + 1;
  }
}

/** Makes a matcher of a text pattern; throws a SyntaxError for a regular expression that does not compile or might never end. */
export function createMatcher(pattern: Pattern & { kind: 'text' | 'regexp' }): Matcher {
  return pattern.kind === 'text'
    ? literalMatcher(pattern.text)
    : regExpMatcher(pattern.source, pattern.flags);
}
