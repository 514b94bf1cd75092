import type { ExchangeLike } from './items.js';
import type { PatternLike } from './patterns.js';
import { checkMs, checkNames, isObject } from './wrong-use.js';

/** A branch of `expect` that is taken when so many milliseconds are over and nothing else was seen. */
export interface TimeoutLike {
  readonly timeoutMs: number;
}

/** What `expect` takes. */
export type ExpectLike = PatternLike | TimeoutLike;

/** The branches of an `expect`. */
export interface ExpectList {
  readonly branches: readonly ExchangeLike[];
  /** The branch that is taken when its time is over. */
  readonly timeout: { readonly index: number; readonly timeoutMs: number } | undefined;
}

/** Matches nothing: what is waited for when time alone is. */
const never: PatternLike = /[]/;

/** Makes branches of the patterns; `onSeen` gets the place in the list of the one that was seen. */
export function expectList(
  like: ExpectLike | readonly ExpectLike[],
  windowChars: number | undefined,
  onSeen: (index: number) => void,
): ExpectList {
  const list = (Array.isArray(like) ? like : [like]) as readonly ExpectLike[];
  if (list.length === 0)
    throw new TypeError('expect needs at least one pattern: expect("Name:") or expect(["yes", "no"]).');
  const times = list.flatMap((each, index) =>
    isTimeout(each) ? [{ index, timeoutMs: each.timeoutMs }] : [],
  );
  for (const each of list.filter(isTimeout)) checkNames('A { timeoutMs } branch', each, { timeoutMs: true });
  const [timeout, second] = times;
  if (second !== undefined)
    throw new TypeError('expect takes one { timeoutMs } among its patterns, not two.');
  checkMs('timeoutMs', timeout?.timeoutMs);
  const window = windowChars === undefined ? {} : { windowChars };
  const branches = list.flatMap((each, index) =>
    isTimeout(each) ? [] : [{ expect: each, ...window, onMatch: () => onSeen(index) }],
  );
  return { branches: branches.length === 0 ? [{ expect: never }] : branches, timeout };
}

const isTimeout = (like: ExpectLike): like is TimeoutLike => isObject(like) && 'timeoutMs' in like;
