import type { Dialogue, Exchange } from './types.js';

/** A limit of time: when it is over and how long it was. */
export interface Limit {
  readonly kind: 'timeout' | 'exchange timeout' | 'idle';
  readonly limitMs: number;
  readonly atMs: number;
}

/** How long a dialogue, a silence, and a program that waits for nobody's answer may take, in milliseconds. */
export type Limits = Pick<Dialogue, 'timeoutMs' | 'idleMs' | 'stallMs'>;

/** The moments limits count from. */
export interface Moments {
  readonly startedMs: number;
  /** The last output or the last answer, whichever was later. */
  readonly quietSinceMs: number;
  readonly lastAnswerMs: number;
}

/** The limits that run now; `waiting` is the exchange that has to come next. */
export function runningLimits(
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
