import { expect, it } from 'vitest';
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
