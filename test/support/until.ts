import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; throws, naming it, when it does not within the deadline. Resolves to the time it took. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<number> {
  const startMs = performance.now();
  while (!(await condition())) {
    if (performance.now() - startMs > deadlineMs) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await delay(10);
  }
  return performance.now() - startMs;
}
