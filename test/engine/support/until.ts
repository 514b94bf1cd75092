import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; throws, naming it as it is then, when it does not within the deadline. Resolves to the time it took. */
export async function until(
  what: string | (() => string),
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<number> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > deadlineMs) {
      throw new Error(`not within ${deadlineMs} ms: ${typeof what === 'string' ? what : what()}`);
    }
    await delay(10);
  }
  return performance.now() - start;
}
