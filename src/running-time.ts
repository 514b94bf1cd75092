/** How often it is looked whether this process was kept from running. */
const beatMs = 250;
/** No busy machine keeps a process from a beat for that long: it was stopped. */
const stopMs = 1500;
/** How long, after a stop, what has come meanwhile is taken in before time goes on. */
const takingInMs = 500;
/** Longest delay a Node timer takes (2^31 - 1 ms); a longer one would fire at once. */
export const longestTimerMs = 2 ** 31 - 1;

/**
 * The time in which this process ran, monotonic: while it is stopped (SIGSTOP, a machine that sleeps), and until it has taken in
 * what came meanwhile, this time stands still. A limit that counts in it is no verdict about what ended while nobody looked.
 */
export class RunningTime implements Disposable {
  readonly #realNowMs: () => number;
  readonly #beat: NodeJS.Timeout;
  #realMs: number;
  #nowMs: number;
  #standsUntilMs = -Infinity;
  #isLooking = true;

  /** `realNowMs` is a monotonic clock, in milliseconds. */
  constructor(realNowMs: () => number = () => performance.now()) {
    this.#realNowMs = realNowMs;
    this.#realMs = this.#nowMs = realNowMs();
    this.#beat = setInterval(() => this.nowMs(), beatMs).unref();
  }

  nowMs(): number {
    const realMs = this.#realNowMs();
    const passedMs = realMs - this.#realMs;
    this.#realMs = realMs;
    if (this.#isLooking && passedMs > stopMs) this.#standsUntilMs = realMs + takingInMs;
    else if (realMs >= this.#standsUntilMs) this.#nowMs += passedMs;
    return this.#nowMs;
  }

  /** Calls once after `ms` of this time; returns how to call it off. */
  after(ms: number, call: () => void): () => void {
    const dueMs = this.nowMs() + ms;
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      timer = setTimeout(
        () => {
          // A timer of the system may be a part of a millisecond early.
          const stillMs = dueMs - this.nowMs();
          if (stillMs >= 1) wait(stillMs);
          else call();
        },
        Math.min(leftMs, longestTimerMs),
      );
    };
    wait(ms);
    return () => clearTimeout(timer);
  }

  /** Stops looking: from now on a stop counts. */
  [Symbol.dispose](): void {
    this.#isLooking = false;
    clearInterval(this.#beat);
  }
}
