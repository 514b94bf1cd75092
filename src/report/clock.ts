import type { Clock } from '../session/clock.js';

/** Time as reports need it; a test passes its own. */
export interface ReportClock extends Pick<Clock, 'nowMs' | 'after'> {
  /** The time of day, for timestamps. */
  now(): Date;
}

/** Its timers do not keep the process alive. */
export const systemReportClock: ReportClock = {
  nowMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms).unref();
    return () => clearTimeout(timer);
  },
  now: () => new Date(),
};
