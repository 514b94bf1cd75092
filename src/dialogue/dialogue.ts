import type { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import {
  anywhere,
  type Candidate,
  first,
  isUndecided,
  linePrefix,
  onPromptLine,
  type Rule,
} from './candidates.js';
import * as failure from './failures.js';
import { type Limit, runningLimits } from './limits.js';
import { createMatcher, type Found } from './matcher.js';
import { createProgress } from './progress.js';
import { createRepetition } from './repetition.js';
import type { Dialogue, Exchange, Match } from './types.js';
import { createScanner } from './scanner.js';
import { createTrust } from './trust.js';
import { type Typing, typingOf } from './typing.js';
import { createUnspent, type Sight } from './unspent.js';

export type Decision =
  /** Type this, then call `typed`. Nothing else is answered until then. */
  | { readonly kind: 'send'; readonly exchange: Exchange; readonly typing: Typing }
  /** An exchange that answers nothing was seen. */
  | { readonly kind: 'passed'; readonly exchange: Exchange }
  | { readonly kind: 'fail'; readonly error: UnattendError };

/**
 * The expect engine: output and time go in, decisions come out. Pure: it holds no clock, timer, process or stream.
 * Feed what has arrived, call `decide` until it has nothing to say, and call it again at `wakeAtMs`. All times are
 * milliseconds of one monotonic clock.
 */
export interface DialogueEngine {
  feed(bytes: Uint8Array, nowMs: number): void;
  /** The program's output has ended. */
  finish(nowMs: number): void;
  decide(nowMs: number): Decision | undefined;
  /** Take note that a `send` was carried out and what was typed, as it would be echoed. */
  typed(text: string, nowMs: number): void;
  /** When `decide` has something new to look at although nothing arrives; Infinity when never. */
  wakeAtMs(): number;
  /** The first exchange that still has to come, if any: none means the dialogue is complete. */
  required(): Exchange | undefined;
  /** Whether the program has written more than blanks since the last answer was decided. */
  hasMovedOn(): boolean;
  /** Whether arrow keys are to be sent as the program's application mode wants them. */
  readonly isApplicationCursor: boolean;
  /** What a failure shows: the exchange that waits (or the given one) and the last lines a person would have seen. */
  evidence(nowMs: number, exchange?: Exchange): DialogueEvidence;
}

export interface DialogueOptions {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  /** Quiet after which a program counts as waiting; default 20 (docs/language.md, who answers, rule 3). */
  readonly settleMs?: number;
}

/**
 * Unspent text up to this size is a bare prompt, which may be answered without waiting for quiet. More is a page of
 * text: a read may have been cut just behind a sentence that quotes the prompt.
 */
const barePrompt = { chars: 256, lines: 3 };
/** Quiet after which an answered or excluded prompt counts as asked again: a verdict, so it may take its time. */
const verdictMs = 500;

const actsAtOnce = ({ response }: Exchange): boolean => response.kind === 'none' || response.kind === 'fail';

export function createDialogueEngine(dialogue: Dialogue, options: DialogueOptions): DialogueEngine {
  const settleMs = options.settleMs ?? 20;
  const unspent = createUnspent(options);
  const { view } = unspent;
  const progress = createProgress(dialogue.items);
  const repetition = createRepetition();
  const trust = createTrust();
  const rules = new Map<Exchange, Rule>();
  const scanner = createScanner();
  let now = options.nowMs;
  let lastOutputMs = now;
  let lastAnswerMs = now;
  let matchedTo = 0;
  /** Where the text ended when the last answer was decided. */
  let askedAt = 0;
  let isAnswering = false;
  let hasFailed = false;
  let hasEnded = false;
  /** An exchange that answers nothing is passed once in a silence, not again and again. */
  let passedInSilence: Exchange | undefined;
  let answered:
    { readonly exchange: Exchange; readonly linePrefix: string; readonly end: number } | undefined;

  const quietSince = (): number => Math.max(lastOutputMs, lastAnswerMs);
  const isQuietFor = (ms: number): boolean => hasEnded || now - quietSince() >= ms;
  const waiting = (): Exchange | undefined => progress.required() ?? progress.live()[0];
  const limits = (): readonly Limit[] =>
    hasEnded
      ? []
      : runningLimits(dialogue, waiting(), {
          startedMs: options.nowMs,
          quietSinceMs: quietSince(),
          lastAnswerMs,
        });

  function ruleOf(exchange: Exchange, isAlways: boolean, order: number): Rule | undefined {
    const { pattern } = exchange;
    if (pattern.kind !== 'text' && pattern.kind !== 'regexp') return undefined;
    const rule = rules.get(exchange) ?? { exchange, matcher: createMatcher(pattern), isAlways, order };
    rules.set(exchange, rule);
    return rule.order === order ? rule : { ...rule, order };
  }

  function rulesOf(exchanges: readonly Exchange[], isAlways = false): readonly Rule[] {
    return exchanges.flatMap((exchange, order) => ruleOf(exchange, isAlways, order) ?? []);
  }

  const openAlways = (): readonly Exchange[] =>
    dialogue.always.filter((exchange) => progress.times(exchange) < exchange.maxTimes);
  const liveRules = (): readonly Rule[] => [...rulesOf(progress.live()), ...rulesOf(openAlways(), true)];

  function screen(): readonly string[] {
    return view.lastLines(options.rows).map((line) => line.trimEnd());
  }

  function evidence(nowMs: number, exchange = waiting()): DialogueEvidence {
    const what = exchange === undefined ? {} : { place: exchange.place, pattern: exchange.label };
    return { ...what, screen: screen(), waitedMs: nowMs - lastAnswerMs };
  }

  function fail(error: UnattendError): Decision {
    hasFailed = true;
    return { kind: 'fail', error };
  }

  function take(found: Found, sight: Sight): Match {
    const start = sight.start + found.start;
    const before = view.textFrom(matchedTo).slice(0, Math.max(0, start - Math.max(matchedTo, view.start)));
    matchedTo = sight.start + found.end;
    return { groups: found.groups, named: found.named, before };
  }

  function eagerRules(): readonly Rule[] {
    return liveRules().filter(({ exchange }) => actsAtOnce(exchange));
  }

  function scan(rule: Rule, sight: Sight, floor: number): Candidate | undefined {
    return scanner.scan(rule, sight, { floor, isQuiet: isQuietFor(settleMs), settledTo: view.lineStart });
  }

  /** `fail-on` first, then checkpoints and `fail` responses: they act as soon as they are seen. */
  function atOnce(sight: Sight): Decision | undefined {
    const fatal = rulesOf(dialogue.failOn).find((rule) => scan(rule, sight, 0) !== undefined);
    if (fatal !== undefined) return fail(failure.matched(evidence(now, fatal.exchange), fatal.exchange));
    const hit = first(eagerRules().flatMap((rule) => scan(rule, sight, sight.floor) ?? []));
    if (hit === undefined) return undefined;
    unspent.spendTo(sight.start + hit.found.end);
    return pass(hit.exchange, take(hit.found, sight));
  }

  function pass(exchange: Exchange, match: Match): Decision {
    exchange.onMatch?.(match);
    if (exchange.response.kind === 'fail') return fail(failure.matched(evidence(now, exchange), exchange));
    progress.pass(exchange);
    return { kind: 'passed', exchange };
  }

  function atStop(sight: Sight): Decision | undefined {
    const answering = liveRules().filter(({ exchange }) => !actsAtOnce(exchange));
    if (!isQuietFor(settleMs)) {
      const best = first(onPromptLine(answering, sight, true));
      if (best === undefined) return undefined;
      if (!mustWait(best, answering, sight)) return answer(best, sight);
      trust.held(best.exchange, linePrefix(sight.text, best.found));
      return undefined;
    }
    trust.settled();
    const best = first(onPromptLine(answering, sight, false)) ?? above(answering, sight);
    return best === undefined || !isQuietFor(best.exchange.settleMs ?? settleMs)
      ? undefined
      : answer(best, sight);
  }

  /**
   * A question above the line of the cursor may be running text after which the program pauses: it is answered only
   * after a longer silence.
   */
  function above(answering: readonly Rule[], sight: Sight): Candidate | undefined {
    return isQuietFor(verdictMs) ? first(anywhere(answering, sight)) : undefined;
  }

  /** Whether what is still to be written within `settle` could change who answers, or show that this is no stop. */
  function mustWait(best: Candidate, answering: readonly Rule[], sight: Sight): boolean {
    const isShort = sight.unspentSize <= barePrompt.chars;
    const isBare = isShort && sight.text.slice(sight.floor).trim().split('\n').length <= barePrompt.lines;
    const isTrusted = isBare && trust.covers(best, sight);
    return (
      !isTrusted ||
      best.exchange.settleMs !== undefined ||
      sight.isRedrawn ||
      isUndecided(best, answering, sight)
    );
  }

  function answer(best: Candidate, sight: Sight): Decision {
    const { exchange, found, isAlways } = best;
    const match = take(found, sight);
    exchange.onMatch?.(match);
    const typing = typingOf(exchange, match, progress.times(exchange));
    const times = repetition.note(exchange, JSON.stringify(typing), screen().join('\n'));
    if (times >= 3) return fail(failure.repeated(evidence(now, exchange), times));
    if (best.isOnPromptLine) unspent.spendPrompt();
    else unspent.spendTo(sight.start + found.end);
    if (!isAlways) answered = { exchange, linePrefix: linePrefix(sight.text, found), end: view.cursor };
    progress.pass(exchange);
    isAnswering = true;
    askedAt = view.end;
    return { kind: 'send', exchange, typing };
  }

  /** A prompt that nothing live takes: answered before and asked again, or excluded by its `when`. */
  function unanswerable(sight: Sight): Decision | undefined {
    if (!isQuietFor(verdictMs)) return undefined;
    const again =
      answered === undefined ? undefined : first(onPromptLine(rulesOf([answered.exchange]), sight, false));
    if (
      answered !== undefined &&
      again !== undefined &&
      linePrefix(sight.text, again.found) === answered.linePrefix
    ) {
      const said = sight.text.slice(Math.max(sight.floor, answered.end - sight.start), again.found.start);
      return fail(failure.refused(evidence(now, answered.exchange), said));
    }
    for (const { exchange, condition } of dialogue.excluded) {
      if (onPromptLine(rulesOf([exchange]), sight, false).length === 0) continue;
      return fail(failure.excluded(evidence(now, exchange), condition));
    }
    return undefined;
  }

  function isSilenceFor({ pattern }: Exchange): boolean {
    if (pattern.kind === 'eof') return hasEnded;
    return pattern.kind === 'quiet' && !hasEnded && isQuietFor(pattern.quietMs);
  }

  /** Patterns that are no text: the end of the output, and silence. */
  function onSilence(sight: Sight): Decision | undefined {
    const exchange = [...progress.live(), ...openAlways()].find(
      (each) => each !== passedInSilence && isSilenceFor(each),
    );
    if (exchange === undefined) return undefined;
    const end = sight.text.length;
    const found = { start: end, end, groups: [''], named: {} };
    if (hasEnded || actsAtOnce(exchange)) {
      passedInSilence = exchange;
      return pass(exchange, take(found, sight));
    }
    const isAlways = dialogue.always.includes(exchange);
    return answer({ ...silence, exchange, isAlways, found }, sight);
  }

  return {
    feed(bytes, nowMs) {
      trust.fed(view.end);
      view.push(bytes);
      passedInSilence = undefined;
      lastOutputMs = nowMs;
    },
    finish(nowMs) {
      view.finish();
      hasEnded = true;
      lastOutputMs = nowMs;
    },
    decide(nowMs) {
      now = nowMs;
      if (hasFailed) return undefined;
      const sight = unspent.look(
        isQuietFor(settleMs) ? view.start : scanner.startFor([...rulesOf(dialogue.failOn), ...eagerRules()]),
      );
      const over = limits().find(({ atMs }) => atMs <= now);
      const decision =
        atOnce(sight) ?? (over === undefined ? undefined : fail(failure.timedOut(evidence(now), over)));
      if (decision !== undefined) return decision;
      if (hasEnded) return onSilence(sight);
      if (isAnswering) return undefined;
      return atStop(sight) ?? onSilence(sight) ?? unanswerable(sight);
    },
    typed(text, nowMs) {
      unspent.typed(text);
      trust.answered();
      isAnswering = false;
      lastAnswerMs = nowMs;
    },
    wakeAtMs() {
      if (hasFailed || hasEnded) return Infinity;
      const awaited = [...progress.live(), ...dialogue.always];
      const settles = awaited.flatMap(({ settleMs: own, pattern }) => [
        own ?? 0,
        pattern.kind === 'quiet' ? pattern.quietMs : 0,
      ]);
      const quiet = [settleMs, verdictMs, ...settles].map((ms) => quietSince() + ms);
      return Math.min(...[...quiet, ...limits().map(({ atMs }) => atMs)].filter((at) => at > now));
    },
    required: () => progress.required(),
    hasMovedOn: () => view.textFrom(askedAt).trim() !== '',
    get isApplicationCursor() {
      return view.isApplicationCursor;
    },
    evidence,
  };
}

/** What stands in for a text rule where silence itself was awaited. */
const silence = {
  matcher: createMatcher({ kind: 'text', text: ' ' }),
  order: 0,
  isOnPromptLine: true,
} as const;
