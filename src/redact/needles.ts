import { type Automaton, createAutomaton } from './automaton.js';
import { type BlockFilter, createBlockFilter } from './block-filter.js';
import { createTrigrams, type Trigrams } from './trigrams.js';

/** What is looked for, ready to be. */
export interface Needles {
  readonly isEmpty: boolean;
  /** Bytes in the longest. */
  readonly longest: number;
  readonly automaton: Automaton;
  readonly blocks: BlockFilter;
  readonly trigrams: Trigrams;
}

/** None is shorter than 4 bytes or begins with a byte 0. */
export function createNeedles(needles: readonly Uint8Array[]): Needles {
  return {
    isEmpty: needles.length === 0,
    longest: needles.reduce((longest, { length }) => Math.max(longest, length), 0),
    automaton: createAutomaton(needles),
    blocks: createBlockFilter(needles),
    trigrams: createTrigrams(needles),
  };
}
