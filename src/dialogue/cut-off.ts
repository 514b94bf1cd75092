import type { AST } from '@eslint-community/regexpp';
import { partialSource } from './pattern-syntax.js';
import { freeLength } from './search-cost.js';
import { createTimedSearch } from './timed-search.js';

/** It only says whether to wait for more text, which is safe to say: no more than this is spent on it, in milliseconds. */
const longestMs = 50;

/**
 * The search for a beginning of a match that the end of the text cuts off. Where that takes too long, there may be one from
 * the first place on, and so for every text that is as long. `freeLength` is how long a text may be that needs no watching.
 */
export function createCutOffSearch(
  tree: AST.Pattern,
  flags: string,
  { freeLength: free = freeLength(tree, flags) }: { readonly freeLength?: number } = {},
): (text: string, from: number) => number | undefined {
  const partial = new RegExp(partialSource(tree), `${flags}g`);
  const timed = createTimedSearch(longestMs);
  let tooLong = Infinity;
  return (text, from) => {
    const length = text.length - from;
    if (length <= free) return cutOff(partial, text, from);
    if (length >= tooLong) return from;
    const looked = timed(() => cutOff(partial, text, from));
    if (looked !== undefined) return looked.value;
    tooLong = length;
    return from;
  };
}

function cutOff(partial: RegExp, text: string, from: number): number | undefined {
  for (let at = from; at < text.length;) {
    partial.lastIndex = at;
    const found = partial.exec(text);
    if (found === null) return undefined;
    const end = found.index + found[0].length;
    if (end === text.length && end > found.index) return found.index;
    at = found.index + 1;
  }
  return undefined;
}
