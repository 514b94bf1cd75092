import { setImmediate } from 'node:timers/promises';
import type { Handover } from './handover.js';

/**
 * Takes the terminal back when the signal says so, and then rejects with its reason: for the person it is the end, and one who
 * does not heed it is not waited for.
 */
export function cancellableHandover(handover: Handover, cancelSignal: AbortSignal): Handover {
  return async (link) => {
    cancelSignal.throwIfAborted();
    const stop = new AbortController();
    const cancelled = new Promise<void>((resolve) =>
      cancelSignal.addEventListener('abort', () => resolve(), { once: true, signal: stop.signal }),
    );
    try {
      const person = handover({
        ...link,
        write(bytes) {
          if (!cancelSignal.aborted) link.write(bytes);
        },
        ended: Promise.race([link.ended, cancelled]),
      });
      await Promise.race([person, cancelled.then(() => setImmediate())]);
    } finally {
      stop.abort();
    }
    cancelSignal.throwIfAborted();
  };
}
