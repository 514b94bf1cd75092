import { type Automaton, createAutomaton } from './automaton.js';
import { blockHash, createSkipTable, type SkipTable } from './skip-table.js';

/** Needles, ready to be looked for. */
export interface Needles {
  readonly automaton: Automaton;
  /** Undefined when there are none. */
  readonly skipTable: SkipTable | undefined;
}

/** None is shorter than 3 bytes or has a byte 0. */
export function createNeedles(needles: readonly Uint8Array[]): Needles {
  return {
    automaton: createAutomaton(needles),
    skipTable: needles.length === 0 ? undefined : createSkipTable(needles),
  };
}

/** Called for every place where a needle ends, in order, with the length of the longest that does. */
export type OnFound = (end: number, length: number) => void;

/**
 * Looks for needles in the first `length` bytes of a piece of a text and returns the automaton's state at their end, for the
 * next piece; it begins with 0. While the state is 0 no needle has begun, and the text is skipped through.
 */
export function scan(
  { automaton, skipTable }: Needles,
  { bytes, length, state: before }: { bytes: Uint8Array; length: number; state: number },
  onFound: OnFound,
): number {
  if (skipTable === undefined) return 0;
  const { matched } = automaton;
  let state = before;
  for (let at = 0; at < length;) {
    if (state === 0) at = skip(skipTable, bytes, at, length);
    do {
      state = automaton.next(state, bytes[at++] ?? 0);
      const found = matched[state] ?? 0;
      if (found > 0) onFound(at, found);
    } while (state !== 0 && at < length);
  }
  return state;
}

/** The next place where a needle may begin, as far as the text in sight tells; before `length`. */
function skip({ windowBytes, skips }: SkipTable, bytes: Uint8Array, from: number, length: number): number {
  let last = from + windowBytes - 1;
  while (last < length) {
    const by = skips[blockHash(bytes[last - 2] ?? 0, bytes[last - 1] ?? 0, bytes[last] ?? 0)] ?? 0;
    if (by === 0) break;
    last += by;
  }
  return last - windowBytes + 1;
}
