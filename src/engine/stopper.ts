import { RunningTime } from '../running-time.js';

export type StopCause = 'timeout' | 'cancel';

interface StopperOptions {
  readonly timeoutMs: number | undefined;
  readonly cancelSignal: AbortSignal | undefined;
  readonly stop: (cause: StopCause) => Promise<void>;
  /** Asked when the time is up: what has ended by then is not stopped. */
  readonly hasEnded: () => Promise<boolean>;
}

/** Calls `stop` once, when the time is up or the signal aborts, until it is disposed. */
export class Stopper implements Disposable {
  /** Why it stopped; `undefined` while it has not. */
  cause: StopCause | undefined;
  /** Rejects when `stop` failed, else never settles. */
  readonly failed: Promise<never>;
  readonly #time: RunningTime | undefined;
  readonly #callOff: (() => void) | undefined;
  #isDisposed = false;
  readonly #cancelSignal: AbortSignal | undefined;
  #stop: (cause: StopCause) => void = () => undefined;
  readonly #onAbort = (): void => this.#stop('cancel');

  constructor({ timeoutMs, cancelSignal, stop, hasEnded }: StopperOptions) {
    this.failed = new Promise((_, reject) => {
      this.#stop = (cause) => {
        if (this.cause === undefined && !this.#isDisposed) {
          this.cause = cause;
          stop(cause).catch(reject);
        }
      };
    });
    this.failed.catch(() => undefined);
    if (timeoutMs !== undefined) {
      this.#time = new RunningTime();
      this.#callOff = this.#time.after(timeoutMs, () => void this.#timeOut(hasEnded));
    }
    this.#cancelSignal = cancelSignal;
    if (cancelSignal?.aborted === true) this.#stop('cancel');
    else cancelSignal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whoever cannot say whether it has ended is taken for running. */
  async #timeOut(hasEnded: () => Promise<boolean>): Promise<void> {
    if (!(await hasEnded().catch(() => false))) this.#stop('timeout');
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#callOff?.();
    this.#time?.[Symbol.dispose]();
    this.#cancelSignal?.removeEventListener('abort', this.#onAbort);
  }
}
