import { type Candidate, linePrefix } from './candidates.js';
import type { Decision } from './decision.js';
import type { Progress, ProgressPath } from './progress.js';
import type { Reading } from './reading.js';
import { createRepetition } from './repetition.js';
import type { Exchange, Match } from './types.js';
import { actionOf } from './typing.js';
import type { Answered } from './unanswerable.js';
import type { Sight } from './unspent.js';

/** What an answer is: something to carry out, or one that was given so many times that it is not given again. */
type Given =
  | Extract<Decision, { readonly kind: 'send' | 'operate' | 'handover' }>
  | { readonly kind: 'repeated'; readonly times: number };

/** The answers of a dialogue: the one that is under way, and what is kept of the last. */
export interface Answers {
  /** The exchange whose answer is under way. */
  readonly underWay: Exchange | undefined;
  /** The last one that was not an `always` rule's, and what is needed to see it refused. */
  readonly last: Answered | undefined;
  /** The match of the exchange that was seen last, answered or not. */
  readonly lastMatch: Match | undefined;
  /** Takes note of a match. */
  saw(exchange: Exchange, match: Match): void;
  /** Decides the answer to a prompt, which is spent by it. */
  answer(best: Candidate, sight: Sight): Given;
  /** It was carried out. */
  done(): void;
  /** It is not under way any more, but may still be taken back. */
  dropped(): void;
  /** Makes spent text as it was before the answer that was not given, and tells where the dialogue stood then. */
  takeBack(): ProgressPath | undefined;
  /** Whether the program has written more than blanks since the last answer was decided. */
  hasMovedOn(): boolean;
}

/** The equal answer that is one too many, and is not given: the prompt comes again and again, on the same screen. */
const tooOften = 3;

export function createAnswers(
  reading: Reading,
  { progress, isAlways }: { readonly progress: Progress; readonly isAlways: (exchange: Exchange) => boolean },
): Answers {
  const { unspent, raw } = reading;
  const { view } = unspent;
  const repetition = createRepetition(reading);
  let underWay: Exchange | undefined;
  let last: Answered | undefined;
  let lastMatch: Match | undefined;
  /** Where the text ended when the last answer was decided. */
  let askedAt = 0;
  /** How to go back to before the answer that is under way. */
  let back: { readonly path: ProgressPath; readonly restore: () => void } | undefined;

  function saw(exchange: Exchange, match: Match): void {
    lastMatch = match;
    exchange.onMatch?.(match);
  }

  return {
    get underWay() {
      return underWay;
    },
    get last() {
      return last;
    },
    get lastMatch() {
      return lastMatch;
    },
    saw,
    answer({ exchange, found, isOnPromptLine, rawEnd = raw.end }, sight) {
      const match = reading.take(found, sight);
      saw(exchange, match);
      const action = actionOf(exchange, match, progress.times(exchange));
      const times = repetition.note(exchange, action);
      if (times >= tooOften) return { kind: 'repeated', times: times - 1 };
      back = { path: progress.path(), restore: reading.remember() };
      if (isOnPromptLine) unspent.spendPrompt();
      else unspent.spendTo(sight.start + found.end);
      raw.spendTo(rawEnd);
      if (!isAlways(exchange))
        last = { exchange, linePrefix: linePrefix(sight.text, found), end: view.cursor };
      progress.pass(exchange);
      underWay = exchange;
      const from = askedAt;
      askedAt = view.end;
      if (action.kind === 'send') return { kind: 'send', typing: action.typing, exchange };
      return action.kind === 'operate' ? { ...action, exchange, from } : { ...action, exchange };
    },
    done() {
      underWay = back = undefined;
    },
    dropped() {
      underWay = undefined;
    },
    takeBack() {
      back?.restore();
      return back?.path;
    },
    hasMovedOn: () => view.textFrom(askedAt).trim() !== '',
  };
}
