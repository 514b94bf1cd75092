import { isBlank } from './blank.js';
import { type Candidate, candidateOf, type Rule } from './candidates.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** Searches what arrives for rules that act as soon as they are seen, and looks at no text twice but a match's reach. */
export interface Scanner {
  /** Absolute offset from which text has to be shown for these rules. */
  startFor(rules: readonly Rule[]): number;
  /**
   * The rule's first match from `floor` on in what it has not looked at yet; one that more text could change only when
   * `isQuiet`. `settledTo` is the absolute offset before which the text cannot change any more.
   */
  scan(rule: Rule, sight: Sight, options: ScanOptions): Candidate | undefined;
  /** What was spent is so no more: all of it may be looked at again. */
  forget(): void;
}

interface ScanOptions {
  /** False when the rule is known to match nowhere from `startFor` on. */
  readonly isPossible: boolean;
  readonly floor: number;
  readonly isQuiet: boolean;
  readonly settledTo: number;
}

export function createScanner(): Scanner {
  const scannedTo = new Map<Exchange, number>();
  const startOf = ({ exchange, matcher }: Rule): number => (scannedTo.get(exchange) ?? 0) - matcher.reach;

  return {
    startFor: (rules) => Math.min(...rules.map(startOf)),
    scan(rule, sight, { isPossible, floor, isQuiet, settledTo }) {
      const { matcher, exchange } = rule;
      const from = Math.max(0, floor, startOf(rule) - sight.start);
      const found = isPossible ? matcher.find(sight.text, from) : undefined;
      if (found === undefined || found.end === found.start) {
        scannedTo.set(exchange, settledTo);
        return undefined;
      }
      const mayGrow = matcher.isGrowable && isBlank(sight.text, found.end);
      return mayGrow && !isQuiet ? undefined : candidateOf(rule, found, false);
    },
    forget: () => scannedTo.clear(),
  };
}
