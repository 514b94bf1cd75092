import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { createVirtualClock } from '../../src/session/virtual-clock.js';

it('comes to what is due in its order, and sets no timer', async () => {
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  const clock = createVirtualClock();
  const calls: string[] = [];
  const note = (name: string) => () => calls.push(`${name} ${clock.nowMs()}`);
  clock.after(60_000, note('late'));
  clock.after(5, note('first'));
  clock.after(5, note('second'));
  clock.soon(note('soon'));
  clock.after(7, note('never'))();
  await new Promise<void>((resolve) => clock.after(2_400_000, resolve));
  expect(calls).toEqual(['soon 0', 'first 5', 'second 5', 'late 60000']);
  expect(setTimer).not.toHaveBeenCalled();
  setTimer.mockRestore();
});

it('stands still while work is under way', async () => {
  const clock = createVirtualClock();
  const seen: number[] = [];
  clock.after(10, () => seen.push(clock.nowMs()));
  await clock.during(delay(20).then(() => seen.push(clock.nowMs())));
  await new Promise<void>((resolve) => clock.after(100, resolve));
  expect(seen).toEqual([0, 10]);
});

it('lets whoever waits for a moment act in it', async () => {
  const clock = createVirtualClock();
  const wait = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  const seen: number[] = [];
  for (let ms = 1; ms <= 100; ms++) clock.after(ms, () => undefined);
  await clock.beside(
    (async () => {
      for (let times = 0; times < 3; times++) {
        await wait(10);
        seen.push(clock.nowMs());
      }
    })(),
  );
  expect(seen).toEqual([10, 20, 30]);
});
