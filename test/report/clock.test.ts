import { describe, expect, it } from 'vitest';
import { systemReportClock } from '../../src/report/clock.js';

describe('systemReportClock', () => {
  it('calls after a while, and does not keep the process alive for it', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const called = new Promise<void>((done) => systemReportClock.after(1, done));
    expect(timers()).toBe(before);
    await called;
    const cancel = systemReportClock.after(0, () => expect.unreachable());
    cancel();
    await new Promise<void>((done) => systemReportClock.after(1, done));
    expect(Math.abs(systemReportClock.now().getTime() - Date.now())).toBeLessThan(60_000);
  });
});
