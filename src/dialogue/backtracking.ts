import type { AST } from '@eslint-community/regexpp';
import { setFlagsFromString } from 'node:v8';
import { overlapsOf, telling } from './overlap.js';
import { positionsOf } from './positions.js';

/**
 * Makes V8 go on with its linear engine where matching has gone back too often: `(a+)+$` on 40 letters takes milliseconds
 * then instead of years. It takes no look-around, no back reference, no flag i, u or v and no large count.
 */
export function boundBacktracking(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}

/** Whether matching could take time exponential in the length of the text, with nothing to stop it. */
export function canBlowUp(tree: AST.Pattern, source: string, flags: string): boolean {
  return !isLinear(source, flags) && isExponential(tree, flags);
}

/** Whether V8's linear engine takes the expression; only V8 knows, and says so by refusing the flag `l`. */
export function isLinear(source: string, flags: string): boolean {
  setFlagsFromString('--enable-experimental-regexp-engine');
  try {
    new RegExp(source, `${flags}l`);
    return true;
  } catch {
    return false;
  } finally {
    setFlagsFromString('--no-enable-experimental-regexp-engine');
  }
}

/** More positions than this are not looked at pair by pair. */
export const mostPositions = 200;

/**
 * Whether some text leads from a place in the expression back to it in two ways: each time the text is repeated the number of
 * ways doubles, and a backtracking engine tries them all (exponential degree of ambiguity, Weber and Seidl 1991).
 */
export function isExponential(tree: AST.Pattern, flags: string): boolean {
  const characters = telling(tree, flags);
  return positionsOf(tree).some(({ atoms, next }) => {
    const reached = next.map((_, from) => reachableFrom(next, from));
    const isOnCycle = (from: number, to: number): boolean => reached[to]?.has(from) === true;
    const isTwice = next.some((list, from) =>
      list.some((to, at) => list.indexOf(to) !== at && isOnCycle(from, to)),
    );
    if (isTwice || atoms.length > mostPositions) return isTwice;
    const onCycles = [...next.keys()].filter((place) => next[place]?.some((to) => isOnCycle(place, to)));
    return hasTwoWays(next, onCycles, overlapsOf(atoms, characters, flags));
  });
}

function reachableFrom(next: readonly (readonly number[])[], from: number): ReadonlySet<number> {
  const seen = new Set([from]);
  for (const at of seen) for (const to of next[at] ?? []) seen.add(to);
  return seen;
}

type Overlaps = (one: number, other: number) => boolean;

/** Whether from one of these places two different ways over the same text lead back to it. */
function hasTwoWays(
  next: readonly (readonly number[])[],
  places: readonly number[],
  overlaps: Overlaps,
): boolean {
  const count = next.length;
  const pairsAfter = (pair: number): readonly number[] => {
    const [one, other] = [Math.floor(pair / count), pair % count];
    return (next[one] ?? []).flatMap((to) =>
      (next[other] ?? []).filter((too) => overlaps(to, too)).map((too) => to * count + too),
    );
  };
  const after = new Map<number, readonly number[]>();
  const follow = (pair: number): readonly number[] => {
    const known = after.get(pair) ?? pairsAfter(pair);
    after.set(pair, known);
    return known;
  };
  const canReturn = (from: number, start: number): boolean => walk(follow, from).has(start);
  return places.some((place) => {
    const start = place * (count + 1);
    return [...walk(follow, start)].some((pair) => isApart(pair, count) && canReturn(pair, start));
  });
}

const isApart = (pair: number, count: number): boolean => Math.floor(pair / count) !== pair % count;

function walk(follow: (pair: number) => readonly number[], start: number): ReadonlySet<number> {
  const seen = new Set(follow(start));
  for (const at of seen) for (const to of follow(at)) seen.add(to);
  return seen;
}
