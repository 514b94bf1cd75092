import type { Waiting } from './stall.js';

/** How often a program that is at work is looked at again, in milliseconds. */
const lookAgainMs = 200;
/** Silence after which a program that seems to be at work counts as waiting all the same: some poll for what is typed, in milliseconds. */
const longestMs = 10_000;

/**
 * Whether a silent program waits for an answer. A question above the line of the cursor may be running text, and a prompt that
 * stands there again a part of a drawing, and the program not there yet: on a busy machine a pager that ends, and what comes
 * after it, take longer than any silence that could be waited for.
 */
export interface WaitWatch {
  /** What to do in a silence that began at `quietSinceMs`: act, for the program waits; look whether it does; or wait oneself. */
  next(quietSinceMs: number, nowMs: number): 'act' | 'look' | 'wait';
  /** What a look that was asked for in the silence since `quietSinceMs` showed. */
  told(waiting: Waiting, quietSinceMs: number, nowMs: number): void;
  /** When there is something to do again; Infinity when nothing is awaited. */
  dueAtMs(): number;
}

export function createWaitWatch(): WaitWatch {
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
      if (isWaiting || nowMs - quietSinceMs >= longestMs) return 'act';
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
