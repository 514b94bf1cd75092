import { setImmediate } from 'node:timers/promises';
import type { Handover, HandoverLink } from './handover.js';

/**
 * Takes the terminal back when the signal says so, and then rejects with its reason: for the person it is the end, and one who
 * does not heed it is not waited for. What they hold of the program does nothing any more, and it has the size it had before.
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
        ...whileNot(cancelSignal, link),
        ended: Promise.race([link.ended, cancelled]),
      });
      await Promise.race([person, cancelled.then(() => setImmediate())]);
    } finally {
      stop.abort();
    }
    // A program that has ended, or an engine that does not answer, holds nobody up.
    if (cancelSignal.aborted) link.resize(link.size).catch(() => undefined);
    cancelSignal.throwIfAborted();
  };
}

/** What a person may do with the program, until the signal is aborted. */
function whileNot(cancelSignal: AbortSignal, link: HandoverLink): HandoverLink {
  return {
    ...link,
    listen: (listener) =>
      link.listen((bytes) => {
        if (!cancelSignal.aborted) listener(bytes);
      }),
    write(bytes) {
      if (!cancelSignal.aborted) link.write(bytes);
    },
    async resize(size) {
      if (!cancelSignal.aborted) await link.resize(size);
    },
  };
}
