import type { Reading } from './reading.js';
import type { Rules } from './rules.js';
import type { Dialogue } from './types.js';

/** A limit of time, and how long it was. */
export interface Limit {
  readonly kind: 'timeout' | 'idle' | 'exchange timeout';
  readonly limitMs: number;
}

/** How long a dialogue, a silence, and a program that waits for nobody's answer may take, in milliseconds. */
export type Limits = Pick<Dialogue, 'timeoutMs' | 'idleMs' | 'stallMs'>;

/** The limits of time of a dialogue: they count from its start, and none runs while a person has the terminal. */
export interface TimeLimits {
  /** One that is over, if any: of several the widest. */
  over(nowMs: number): Limit | undefined;
  /** When the next one is over; Infinity when none runs. */
  dueAtMs(): number;
  /** How long a program that waits for nobody's answer may be silent, in milliseconds. */
  readonly stallMs: number;
  /** When the dialogue began to wait for what it waits for: its start or the last answer. */
  readonly waitingSinceMs: number;
  /** Since when nothing was written or answered while the dialogue was held. */
  readonly silentSinceMs: number;
  /** A person has the terminal from now on. */
  stop(nowMs: number): void;
  /** The terminal is ours, if it was not. */
  resume(nowMs: number): void;
  /** From now on these count, from the start. */
  restart(limits: Limits, nowMs: number): void;
}

/** `rules` tell the exchange that has to come next. */
export function createTimeLimits(
  limits: Limits,
  reading: Reading,
  options: { readonly rules: Rules; readonly startedMs: number },
): TimeLimits {
  const { rules } = options;
  let { startedMs } = options;
  let own = limits;
  let stoppedMs: number | undefined;
  const isRunning = (): boolean => !reading.hasEnded && stoppedMs === undefined;
  const waitingSinceMs = (): number => Math.max(startedMs, reading.lastAnswerMs);
  const silentSinceMs = (): number => Math.max(startedMs, reading.quietSinceMs);

  return {
    // Asked at every look, so nothing is gathered in lists.
    over(nowMs) {
      if (!isRunning()) return undefined;
      const { timeoutMs, idleMs } = own;
      if (startedMs + timeoutMs <= nowMs) return { kind: 'timeout', limitMs: timeoutMs };
      if (silentSinceMs() + idleMs <= nowMs) return { kind: 'idle', limitMs: idleMs };
      const ownMs = rules.now().waiting?.timeoutMs;
      if (ownMs === undefined || waitingSinceMs() + ownMs > nowMs) return undefined;
      return { kind: 'exchange timeout', limitMs: ownMs };
    },
    dueAtMs() {
      if (!isRunning()) return Infinity;
      const ownMs = rules.now().waiting?.timeoutMs ?? Infinity;
      return Math.min(startedMs + own.timeoutMs, silentSinceMs() + own.idleMs, waitingSinceMs() + ownMs);
    },
    get stallMs() {
      return rules.now().waiting?.stallMs ?? own.stallMs;
    },
    get waitingSinceMs() {
      return waitingSinceMs();
    },
    get silentSinceMs() {
      return silentSinceMs();
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
