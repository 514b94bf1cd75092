import type { Waiting } from './stall.js';

/** How often a program that is at work is looked at again, in milliseconds. */
const lookAgainMs = 200;
/** Silence after which a program that seems to be at work is answered all the same: some poll for what is typed, in milliseconds. */
const longestMs = 10_000;

/**
 * Whether a question above the line of the cursor is answered. It may be running text, and the program not there yet: on a busy
 * machine a pager that ends, and what comes after it, take longer than any silence that could be waited for.
 */
export interface AboveWatch {
  /** What to do about one in a silence that began at `quietSinceMs`. */
  next(quietSinceMs: number, nowMs: number): 'answer' | 'look' | 'wait';
  /** What a look that was asked for in the silence since `quietSinceMs` showed. */
  told(waiting: Waiting, quietSinceMs: number, nowMs: number): void;
  /** When there is something to do again; Infinity when nothing is awaited. */
  dueAtMs(): number;
}

export function createAboveWatch(): AboveWatch {
  let silence = -1;
  let isAsked = false;
  let isWaiting = false;
  let lookAtMs = Infinity;

  return {
    next(quietSinceMs, nowMs) {
      if (silence !== quietSinceMs) {
        silence = quietSinceMs;
        isWaiting = isAsked = false;
        lookAtMs = nowMs;
      }
      if (isWaiting || nowMs - quietSinceMs >= longestMs) return 'answer';
      if (isAsked || nowMs < lookAtMs) return 'wait';
      isAsked = true;
      return 'look';
    },
    told(waiting, quietSinceMs, nowMs) {
      if (silence !== quietSinceMs) return; // something was written while we looked
      isAsked = false;
      isWaiting = waiting !== 'working';
      lookAtMs = nowMs + lookAgainMs;
    },
    dueAtMs: () => (isAsked || isWaiting ? Infinity : lookAtMs),
  };
}
