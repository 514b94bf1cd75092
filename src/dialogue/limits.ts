import type { Reading } from './reading.js';
import type { Dialogue, Exchange } from './types.js';

/** A limit of time: when it is over and how long it was. */
export interface Limit {
  readonly kind: 'timeout' | 'exchange timeout' | 'idle';
  readonly limitMs: number;
  readonly atMs: number;
}

/** How long a dialogue, a silence, and a program that waits for nobody's answer may take, in milliseconds. */
export type Limits = Pick<Dialogue, 'timeoutMs' | 'idleMs' | 'stallMs'>;

/** The limits of time of a dialogue: they count from its start, and none runs while a person has the terminal. */
export interface TimeLimits {
  /** Those that run now. */
  running(): readonly Limit[];
  /** How long a program that waits for nobody's answer may be silent, in milliseconds. */
  readonly stallMs: number;
  /** When the dialogue began to wait for what it waits for: its start or the last answer. */
  readonly waitingSinceMs: number;
  /** A person has the terminal from now on. */
  stop(nowMs: number): void;
  /** The terminal is ours, if it was not. */
  resume(nowMs: number): void;
  /** From now on these count, from the start. */
  restart(limits: Limits, nowMs: number): void;
}

/** `waiting` tells the exchange that has to come next. */
export function createTimeLimits(
  limits: Limits,
  reading: Reading,
  options: { readonly waiting: () => Exchange | undefined; readonly startedMs: number },
): TimeLimits {
  const { waiting } = options;
  let { startedMs } = options;
  let own = limits;
  let stoppedMs: number | undefined;
  const waitingSinceMs = (): number => Math.max(startedMs, reading.lastAnswerMs);

  return {
    running: () =>
      reading.hasEnded || stoppedMs !== undefined
        ? []
        : runningLimits(own, waiting(), {
            startedMs,
            quietSinceMs: reading.quietSinceMs,
            lastAnswerMs: waitingSinceMs(),
          }),
    get stallMs() {
      return waiting()?.stallMs ?? own.stallMs;
    },
    get waitingSinceMs() {
      return waitingSinceMs();
    },
    stop(nowMs) {
      stoppedMs = nowMs;
    },
    resume(nowMs) {
      if (stoppedMs !== undefined) startedMs += nowMs - stoppedMs;
      stoppedMs = undefined;
    },
    restart(others, nowMs) {
      own = others;
      startedMs = nowMs;
      stoppedMs = undefined;
    },
  };
}

/** The moments limits count from. */
interface Moments {
  readonly startedMs: number;
  /** The last output or the last answer, whichever was later. */
  readonly quietSinceMs: number;
  readonly lastAnswerMs: number;
}

/** The limits that run now; `waiting` is the exchange that has to come next. */
function runningLimits(
  dialogue: Pick<Limits, 'timeoutMs' | 'idleMs'>,
  waiting: Exchange | undefined,
  moments: Moments,
): readonly Limit[] {
  const { timeoutMs, idleMs } = dialogue;
  const limits: Limit[] = [
    { kind: 'timeout', limitMs: timeoutMs, atMs: moments.startedMs + timeoutMs },
    { kind: 'idle', limitMs: idleMs, atMs: moments.quietSinceMs + idleMs },
  ];
  if (waiting?.timeoutMs !== undefined) {
    limits.push({
      kind: 'exchange timeout',
      limitMs: waiting.timeoutMs,
      atMs: moments.lastAnswerMs + waiting.timeoutMs,
    });
  }
  return limits;
}
