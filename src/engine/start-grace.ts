/**
 * How long an engine is waited for that is to start a program which is not wanted any more, in milliseconds. A start that is on its
 * way is waited for, so that what has started can be ended.
 */
export const START_GRACE_MS = 3000;

/** For calls that start a program: `signal` aborts the grace after `cancelSignal` does, unless it is disposed before. */
export class StartGrace implements Disposable {
  /** Undefined where nobody can cancel. */
  readonly signal: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #cancelSignal: AbortSignal | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(cancelSignal: AbortSignal | undefined) {
    this.#cancelSignal = cancelSignal;
    if (cancelSignal === undefined) return;
    this.signal = this.#controller.signal;
    if (cancelSignal.aborted) this.#onAbort();
    else cancelSignal.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => {
    this.#timer = setTimeout(() => this.#controller.abort(), START_GRACE_MS);
  };

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#cancelSignal?.removeEventListener('abort', this.#onAbort);
  }
}
