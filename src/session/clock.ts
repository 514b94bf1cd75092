import { longestTimerMs, RunningTime } from '../running-time.js';
import { slowdownNow } from './slowdown.js';

/** Time as the conversation needs it; a test passes its own. */
export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Calls once after `ms`; returns how to call it off. */
  after(ms: number, call: () => void): () => void;
  /** How many times longer than alone a program may take to go on, at least 1: what a silence of its means depends on it. */
  slowdown(): number;
  /** Calls once when all that has arrived by now was handed over. */
  soon(call: () => void): void;
  /** Work that takes time of the machine but is no waiting: a clock that does not run by itself stands still meanwhile. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Work that waits for this clock now and then: while it is under way, each moment may be one it waits for. */
  beside<T>(work: Promise<T>): Promise<T>;
}

/**
 * Calls once after `ms`, when what had come by then was handed over: timers go before what lies ready to be read, and one after
 * the other where this process was kept from running. For whoever judges a silence. Returns how to call it off.
 */
export function afterReading(clock: Clock, ms: number, call: () => void): () => void {
  let isOff = false;
  const cancel = clock.after(ms, () => {
    clock.soon(() => {
      if (!isOff) call();
    });
  });
  return () => {
    isOff = true;
    cancel();
  };
}

/** The same as a promise. With 0 for whoever has looked at something: what was written before the look counts before what it showed. */
export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => afterReading(clock, ms, resolve));

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
  slowdown: slowdownNow,
  soon: (call) => void setImmediate(call),
  during: (work) => work,
  beside: (work) => work,
};

/** Counts the time in which this process ran; looks whether it does until it is disposed. */
export function createRunningClock(): Clock & Disposable {
  const time = new RunningTime();
  return {
    ...systemClock,
    nowMs: () => time.nowMs(),
    after: (ms, call) => time.after(ms, call),
    [Symbol.dispose]: () => time[Symbol.dispose](),
  };
}
