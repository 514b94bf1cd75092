import { besideText } from './beside-text.js';
import { anywhere, type Candidate, first, isUndecided, linePrefix, onPromptLine } from './candidates.js';
import type { Reading } from './reading.js';
import { actsAtOnce, type Rules } from './rules.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/**
 * Unspent text up to this size is a bare prompt, which may be answered without waiting for quiet. More is a page of
 * text: a read may have been cut just behind a sentence that quotes the prompt.
 */
const barePrompt = { chars: 256, lines: 3 };
/** Quiet after which an answered or excluded prompt counts as asked again: a verdict, so it may take its time. */
export const verdictMs = 500;

export interface Stop {
  readonly rules: Rules;
  readonly reading: Reading;
  readonly settleMs: number;
  readonly nowMs: number;
}

/** Who answers now, if this is a stop (docs/language.md, who answers, rules 3 to 5): on the line of the cursor or beside the text. */
export function whoAnswers(stop: Stop, sight: Sight): Candidate | undefined {
  const { rules, reading, settleMs, nowMs } = stop;
  const { trust } = reading;
  const answering = rules.answering();
  if (!reading.isQuietFor(settleMs, nowMs)) {
    const best = first(onPromptLine(answering, sight, true));
    if (best === undefined) return undefined;
    if (!mustWait(best, stop, sight)) return best;
    trust.held(best.exchange, linePrefix(sight.text, best.found));
    return undefined;
  }
  trust.settled();
  return whenQuiet(stop, first([...onPromptLine(answering, sight, false), ...beside(stop, sight)]));
}

function whenQuiet({ reading, settleMs, nowMs }: Stop, best: Candidate | undefined): Candidate | undefined {
  const ownMs = best?.exchange.settleMs ?? settleMs;
  return reading.isQuietFor(ownMs, nowMs) ? best : undefined;
}

function beside({ rules, reading, nowMs }: Stop, sight: Sight): readonly Candidate[] {
  return rules
    .live()
    .flatMap((exchange, order) =>
      actsAtOnce(exchange)
        ? []
        : besideText(exchange, reading, { sight, nowMs, order, isAlways: rules.isAlways }).slice(0, 1),
    );
}

/**
 * A question above the line of the cursor may be running text after which the program pauses: it is answered only
 * after a longer silence.
 */
export function askedAbove(stop: Stop, sight: Sight): Candidate | undefined {
  const { rules, reading, nowMs } = stop;
  if (!reading.isQuietFor(verdictMs, nowMs)) return undefined;
  return whenQuiet(stop, first(anywhere(rules.answering(), sight)));
}

/** A live screen pattern that must be the only one on the screen, and is not. */
export function ambiguous(
  { rules, reading, nowMs }: Stop,
  sight: Sight,
): { readonly exchange: Exchange; readonly places: number } | undefined {
  if (reading.currentScreen === undefined) return undefined;
  for (const exchange of rules.live()) {
    if (exchange.pattern.kind !== 'screen' || exchange.pattern.condition.isUnique !== true) continue;
    const found = besideText(exchange, reading, { sight, nowMs, order: 0, isAlways: rules.isAlways });
    if (found.length > 1) return { exchange, places: found.length };
  }
  return undefined;
}

/** Whether what is still to be written within `settle` could change who answers, or show that this is no stop. */
function mustWait(best: Candidate, { rules, reading }: Stop, sight: Sight): boolean {
  if (rules.needsScreen()) return true;
  const isShort = sight.unspentSize <= barePrompt.chars;
  const isBare = isShort && lineCount(sight.text.slice(sight.floor).trim()) <= barePrompt.lines;
  const isTrusted = isBare && reading.trust.covers(best, sight);
  return (
    !isTrusted ||
    best.exchange.settleMs !== undefined ||
    sight.isRedrawn ||
    isUndecided(best, rules.answering(), sight)
  );
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
