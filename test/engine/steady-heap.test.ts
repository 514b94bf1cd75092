import { getHeapSpaceStatistics } from 'node:v8';
import { expect, it } from 'vitest';
import { withSteadyHeap } from '../../src/engine/steady-heap.js';

const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;

/** Makes garbage of which a little is alive at each collection, as streams do. */
async function churn(): Promise<void> {
  let kept: unknown[] = [];
  for (let round = 0; round < 3000; round++) {
    kept.push(Array.from({ length: 200 }, (_, at) => ({ at, text: `x${round}${at}` })));
    if (kept.length > 400) kept = kept.slice(200);
    if (round % 50 === 0) await new Promise(setImmediate);
  }
}

it('keeps the young generation from growing, and only while the work is done', async () => {
  const before = youngBytes();
  await withSteadyHeap(() => withSteadyHeap(churn));
  expect(youngBytes()).toBeLessThanOrEqual(before);
  await churn();
  expect(youngBytes()).toBeGreaterThan(before);
});
