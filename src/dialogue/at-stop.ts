import { besideText } from './beside-text.js';
import { anywhere, type Candidate, first, isUndecided, linePrefix, onPromptLine } from './candidates.js';
import type { Reading } from './reading.js';
import { actsAtOnce, type Live, type Rules } from './rules.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/**
 * Unspent text up to this size is a bare prompt, which may be answered without waiting for quiet. More is a page of
 * text: a read may have been cut just behind a sentence that quotes the prompt.
 */
const barePrompt = { chars: 256, lines: 3 };
/** Quiet after which an answered or excluded prompt counts as asked again: a verdict, so it may take its time. */
export const verdictMs = 500;

/** One look: what may be seen, in what, and after how much quiet. */
export interface Stop {
  readonly rules: Rules;
  readonly live: Live;
  readonly reading: Reading;
  readonly settleMs: number;
  readonly nowMs: number;
  /** How long nothing has been written or answered; Infinity once the output has ended. */
  readonly quietMs: number;
}

/** Whether the program counts as waiting. */
export const isQuiet = ({ quietMs, settleMs }: Stop): boolean => quietMs >= settleMs;

/** Who answers now, if this is a stop (docs/language.md, who answers, rules 3 to 5): on the line of the cursor or beside the text. */
export function whoAnswers(stop: Stop, sight: Sight): Candidate | undefined {
  const { trust } = stop.reading;
  const { answering } = stop.live;
  if (!isQuiet(stop)) {
    const best = first(onPromptLine(answering, sight, true));
    if (best === undefined) return undefined;
    if (!mustWait(best, stop, sight)) return best;
    trust.held(best.exchange, linePrefix(sight.text, best.found));
    return undefined;
  }
  trust.settled();
  return whenQuiet(stop, first([...onPromptLine(answering, sight, false), ...beside(stop, sight)]));
}

function whenQuiet({ quietMs, settleMs }: Stop, best: Candidate | undefined): Candidate | undefined {
  return quietMs >= (best?.exchange.settleMs ?? settleMs) ? best : undefined;
}

function beside({ live, rules, reading, nowMs }: Stop, sight: Sight): readonly Candidate[] {
  return live.exchanges.flatMap((exchange, order) =>
    actsAtOnce(exchange)
      ? []
      : besideText(exchange, reading, { sight, nowMs, order, isAlways: rules.isAlways, isQuiet: true }).slice(
          0,
          1,
        ),
  );
}

/**
 * A question above the line of the cursor may be running text after which the program pauses: it is answered only
 * after a longer silence.
 */
export function askedAbove(stop: Stop, sight: Sight): Candidate | undefined {
  if (stop.quietMs < verdictMs) return undefined;
  return whenQuiet(stop, first(anywhere(stop.live.answering, sight)));
}

/** A live screen pattern that must be the only one on the screen, and is not. */
export function ambiguous(
  { live, rules, reading, nowMs }: Stop,
  sight: Sight,
): { readonly exchange: Exchange; readonly places: number } | undefined {
  if (reading.currentScreen === undefined) return undefined;
  for (const exchange of live.exchanges) {
    if (exchange.pattern.kind !== 'screen' || exchange.pattern.condition.isUnique !== true) continue;
    const found = besideText(exchange, reading, {
      sight,
      nowMs,
      order: 0,
      isAlways: rules.isAlways,
      isQuiet: true,
    });
    if (found.length > 1) return { exchange, places: found.length };
  }
  return undefined;
}

/** Whether what is still to be written within `settle` could change who answers, or show that this is no stop. */
function mustWait(best: Candidate, { live, reading }: Stop, sight: Sight): boolean {
  if (live.needsScreen) return true;
  const isShort = sight.unspentSize <= barePrompt.chars;
  const isBare = isShort && lineCount(sight.text.slice(sight.floor).trim()) <= barePrompt.lines;
  const isTrusted = isBare && reading.trust.covers(best, sight);
  return (
    !isTrusted ||
    best.exchange.settleMs !== undefined ||
    sight.isRedrawn ||
    isUndecided(best, live.answering, sight)
  );
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
