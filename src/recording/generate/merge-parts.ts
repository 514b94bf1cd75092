import type { Part, VolatileClass } from './draft.js';

/** Where two recordings differ: the narrowest of these that fits both. */
const spans: readonly { readonly fits: RegExp; readonly source: string }[] = [
  { fits: /^\d+$/, source: String.raw`\d+` },
  { fits: /^v?\d+(?:\.\d+)+$/, source: String.raw`v?\d+(?:\.\d+)+` },
  { fits: /^[0-9A-Fa-f]+$/, source: '[0-9A-Fa-f]+' },
  { fits: /^\w+$/, source: String.raw`\w+` },
  { fits: /^\S+$/, source: String.raw`\S+` },
  { fits: /^.+$/, source: '.+' },
  { fits: /^.*$/, source: '.*' },
];

const differing = (name: string, one: string, other: string): VolatileClass => ({
  name,
  source: spans.find(({ fits }) => fits.test(one) && fits.test(other))?.source ?? '.*',
});

/**
 * One pattern for two prompts: what differs becomes a span of the narrowest class that fits both, with `why` as the name of
 * its class.
 */
export function mergeParts(
  one: readonly Part[],
  other: readonly Part[],
  why = 'differs between the recordings',
): readonly Part[] {
  const [mine, theirs] = [tokensOf(one), tokensOf(other)];
  const merged: Part[] = [];
  let [from, fromOther] = [0, 0];
  const gap = (to: number, toOther: number): void => {
    const texts = [textOf(mine.slice(from, to)), textOf(theirs.slice(fromOther, toOther))] as const;
    if (texts[0] !== '' || texts[1] !== '') merged.push({ text: texts[0], varies: differing(why, ...texts) });
  };
  for (const [at, atOther] of commonTokens(mine, theirs)) {
    gap(at, atOther);
    const token = mine[at];
    if (token !== undefined) merged.push(token);
    [from, fromOther] = [at + 1, atOther + 1];
  }
  gap(mine.length, theirs.length);
  return withoutEnds(joined(merged));
}

/** Prompts that have less in common are two. */
export const leastLikeness = 0.5;

/** How much of two prompts is the same, from 0 to 1, counted in words. */
export function likeness(one: readonly Part[], other: readonly Part[]): number {
  const isWord = ({ text }: Part): boolean => /[\p{L}\p{N}]/u.test(text);
  const [mine, theirs] = [tokensOf(one).filter(isWord), tokensOf(other).filter(isWord)];
  const most = Math.max(mine.length, theirs.length);
  return most === 0 ? Number(textOf(one) === textOf(other)) : commonTokens(mine, theirs).length / most;
}

const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('');

/** Words, runs of white space and single signs; a span that varies is one. */
function tokensOf(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) =>
    part.varies === undefined
      ? [...part.text.matchAll(/[\p{L}\p{N}_.]+|\s+|./gsu)].map(([text]) => ({ text }))
      : [part],
  );
}

const isSame = (one: Part, other: Part): boolean =>
  one.varies === undefined
    ? other.varies === undefined && one.text === other.text
    : one.varies.source === other.varies?.source;

/** The longest common subsequence, as pairs of indexes. */
function commonTokens(one: readonly Part[], other: readonly Part[]): readonly (readonly [number, number])[] {
  return align(one.length, other.length, (at, atOther) =>
    isSame(one[at] ?? { text: '' }, other[atOther] ?? { text: '' }) ? 1 : 0,
  );
}

/** Pairs in order that give the greatest sum of a score; what scores 0 is no pair. */
export function align(
  length: number,
  otherLength: number,
  score: (at: number, atOther: number) => number,
): readonly (readonly [number, number])[] {
  const best = Array.from({ length: length + 1 }, () => new Float64Array(otherLength + 1));
  const at = (row: number, column: number): number => best[row]?.[column] ?? 0;
  for (let row = length - 1; row >= 0; row--)
    for (let column = otherLength - 1; column >= 0; column--) {
      const own = score(row, column);
      const paired = own > 0 ? own + at(row + 1, column + 1) : 0;
      const line = best[row];
      if (line !== undefined) line[column] = Math.max(paired, at(row + 1, column), at(row, column + 1));
    }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < length && column < otherLength;) {
    const own = score(row, column);
    if (own > 0 && at(row, column) === own + at(row + 1, column + 1)) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}

function joined(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last !== undefined && last.varies === undefined && part.varies === undefined)
      all[all.length - 1] = { text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

/** What differs at an end is left out, as long as words are left. */
function withoutEnds(parts: readonly Part[]): readonly Part[] {
  const isWord = ({ text, varies }: Part): boolean => varies === undefined && /\p{L}{3}/u.test(text);
  const first = parts.findIndex(isWord);
  return first < 0 ? parts : parts.slice(first, parts.findLastIndex(isWord) + 1);
}
