import type { Redactor } from '../redact.js';
import type { WaitOptions } from './options.js';
import { withCallersStack } from './outward.js';
import { checkSignal } from './wrong-use.js';

/** The calls that wait for a program: one at a time. */
export interface Turns {
  /** Waits in the name of a call; its errors name no secret and point to the caller. */
  take<T>(call: string, wait: () => Promise<T>): Promise<T>;
  /** Ends what waits: with the caller's own signal or with the disposal. */
  signalFor(options: WaitOptions): AbortSignal;
  /** No call may wait any more; one that does rejects. */
  close(): void;
  /** Throws what a listener has thrown, unless a call has. */
  throwUntold(): void;
}

interface TurnsSpec {
  readonly redactor: Redactor;
  /** Aborted with what a listener of the caller's has thrown. */
  readonly failure: AbortSignal;
}

export function createTurns({ redactor, failure }: TurnsSpec): Turns {
  const closing = new AbortController();
  let waiting: string | undefined;
  let hasToldFailure = false;

  return {
    async take(call, wait) {
      if (waiting !== undefined)
        throw new TypeError(`${waiting} still waits: await it, or cancel it, before ${call}.`);
      if (closing.signal.aborted) throw new TypeError(`The program was disposed of; ${call} comes too late.`);
      waiting = call;
      try {
        failure.throwIfAborted();
        const result = await wait();
        failure.throwIfAborted();
        return result;
      } catch (error) {
        hasToldFailure ||= failure.aborted && error === failure.reason;
        throw withCallersStack(error, redactor);
      } finally {
        waiting = undefined;
      }
    },
    signalFor({ cancelSignal }) {
      checkSignal(cancelSignal);
      return cancelSignal === undefined ? closing.signal : AbortSignal.any([closing.signal, cancelSignal]);
    },
    close() {
      closing.abort(new TypeError('The program was disposed of while a call waited for it.'));
    },
    throwUntold() {
      if (hasToldFailure) return;
      hasToldFailure = failure.aborted;
      failure.throwIfAborted();
    },
  };
}
