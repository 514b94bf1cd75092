import type { ReportClock } from '../../src/report/clock.js';

/** A clock that stands at 12:03:44 until it is told to go on. */
export interface ManualClock extends ReportClock {
  /** Lets time pass; timers that become due meanwhile fire in order, each at its time. */
  pass(ms: number): void;
  readonly timers: number;
}

export function createManualClock(): ManualClock {
  const startedMs = new Date(2026, 0, 5, 12, 3, 44).getTime();
  let nowMs = 0;
  let timers: { readonly dueMs: number; readonly call: () => void }[] = [];
  const remove = (timer: object): void => void (timers = timers.filter((each) => each !== timer));
  return {
    nowMs: () => nowMs,
    now: () => new Date(startedMs + nowMs),
    after(ms, call) {
      const timer = { dueMs: nowMs + ms, call };
      timers.push(timer);
      return () => remove(timer);
    },
    pass(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = timers
          .filter(({ dueMs }) => dueMs <= untilMs)
          .sort((one, other) => one.dueMs - other.dueMs);
        if (next === undefined) break;
        nowMs = next.dueMs;
        remove(next);
        next.call();
      }
      nowMs = untilMs;
    },
    get timers() {
      return timers.length;
    },
  };
}
