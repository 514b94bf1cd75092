export type StopCause = 'timeout' | 'cancel';

/** Longest delay a Node timer takes (2^31 - 1 ms); a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

interface StopperOptions {
  readonly timeoutMs: number | undefined;
  readonly cancelSignal: AbortSignal | undefined;
  readonly stop: () => Promise<void>;
}

/** Calls `stop` once, when the time is up or the signal aborts, until it is disposed. */
export class Stopper implements Disposable {
  /** Why it stopped; `undefined` while it has not. */
  cause: StopCause | undefined;
  /** Rejects when `stop` failed, else never settles. */
  readonly failed: Promise<never>;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #cancelSignal: AbortSignal | undefined;
  #stop: (cause: StopCause) => void = () => undefined;
  readonly #onAbort = (): void => this.#stop('cancel');

  constructor({ timeoutMs, cancelSignal, stop }: StopperOptions) {
    this.failed = new Promise((_, reject) => {
      this.#stop = (cause) => {
        if (this.cause === undefined) {
          this.cause = cause;
          stop().catch(reject);
        }
      };
    });
    this.failed.catch(() => undefined);
    this.#timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => this.#stop('timeout'), Math.min(timeoutMs, LONGEST_MS));
    this.#cancelSignal = cancelSignal;
    if (cancelSignal?.aborted === true) this.#stop('cancel');
    else cancelSignal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#cancelSignal?.removeEventListener('abort', this.#onAbort);
  }
}
