import type { Candidate } from './candidates.js';
import { createMatcher } from './matcher.js';
import type { Reading } from './reading.js';
import type { Rules } from './rules.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** Who takes what is no text: the end of the output, and silence. */
export interface Silence {
  /** The first live exchange that awaits the silence there is now, as a candidate that stands where the output ends. */
  taker(sight: Sight, nowMs: number): Candidate | undefined;
  /** It was seen and answers nothing: once in a silence, not again and again. */
  passed(exchange: Exchange): void;
}

/** Stands in for the matcher of a pattern that is not looked for in the text. */
const noText = createMatcher({ kind: 'text', text: ' ' });

export function createSilence(rules: Rules, reading: Reading): Silence {
  let passed: { readonly exchange: Exchange; readonly pieces: number } | undefined;
  const isSpent = (each: Exchange): boolean => each === passed?.exchange && passed.pieces === reading.pieces;

  function isSilenceFor({ pattern }: Exchange, nowMs: number): boolean {
    if (pattern.kind === 'eof') return reading.hasEnded;
    return pattern.kind === 'quiet' && !reading.hasEnded && reading.quietMs(nowMs) >= pattern.quietMs;
  }

  return {
    taker(sight, nowMs) {
      const { exchanges, awaitsSilence } = rules.now();
      if (!awaitsSilence && !reading.hasEnded) return undefined;
      const exchange = exchanges.find((each) => !isSpent(each) && isSilenceFor(each, nowMs));
      if (exchange === undefined) return undefined;
      const end = sight.text.length;
      return {
        exchange,
        matcher: noText,
        isAlways: rules.isAlways(exchange),
        order: 0,
        found: { start: end, end, groups: [''], named: {} },
        isOnPromptLine: true,
      };
    },
    passed(exchange) {
      passed = { exchange, pieces: reading.pieces };
    },
  };
}
