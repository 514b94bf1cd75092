import { type Clock, systemClock } from '../session/clock.js';

/** Somebody sits before a `gc` and may call another one: so long it waits, for all runs together. */
export const gcPatienceMs = 120_000;
/** Nobody sits before a watcher, but while it waits for its run no `gc` does. */
export const watcherPatienceMs = 30 * 60_000;

const shortestPauseMs = 200;
const longestPauseMs = 5000;

/** How long one process waits for others at most, whatever it waits for. */
export class Patience {
  readonly #clock: Pick<Clock, 'nowMs' | 'after'>;
  #leftMs: number;

  constructor(mostMs: number, clock: Pick<Clock, 'nowMs' | 'after'> = systemClock) {
    this.#leftMs = mostMs;
    this.#clock = clock;
  }

  /**
   * Waits until something is so, and says whether it is. Looks at once, and then less and less often: each time a twentieth of
   * the time that has passed. `onWait` is told how long it takes at most, when it is not so yet.
   */
  async until(
    isSo: () => Promise<boolean>,
    { longestMs, onWait }: { longestMs: number; onWait: ((ms: number) => void) | undefined },
  ): Promise<boolean> {
    const sinceMs = this.#clock.nowMs();
    const mostMs = Math.min(longestMs, this.#leftMs);
    const passedMs = (): number => this.#clock.nowMs() - sinceMs;
    try {
      if (await isSo()) return true;
      if (mostMs > 0) onWait?.(mostMs);
      for (let atMs = passedMs(); atMs < mostMs; atMs = passedMs()) {
        const pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, atMs / 20));
        await this.pass(Math.min(pauseMs, mostMs - atMs));
        if (await isSo()) return true;
      }
      return false;
    } finally {
      this.#leftMs -= passedMs();
    }
  }

  pass(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }
}
