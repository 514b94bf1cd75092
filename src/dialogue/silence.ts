import type { Candidate } from './candidates.js';
import { createMatcher } from './matcher.js';
import type { TimeLimits } from './limits.js';
import type { Reading } from './reading.js';
import { actsAtOnce, type Rules } from './rules.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** Who takes what is no text: the end of the output, and silence. */
export interface Silence {
  /** The first live exchange that awaits the silence there is now, as a candidate that stands where the output ends. */
  taker(sight: Sight, nowMs: number): Candidate | undefined;
  /** When a silence that is awaited is the next to be long enough; Infinity when none is. */
  dueAtMs(nowMs: number): number;
  /** It was seen and answers nothing: once in a silence, not again and again. */
  passed(exchange: Exchange): void;
}

/** Stands in for the matcher of a pattern that is not looked for in the text. */
const noText = createMatcher({ kind: 'text', text: ' ' });

export function createSilence(rules: Rules, reading: Reading, limits: TimeLimits): Silence {
  let passed: { readonly exchange: Exchange; readonly pieces: number } | undefined;
  const isSpent = (each: Exchange): boolean => each === passed?.exchange && passed.pieces === reading.pieces;

  /** What answers nothing leaves the silence as it is: the next dialogue would see the same one again, without end. */
  const isLongAtMs = (each: Exchange, quietMs: number): number =>
    (actsAtOnce(each) ? limits.silentSinceMs : reading.quietSinceMs) + quietMs;

  function isSilenceFor(each: Exchange, nowMs: number): boolean {
    const { pattern } = each;
    if (pattern.kind === 'eof') return reading.hasEnded;
    return pattern.kind === 'quiet' && !reading.hasEnded && isLongAtMs(each, pattern.quietMs) <= nowMs;
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
    dueAtMs(nowMs) {
      const { exchanges, awaitsSilence } = rules.now();
      let dueMs = Infinity;
      if (!awaitsSilence) return dueMs;
      for (const each of exchanges) {
        if (each.pattern.kind !== 'quiet') continue;
        const atMs = isLongAtMs(each, each.pattern.quietMs);
        if (atMs > nowMs && atMs < dueMs) dueMs = atMs;
      }
      return dueMs;
    },
    passed(exchange) {
      passed = { exchange, pieces: reading.pieces };
    },
  };
}
