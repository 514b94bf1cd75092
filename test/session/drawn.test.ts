import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/session/clock.js';
import { isDrawn, type LookPort } from '../../src/session/drawn.js';
import { createVirtualClock } from '../../src/session/virtual-clock.js';

/** A program that waits for a key, gets it so late, and shows it. */
function lateProgram(
  lateMs: number,
  slowdown: number,
): { readonly port: LookPort; readonly press: () => void } {
  const clock = { ...createVirtualClock(), slowdown: () => slowdown };
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const show = (): void => listeners.forEach((tell) => tell(Buffer.from('z')));
  const port: LookPort = {
    clock,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitState: () => Promise.resolve('reading'),
  };
  return { port, press: () => void clock.after(lateMs, show) };
}

it.each([
  [300, 1, true],
  [1500, 5, true],
  [1500, 1, false],
])(
  'a key that arrives after %d ms on a machine that is slower by %d is seen: %s',
  async (late, slow, isSeen) => {
    const { port, press } = lateProgram(late, slow);
    const drawn = isDrawn(port, press, (output) => output.includes('z'));
    expect(await port.clock.beside(drawn)).toBe(isSeen);
  },
);

/** This process does not run for as long as it waits: each timer is due at once, before anything can be read. */
const starved: Clock = {
  ...systemClock,
  after(ms, call) {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
    let isOff = false;
    queueMicrotask(() => {
      if (!isOff) call();
    });
    return () => (isOff = true);
  },
};

it('what lies ready is read before a silence counts, also where this process was kept from running', async () => {
  const program = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await once(program, 'spawn');
    const port: LookPort = {
      clock: starved,
      listen(listener) {
        program.stdout.on('data', listener);
        return () => program.stdout.off('data', listener);
      },
      waitState: () => Promise.resolve('reading'),
    };
    const drawn = isDrawn(port, () => program.stdin.write('z'), Boolean);
    expect(await drawn).toBe(true);
  } finally {
    program.kill();
  }
});
