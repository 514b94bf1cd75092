import type { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import type { Screen } from '../screen.js';
import { createAnswers } from './answers.js';
import { whoActs } from './at-once.js';
import { ambiguous, askedAbove, isQuiet, type Stop, verdictMs, whoAnswers } from './at-stop.js';
import { type Candidate, questionReach } from './candidates.js';
import type { Decision, Look } from './decision.js';
import { evidenceOf, exchangeWith, withNearest } from './evidence.js';
import * as failure from './failures.js';
import { createTimeLimits, type Limits } from './limits.js';
import { createLooks } from './looks.js';
import { mayAwait } from './may-await.js';
import { createProgress, type ProgressPath } from './progress.js';
import { questionOf } from './question.js';
import type { Reading } from './reading.js';
import { actsAtOnce, createRules } from './rules.js';
import { createScreenWatch } from './screen-watch.js';
import { createSilence } from './silence.js';
import type { Waiting } from './stall.js';
import { unlessTooSlow } from './too-slow.js';
import type { Dialogue, Exchange, Match } from './types.js';
import { unanswerable, type Unanswerable } from './unanswerable.js';
import type { Sight } from './unspent.js';
import { createVerdict } from './verdict.js';

/**
 * The expect engine: output and time go in (through the reading), decisions come out. Pure: it holds no clock, timer, process
 * or stream. Call `decide` after output was fed until it has nothing to say, and call it again at `wakeAtMs`.
 */
export interface DialogueEngine {
  decide(nowMs: number): Decision | undefined;
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
  /** So many times longer the quiet must be, on a machine that many programs want; default 1. Asked once the quiet may be long enough. */
  readonly slowdown?: () => number;
  /** Where to begin; default at the first item. */
  readonly path?: ProgressPath;
}

/** Quiet after which a program counts as waiting, in milliseconds (docs/language.md, who answers, rule 3). */
export const defaultSettleMs = 20;

export function createDialogueEngine(
  dialogue: Dialogue,
  reading: Reading,
  options: DialogueOptions,
): DialogueEngine {
  const { settleMs: leastSettleMs = defaultSettleMs, slowdown = () => 1 } = options;
  let settleMs = leastSettleMs;
  const { unspent, scanner, raw } = reading;
  const { view } = unspent;
  const progress = createProgress(dialogue.items, options.path);
  const rules = createRules(dialogue, progress);
  const answers = createAnswers(reading, { progress, isAlways: rules.isAlways });
  const looks = createLooks(rules, reading);
  const screens = createScreenWatch(rules, reading);
  const limits = createTimeLimits(dialogue, reading, { rules, startedMs: options.nowMs });
  const silence = createSilence(rules, reading, limits);
  const verdict = createVerdict(reading, { settleMs: leastSettleMs, evidence });
  let now = options.nowMs;
  let hasEndedProgram = false;

  const sooner = (atMs: number, otherMs: number): number => (atMs > now && atMs < otherMs ? atMs : otherMs);

  const waiting = (): Exchange | undefined => rules.now().waiting;

  function evidence(nowMs: number, exchange = waiting()): DialogueEvidence {
    return evidenceOf(exchange, reading.lastLines(), nowMs - limits.waitingSinceMs);
  }

  /** Of the exchange that waits, or the given one. The time is now; what is shown is told once the screen is. */
  function fail(failing: (shown: DialogueEvidence) => UnattendError, exchange = waiting()): Decision {
    const at = now;
    return verdict.fail(() => failing(evidence(at, exchange)));
  }

  /** `fail-on` first, then checkpoints and `fail` responses: they act as soon as they are seen. */
  function atOnce(stop: Stop, sight: Sight): Decision | undefined {
    const acting = whoActs(stop, sight);
    if (acting === undefined) return undefined;
    const { exchange, found, how, rawEnd = 0 } = acting;
    if (how === 'fatal') return verdict.condemn(exchange, now);
    if (how === 'text') reading.spendText(sight.start + found.end, found.groups[0] ?? '');
    raw.spendTo(rawEnd);
    return pass(exchange, reading.take(found, sight, how === 'text'));
  }

  function pass(exchange: Exchange, match: Match): Decision | undefined {
    answers.saw(exchange, match);
    if (exchange.response.kind === 'fail') return verdict.condemn(exchange, now);
    progress.pass(exchange);
    return { kind: 'passed', exchange };
  }

  function answer(best: Candidate, sight: Sight): Decision {
    const given = answers.answer(best, sight);
    if (given.kind === 'repeated')
      return fail((shown) => failure.repeated(shown, given.times), best.exchange);
    if (given.kind === 'handover') limits.stop(now);
    return given;
  }

  function tooSlow(slow: UnattendError<'PATTERN_TOO_SLOW'>): Decision {
    const exchange = exchangeWith(dialogue, slow.details.expression);
    return fail((shown) => failure.tooSlow(shown, slow), exchange);
  }

  /** Patterns that are no text: the end of the output, and silence. */
  function onSilence(sight: Sight): Decision | undefined {
    const best = silence.taker(sight, now);
    if (best === undefined) return undefined;
    if (!reading.hasEnded && !actsAtOnce(best.exchange)) return answer(best, sight);
    silence.passed(best.exchange);
    return pass(best.exchange, reading.take(best.found, sight, reading.hasEnded));
  }

  function end({ quietMs }: Stop): Decision | undefined {
    const { end: how } = dialogue;
    if (how === undefined || hasEndedProgram || quietMs < verdictMs || progress.required() !== undefined)
      return undefined;
    hasEndedProgram = true;
    return { kind: 'end', how };
  }

  function startOfLook({ live, quietMs }: Stop): number {
    // All of it costs 0.1 ms: only a question above the prompt line, a verdict, or a heading may stand so far up.
    if (quietMs >= (live.needsHeadings ? settleMs : verdictMs)) return view.start;
    const start = scanner.startFor(live.scanned);
    return live.needsHeadings ? Math.min(start, view.promptLine.start - questionReach) : start;
  }

  return {
    decide: unlessTooSlow<number, Decision | undefined>((nowMs) => {
      now = nowMs;
      if (verdict.hasFailed) return undefined;
      const condemned = verdict.condemned();
      if (condemned !== undefined) return verdict.condemn(condemned, now);
      const quietMs = reading.quietMs(nowMs);
      settleMs = quietMs < leastSettleMs ? leastSettleMs : leastSettleMs * slowdown();
      const stop = { rules, live: rules.now(), reading, settleMs, nowMs, quietMs };
      const sight = unspent.look(startOfLook(stop));
      const decision = atOnce(stop, sight);
      if (decision !== undefined || verdict.condemned() !== undefined) return decision;
      const over = limits.over(now);
      if (over !== undefined) return fail((shown) => failure.timedOut(shown, over), answers.underWay);
      if (reading.hasEnded) return onSilence(sight);
      if (answers.underWay !== undefined) return undefined;
      if (screens.isDue(now, isQuiet(stop))) {
        screens.asked(now);
        return { kind: 'see' };
      }
      const best = whoAnswers(stop, sight);
      const many = ambiguous(stop, sight);
      if (many !== undefined) return fail((shown) => failure.ambiguous(shown, many.places), many.exchange);
      if (best !== undefined) return answer(best, sight);
      const asked = askedAbove(stop, sight);
      const left = asked === undefined ? leftAlone(stop, sight) : undefined;
      if (asked === undefined && left === undefined)
        return onSilence(sight) ?? end(stop) ?? looks.forStall(limits.stallMs, now);
      const next = looks.forWait(now);
      if (next !== 'act' && next !== 'wait') return next;
      if (next === 'act' && asked !== undefined) return answer(asked, sight);
      const silent = onSilence(sight);
      if (silent !== undefined || next !== 'act' || left === undefined) return silent;
      return fail((shown) => failure.unanswered(shown, left, reading), left.exchange);
    }, tooSlow),
    answered(nowMs) {
      now = nowMs;
      answers.done();
      limits.resume(now);
    },
    show(screen, pieces) {
      screens.shown();
      reading.show(screen, pieces);
    },
    waiting(look, state, nowMs) {
      now = nowMs;
      const told = looks.told(look, state, now);
      if (told === undefined || verdict.hasFailed || answers.underWay !== undefined || reading.hasEnded)
        return undefined;
      const silentMs = now - reading.quietSinceMs;
      if (told === 'warn') return { kind: 'warn', prompt: questionOf(reading).prompt, silentMs };
      return fail((shown) => {
        const { prompt, lines } = questionOf(reading);
        return failure.stalled(withNearest(shown, dialogue, lines), { prompt, silentMs });
      });
    },
    wakeAtMs() {
      if (verdict.hasFailed || reading.hasEnded) return Infinity;
      const { quietSinceMs } = reading;
      // Asked at every turn, so nothing is gathered in lists.
      let next = sooner(quietSinceMs + settleMs, sooner(quietSinceMs + verdictMs, verdict.dueAtMs));
      next = sooner(silence.dueAtMs(now), next);
      for (const ms of rules.now().ownWaits) next = sooner(quietSinceMs + ms, next);
      if (answers.underWay === undefined) next = sooner(looks.stallDueAtMs(limits.stallMs), next);
      next = sooner(looks.waitDueAtMs(), sooner(screens.dueAtMs(), next));
      return sooner(limits.dueAtMs(), next);
    },
    required: () => progress.required(),
    goOn(others, nowMs) {
      now = nowMs;
      limits.restart(others, nowMs);
      verdict.forget();
      answers.dropped();
    },
    mayAwait: (text) => mayAwait(rules.now(), text),
    path: () => progress.path(),
    pathBack: () => answers.takeBack() ?? progress.path(),
    hasMovedOn: () => answers.hasMovedOn(),
    get lastMatch() {
      return answers.lastMatch;
    },
    evidence,
  };

  /** A prompt that nothing live takes: answered before and asked again, or excluded by its `when`. */
  function leftAlone({ quietMs }: Stop, sight: Sight): Unanswerable | undefined {
    if (quietMs < verdictMs) return undefined;
    return unanswerable({ sight, answered: answers.last, excluded: dialogue.excluded, rulesOf: rules.of });
  }
}
