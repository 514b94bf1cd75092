import type { Redactor } from '../redact.js';
import type { WaitOptions } from './options.js';
import { withCallersStack } from './outward.js';
import { checkSignal } from './wrong-use.js';

/** The calls that wait for a program: one at a time. */
export interface Turns {
  /** Waits in the name of a call; its errors name no secret and point to the caller. */
  take<T>(call: string, wait: () => Promise<T>): Promise<T>;
  /** Ends what waits: with the caller's own signal, which frees the turn at once, or with the disposal. */
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
  let turn: { readonly call: string } | undefined;
  let hasToldFailure = false;

  /** A call that was cancelled goes on for a moment, and may not take the turn of the next one with it. */
  const free = (own: typeof turn): void => {
    if (turn === own) turn = undefined;
  };

  return {
    async take(call, wait) {
      if (turn !== undefined)
        throw new TypeError(`${turn.call} still waits: await it, or cancel it, before ${call}.`);
      if (closing.signal.aborted) throw new TypeError(`The program was disposed of; ${call} comes too late.`);
      const own = (turn = { call });
      try {
        failure.throwIfAborted();
        const result = await wait();
        failure.throwIfAborted();
        return result;
      } catch (error) {
        hasToldFailure ||= failure.aborted && error === failure.reason;
        throw withCallersStack(error, redactor);
      } finally {
        free(own);
      }
    },
    signalFor({ cancelSignal }) {
      checkSignal(cancelSignal);
      if (cancelSignal === undefined) return closing.signal;
      const own = turn;
      const signal = AbortSignal.any([closing.signal, cancelSignal]);
      signal.addEventListener('abort', () => free(own), { once: true });
      return signal;
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
