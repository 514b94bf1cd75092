import type { Thing } from './things.js';

/** What a sweep did. */
export interface Tallied {
  /** What was there and is removed, or in a dry run would be. */
  readonly removed: readonly string[];
  /** What could not be removed, and why. */
  readonly failures: readonly string[];
  /** Whether something stays because it was left on purpose. */
  readonly isKept?: boolean;
  /** Whether the image of a commit has not come that the engine may still be at. */
  readonly isAwaited?: boolean;
}

/** Removes things one after the other; a failure stops none of the others. */
export class Tally {
  readonly #isDryRun: boolean;
  readonly #met = new Set<string>();
  readonly #removed: string[] = [];
  readonly #failures: string[] = [];

  constructor(isDryRun: boolean) {
    this.#isDryRun = isDryRun;
  }

  async removeAll(things: readonly Thing[]): Promise<void> {
    for (const { what, isThere, remove } of things) {
      await this.attempt(undefined, async () => {
        if (!(await isThere())) return;
        this.#met.add(what);
        if (!this.#isDryRun) await remove();
        this.#removed.push(what);
      });
    }
  }

  /** What `work` comes to; its failure is tallied, and `otherwise` is what comes of it. */
  async attempt<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#failures.push(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  }

  /** Whether it was there when it was to be removed, whatever came of that. */
  hasMet({ what }: Thing): boolean {
    return this.#met.has(what);
  }

  result(): Tallied {
    return { removed: this.#removed, failures: this.#failures };
  }
}
