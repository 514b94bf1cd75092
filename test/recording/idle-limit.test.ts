import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitIdle } from '../../src/recording/idle-limit.js';

const seen = (atMs: number): { atMs: number; isSeen: boolean } => ({ atMs, isSeen: true });
const unseen = (atMs: number): { atMs: number; isSeen: boolean } => ({ atMs, isSeen: false });

it('cuts silences, and keeps what lies in them at its share', () => {
  const moments = [seen(500), unseen(3000), unseen(8000), seen(10_500), seen(11_000), unseen(31_000)];
  expect(limitIdle(moments, 2000)).toEqual([500, 1000, 2000, 2500, 3000, 5000]);
});

it('cuts the silence at the beginning, and nothing without a limit', () => {
  expect(limitIdle([seen(60_000), seen(60_500)], 2000)).toEqual([2000, 2500]);
  expect(limitIdle([seen(60_000), seen(60_500)], Infinity)).toEqual([60_000, 60_500]);
  expect(limitIdle([], 2000)).toEqual([]);
});

it('keeps the order, and no silence is longer than the limit', () => {
  const moment = fc.record({ atMs: fc.nat(20_000), isSeen: fc.boolean() });
  fc.assert(
    fc.property(fc.array(moment), fc.integer({ min: 1, max: 5000 }), (all, limitMs) => {
      const moments = all.toSorted((a, b) => a.atMs - b.atMs);
      const times = limitIdle(moments, limitMs);
      expect(times).toHaveLength(moments.length);
      let last = 0;
      let lastSeen = 0;
      for (const [index, time] of times.entries()) {
        expect(time).toBeGreaterThanOrEqual(last - 1e-6);
        expect(time).toBeLessThanOrEqual((moments[index]?.atMs ?? 0) + 1e-6);
        last = time;
        if (moments[index]?.isSeen !== true) continue;
        expect(time - lastSeen).toBeLessThanOrEqual(limitMs + 1e-6);
        lastSeen = time;
      }
    }),
  );
});
