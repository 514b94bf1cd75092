import { expect, it } from 'vitest';
import { slowdownIn, slowdownNow } from '../../src/session/slowdown.js';

it.each([
  ['0.00 0.00 0.00 1/80 4', 2, 1],
  ['4.00 9.00 9.00 1/80 4', 2, 1],
  ['0.50 0.10 0.00 17/512 4', 2, 4],
  ['6.00 0.10 0.00 2/512 4', 2, 1.5],
  ['900.00 0.10 0.00 2/512 4', 2, 10],
  ['', 2, 1],
])('%s on %d cores is %d times', (text, cores, times) => {
  expect(slowdownIn(text, cores)).toBe(times);
});

it('this machine tells', () => {
  const times = slowdownNow();
  expect(times).toBeGreaterThanOrEqual(1);
  expect(times).toBeLessThanOrEqual(10);
});
