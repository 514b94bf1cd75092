import { describe, expect, it } from 'vitest';
import { RunningTime } from '../../src/running-time.js';
import { until } from '../support/until.js';

/** Time over a clock that the test moves by hand, as a process sees it that looks at each of these moments. */
function timeByHand(): {
  readonly time: RunningTime;
  readonly pass: (...stretchesMs: readonly number[]) => number;
} {
  let realMs = 0;
  const time = new RunningTime(() => realMs);
  const pass = (...stretchesMs: readonly number[]): number => {
    for (const ms of stretchesMs) {
      realMs += ms;
      time.nowMs();
    }
    return time.nowMs();
  };
  return { time, pass };
}

describe('the time in which this process ran', () => {
  it('passes as any clock while the process runs, also on a busy machine', () => {
    const { time, pass } = timeByHand();
    expect(pass(250, 250, 1400, 3)).toBe(1903);
    time[Symbol.dispose]();
  });

  it('stands still while the process is stopped, and until what came meanwhile is taken in', () => {
    const { time, pass } = timeByHand();
    expect(pass(250, 15_000)).toBe(250);
    expect(pass(200, 200)).toBe(250);
    expect(pass(100, 40, 60)).toBe(450);
    time[Symbol.dispose]();
  });

  it('is any clock again once it is disposed', () => {
    const { time, pass } = timeByHand();
    time[Symbol.dispose]();
    expect(pass(15_000)).toBe(15_000);
  });

  it('calls when that much of it has passed, not before', async () => {
    let skippedMs = 0;
    using time = new RunningTime(() => performance.now() + skippedMs);
    let calledMs = Infinity;
    const startMs = time.nowMs();
    time.after(300, () => (calledMs = time.nowMs()));
    const cancel = time.after(0, () => expect.unreachable());
    cancel();
    skippedMs = 60_000;
    await until('it was called', () => calledMs < Infinity);
    expect(calledMs - startMs).toBeGreaterThan(298);
    expect(calledMs - startMs).toBeLessThan(60_000);
  });
});
