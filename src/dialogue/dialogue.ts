import type { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import type { Screen } from '../screen.js';
import { askedAbove, verdictMs, whoAnswers } from './at-stop.js';
import { besideText } from './beside-text.js';
import { type Candidate, first, isUndecided, linePrefix, questionReach, type Rule } from './candidates.js';
import type { Decision, Look } from './decision.js';
import { allExchanges, evidenceOf, nearestOf } from './evidence.js';
import * as failure from './failures.js';
import { type Limit, type Limits, runningLimits } from './limits.js';
import { createMatcher, type Found } from './matcher.js';
import { createProgress, type ProgressPath } from './progress.js';
import type { Reading } from './reading.js';
import { createRepetition } from './repetition.js';
import { actsAtOnce, createRules } from './rules.js';
import { createStallWatch, type Waiting } from './stall.js';
import type { Dialogue, Exchange, Match } from './types.js';
import { actionOf } from './typing.js';
import { type Answered, unanswerable, type Unanswerable } from './unanswerable.js';
import type { Sight } from './unspent.js';
import { createWaitWatch } from './wait-watch.js';

/**
 * The expect engine: output and time go in (through the reading), decisions come out. Pure: it holds no clock, timer, process
 * or stream. Call `decide` after output was fed until it has nothing to say, and call it again at `wakeAtMs`.
 */
export interface DialogueEngine {
  decide(nowMs: number): Decision | undefined;
  /** Takes note of something typed while a decision is carried out, as it would be echoed. */
  typed(text: string, nowMs: number): void;
  /** A decision to send, operate or hand over was carried out. */
  answered(nowMs: number): void;
  /** The rendered screen, as it was when `pieces` pieces of output had been fed. */
  show(screen: Screen, pieces: number): void;
  /** What the programs on the terminal are doing, as `look` asked. */
  waiting(look: Look, state: Waiting, nowMs: number): Decision | undefined;
  /** When `decide` has something new to look at although nothing arrives; Infinity when never. */
  wakeAtMs(): number;
  /** The first exchange that still has to come, if any: none means the dialogue is complete. */
  required(): Exchange | undefined;
  /** Goes on within other limits, which count from now; a failure before does not matter any more. */
  goOn(limits: Limits, nowMs: number): void;
  /** Whether this text, when it comes back, may be what is awaited next. */
  mayAwait(text: string): boolean;
  /** Where the dialogue stands, to go on from there with another one. */
  path(): ProgressPath;
  /** The same when its last answer failed before it was given: the prompt stands there again for another answer. */
  pathBack(): ProgressPath;
  /** Whether the program has written more than blanks since the last answer was decided. */
  hasMovedOn(): boolean;
  /** The match of the exchange that was seen last. */
  readonly lastMatch: Match | undefined;
  /** What a failure shows: the exchange that waits (or the given one) and the last lines a person would have seen. */
  evidence(nowMs: number, exchange?: Exchange): DialogueEvidence;
}

export interface DialogueOptions {
  readonly nowMs: number;
  /** Quiet after which a program counts as waiting; default 20 (docs/language.md, who answers, rule 3). */
  readonly settleMs?: number;
  /** Where to begin; default at the first item. */
  readonly path?: ProgressPath;
}

/** Quiet after which a program counts as waiting, in milliseconds (docs/language.md, who answers, rule 3). */
export const defaultSettleMs = 20;
/** Characters above the line of the cursor that make a screen equal to another. */
const screenful = 2000;
/** How often a screen that keeps changing is looked at, in milliseconds. */
const glanceMs = 100;

export function createDialogueEngine(
  dialogue: Dialogue,
  reading: Reading,
  options: DialogueOptions,
): DialogueEngine {
  const settleMs = options.settleMs ?? defaultSettleMs;
  const { unspent, scanner, raw } = reading;
  const { view } = unspent;
  const progress = createProgress(dialogue.items, options.path);
  const rules = createRules(dialogue, progress);
  const repetition = createRepetition();
  const stalls = createStallWatch();
  const waits = createWaitWatch();
  let now = options.nowMs;
  let startedMs = options.nowMs;
  let ownLimits: Limits = dialogue;
  /** Where the text ended when the last answer was decided. */
  let askedAt = 0;
  /** The exchange whose answer is under way. */
  let answering: Exchange | undefined;
  /** Since when a person has the terminal: nothing is waited for then. */
  let handedOverMs: number | undefined;
  /** The exchange that makes the dialogue fail, while the rest of the output about it is waited for. */
  let condemned: { readonly exchange: Exchange; readonly untilMs: number } | undefined;
  let hasFailed = false;
  let seeAskedMs = -Infinity;
  let isSeeing = false;
  let hasEndedProgram = false;
  /** An exchange that answers nothing is passed once in a silence, not again and again. */
  let passedInSilence: { readonly exchange: Exchange; readonly pieces: number } | undefined;
  let answered: Answered | undefined;
  let lastMatch: Match | undefined;
  /** How to go back to before the answer that is under way. */
  let back: { readonly path: ProgressPath; readonly restore: () => void } | undefined;

  const isQuietFor = (ms: number): boolean => reading.isQuietFor(ms, now);
  const sooner = (atMs: number, otherMs: number): number => (atMs > now && atMs < otherMs ? atMs : otherMs);
  const waiting = (): Exchange | undefined => progress.required() ?? progress.live()[0];
  const stallMs = (): number => waiting()?.stallMs ?? ownLimits.stallMs;
  const limits = (): readonly Limit[] =>
    reading.hasEnded || handedOverMs !== undefined
      ? []
      : runningLimits(ownLimits, waiting(), {
          startedMs,
          quietSinceMs: reading.quietSinceMs,
          lastAnswerMs: Math.max(startedMs, reading.lastAnswerMs),
        });

  function evidence(nowMs: number, exchange = waiting()): DialogueEvidence {
    const waitedMs = nowMs - Math.max(startedMs, reading.lastAnswerMs);
    return evidenceOf(exchange, reading.lastLines(), waitedMs);
  }

  /** The prompt nobody answers may be meant for any exchange: those most like it are shown. */
  function withNearest(shown: DialogueEvidence): DialogueEvidence {
    const nearest = nearestOf(allExchanges(dialogue), prompt());
    return nearest.length === 0 ? shown : { ...shown, nearest };
  }

  function fail(error: UnattendError): Decision {
    hasFailed = true;
    return { kind: 'fail', error };
  }

  /** What the program says in the same breath belongs to the failure, most often it is the reason: it is waited for. */
  function condemn(exchange: Exchange): Decision | undefined {
    condemned ??= { exchange, untilMs: now + verdictMs };
    if (!reading.hasEnded && !isQuietFor(settleMs) && now < condemned.untilMs) return undefined;
    return fail(failure.matched(evidence(now, condemned.exchange), condemned.exchange));
  }

  const isCondemned = (): boolean => condemned !== undefined;

  function scan(rule: Rule, sight: Sight, floor: number): Candidate | undefined {
    return scanner.scan(rule, sight, { floor, isQuiet: isQuietFor(settleMs), settledTo: view.lineStart });
  }

  /** `fail-on` first, then checkpoints and `fail` responses: they act as soon as they are seen. */
  function atOnce(sight: Sight): Decision | undefined {
    const fatal = rules.failOn.find((rule) => scan(rule, sight, 0) !== undefined);
    if (fatal !== undefined) return condemn(fatal.exchange);
    const hit = first(rules.eager().flatMap((rule) => scan(rule, sight, floorOf(rule, sight)) ?? []));
    if (hit !== undefined && (isQuietFor(settleMs) || !isUndecided(hit, rules.eager(), sight))) {
      unspent.spendTo(sight.start + hit.found.end);
      return pass(hit.exchange, reading.take(hit.found, sight));
    }
    const beside = first(besideTextNow(sight));
    return beside === undefined ? undefined : pass(beside.exchange, reading.take(beside.found, sight, false));
  }

  const floorOf = ({ exchange: { windowChars = Infinity } }: Rule, sight: Sight): number =>
    Math.max(sight.saidFrom, sight.text.length - windowChars);

  /** Checkpoints on the screen and on the bytes. */
  function besideTextNow(sight: Sight): readonly Candidate[] {
    return rules
      .eagerBesideText()
      .flatMap(({ exchange, order }) =>
        besideText(exchange, reading, { sight, nowMs: now, order, isAlways: rules.isAlways }).slice(0, 1),
      );
  }

  function pass(exchange: Exchange, match: Match): Decision | undefined {
    lastMatch = match;
    exchange.onMatch?.(match);
    if (exchange.response.kind === 'fail') return condemn(exchange);
    if (exchange.pattern.kind === 'raw') raw.spendTo(raw.end);
    progress.pass(exchange);
    return { kind: 'passed', exchange };
  }

  /** A screen pattern that must be the only one on the screen, and is not. */
  function ambiguous(sight: Sight): Decision | undefined {
    if (reading.currentScreen === undefined) return undefined;
    for (const exchange of rules.live()) {
      if (exchange.pattern.kind !== 'screen' || exchange.pattern.condition.isUnique !== true) continue;
      const places = besideText(exchange, reading, { sight, nowMs: now, order: 0, isAlways: rules.isAlways });
      if (places.length > 1) return fail(failure.ambiguous(evidence(now, exchange), places.length));
    }
    return undefined;
  }

  function answer(best: Candidate, sight: Sight): Decision {
    const { exchange, found, isAlways } = best;
    const match = reading.take(found, sight);
    lastMatch = match;
    exchange.onMatch?.(match);
    const action = actionOf(exchange, match, progress.times(exchange));
    const times = repetition.note(exchange, action, view.textFrom(view.lineStart - screenful));
    if (times >= 3) return fail(failure.repeated(evidence(now, exchange), times));
    back = { path: progress.path(), restore: reading.remember() };
    if (best.isOnPromptLine) unspent.spendPrompt();
    else unspent.spendTo(sight.start + found.end);
    raw.spendTo(raw.end);
    if (!isAlways) answered = { exchange, linePrefix: linePrefix(sight.text, found), end: view.cursor };
    progress.pass(exchange);
    answering = exchange;
    if (action.kind === 'handover') handedOverMs = now;
    const from = askedAt;
    askedAt = view.end;
    if (action.kind === 'send') return { kind: 'send', typing: action.typing, exchange };
    return action.kind === 'operate' ? { ...action, exchange, from } : { ...action, exchange };
  }

  function isSilenceFor({ pattern }: Exchange): boolean {
    if (pattern.kind === 'eof') return reading.hasEnded;
    return pattern.kind === 'quiet' && !reading.hasEnded && isQuietFor(pattern.quietMs);
  }

  /** Patterns that are no text: the end of the output, and silence. */
  function onSilence(sight: Sight): Decision | undefined {
    const isSpent = (each: Exchange): boolean =>
      each === passedInSilence?.exchange && passedInSilence.pieces === reading.pieces;
    const exchange = rules.live().find((each) => !isSpent(each) && isSilenceFor(each));
    if (exchange === undefined) return undefined;
    const end = sight.text.length;
    const found: Found = { start: end, end, groups: [''], named: {} };
    if (reading.hasEnded || actsAtOnce(exchange)) {
      passedInSilence = { exchange, pieces: reading.pieces };
      return pass(exchange, reading.take(found, sight, reading.hasEnded));
    }
    return answer({ ...silence, exchange, isAlways: rules.isAlways(exchange), found }, sight);
  }

  /** The rendered screen is wanted at a stop, and now and then while the program goes on drawing. */
  function see(): Decision | undefined {
    if (isSeeing || !rules.needsScreen() || reading.currentScreen !== undefined) return undefined;
    if (!isQuietFor(settleMs) && now - seeAskedMs < glanceMs) return undefined;
    seeAskedMs = now;
    isSeeing = true;
    return { kind: 'see' };
  }

  /** While silence itself is awaited, silence is no stall. */
  function look(): Decision | undefined {
    const isAwaited = rules.live().some(({ pattern }) => pattern.kind === 'quiet');
    if (isAwaited || stalls.dueAtMs(reading.quietSinceMs, stallMs()) > now) return undefined;
    stalls.asked(reading.quietSinceMs, now);
    return { kind: 'look', why: 'stall', quietSinceMs: reading.quietSinceMs };
  }

  function end(): Decision | undefined {
    const { end: how } = dialogue;
    if (how === undefined || hasEndedProgram || progress.required() !== undefined || !isQuietFor(verdictMs))
      return undefined;
    hasEndedProgram = true;
    return { kind: 'end', how };
  }

  function startOfLook(): number {
    // All of it costs 0.1 ms: only a question above the prompt line, a verdict, or a heading may stand so far up.
    if (isQuietFor(rules.needsHeadings() ? settleMs : verdictMs)) return view.start;
    const start = scanner.startFor(rules.scanned());
    return rules.needsHeadings() ? Math.min(start, view.promptLine.start - questionReach) : start;
  }

  /** What an unfinished line asks. */
  const prompt = (): string => reading.lastLines().at(-1)?.trim() ?? '';

  return {
    decide(nowMs) {
      now = nowMs;
      if (hasFailed) return undefined;
      if (condemned !== undefined) return condemn(condemned.exchange);
      const sight = unspent.look(startOfLook());
      const decision = atOnce(sight);
      if (decision !== undefined || isCondemned()) return decision;
      const over = limits().find(({ atMs }) => atMs <= now);
      if (over !== undefined) return fail(failure.timedOut(evidence(now, answering ?? waiting()), over));
      if (reading.hasEnded) return onSilence(sight);
      if (answering !== undefined) return undefined;
      const seeing = see();
      if (seeing !== undefined) return seeing;
      const stop = { rules, reading, settleMs, nowMs };
      const best = whoAnswers(stop, sight);
      const other = ambiguous(sight) ?? (best === undefined ? undefined : answer(best, sight));
      if (other !== undefined) return other;
      const asked = askedAbove(stop, sight);
      const left = asked === undefined ? leftAlone(sight) : undefined;
      if (asked === undefined && left === undefined) return onSilence(sight) ?? end() ?? look();
      const next = waits.next(reading.quietSinceMs, now);
      if (next === 'look') return { kind: 'look', why: 'waits', quietSinceMs: reading.quietSinceMs };
      if (next === 'act' && asked !== undefined) return answer(asked, sight);
      return onSilence(sight) ?? (next === 'act' && left !== undefined ? refuse(left) : undefined);
    },
    typed: (text, nowMs) => reading.typed(text, nowMs),
    answered(nowMs) {
      now = nowMs;
      answering = back = undefined;
      if (handedOverMs === undefined) return;
      startedMs += now - handedOverMs;
      handedOverMs = undefined;
    },
    show(screen, pieces) {
      isSeeing = false;
      reading.show(screen, pieces);
    },
    waiting({ why, quietSinceMs }, state, nowMs) {
      now = nowMs;
      if (why === 'waits') {
        waits.told(state, quietSinceMs, now);
        return undefined;
      }
      const asked = prompt();
      const isLineUnfinished = view.textFrom(view.promptLine.start).trim() !== '';
      const told = stalls.told(state, { quietSinceMs: reading.quietSinceMs, isLineUnfinished });
      if (told === undefined || hasFailed || answering !== undefined || reading.hasEnded) return undefined;
      const silentMs = now - reading.quietSinceMs;
      return told === 'warn'
        ? { kind: 'warn', prompt: asked, silentMs }
        : fail(failure.stalled(withNearest(evidence(now)), { prompt: asked, silentMs }));
    },
    wakeAtMs() {
      if (hasFailed || reading.hasEnded) return Infinity;
      const { quietSinceMs } = reading;
      // Asked at every turn, so nothing is gathered in lists.
      let next = sooner(quietSinceMs + settleMs, condemned?.untilMs ?? Infinity);
      next = sooner(quietSinceMs + verdictMs, next);
      for (const ms of rules.ownWaits()) next = sooner(quietSinceMs + ms, next);
      if (answering === undefined) next = sooner(stalls.dueAtMs(quietSinceMs, stallMs()), next);
      next = sooner(waits.dueAtMs(), next);
      if (rules.needsScreen() && !isSeeing) next = sooner(seeAskedMs + glanceMs, next);
      for (const { atMs } of limits()) next = sooner(atMs, next);
      return next;
    },
    required: () => progress.required(),
    goOn(limits, nowMs) {
      now = nowMs;
      startedMs = nowMs;
      ownLimits = limits;
      hasFailed = false;
      condemned = undefined;
      answering = handedOverMs = undefined;
    },
    mayAwait(text) {
      const echo = text.replaceAll('\r', '\n');
      const takesEcho = ({ matcher }: Rule): boolean => matcher.find(echo, 0) !== undefined;
      return rules.scanned().some(takesEcho) || rules.answering().some(takesEcho);
    },
    path: () => progress.path(),
    pathBack() {
      back?.restore();
      return back?.path ?? progress.path();
    },
    hasMovedOn: () => view.textFrom(askedAt).trim() !== '',
    get lastMatch() {
      return lastMatch;
    },
    evidence,
  };

  /** A prompt that nothing live takes: answered before and asked again, or excluded by its `when`. */
  function leftAlone(sight: Sight): Unanswerable | undefined {
    if (!isQuietFor(verdictMs)) return undefined;
    return unanswerable({ sight, answered, excluded: dialogue.excluded, rulesOf: rules.of });
  }

  function refuse(found: Unanswerable): Decision {
    return fail(
      found.kind === 'refused'
        ? failure.refused(evidence(now, found.exchange), found.said)
        : failure.excluded(evidence(now, found.exchange), found.condition),
    );
  }
}

/** What stands in for a text rule where silence itself was awaited. */
const silence = {
  matcher: createMatcher({ kind: 'text', text: ' ' }),
  order: 0,
  isOnPromptLine: true,
} as const;
