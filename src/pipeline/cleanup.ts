import { UnattendError } from '../errors.js';

/** What has to be undone, in reverse order, whatever happens. Every step is tried; every failure is kept. */
export class Cleanup implements AsyncDisposable {
  readonly #steps: { readonly what: string; readonly undo: () => Promise<void> | void }[] = [];

  /** `what` says, for the failure message, what is undone: "remove the container x". */
  add(what: string, undo: () => Promise<void> | void): void {
    this.#steps.push({ what, undo });
  }

  /** Throws CLEANUP_FAILED naming everything that could not be undone. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: string[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        failures.push(`${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (failures.length > 0) throw new UnattendError('CLEANUP_FAILED', { failures });
  }
}
