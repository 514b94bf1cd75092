import { expect, it } from 'vitest';
import type { LookPort } from '../../src/session/drawn.js';
import { isTypingShown } from '../../src/session/field-probe.js';
import { createVirtualClock } from '../../src/session/virtual-clock.js';

/** Probes a field that draws at once what `draw` makes of a key; what was typed and whether it shows. */
async function probed(
  draw: (key: string) => string,
  screen: readonly string[] = ['Key: '],
): Promise<{ readonly typed: string; readonly isShown: boolean }> {
  const clock = createVirtualClock();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const port: LookPort = {
    clock,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitState: () => Promise.resolve('reading'),
  };
  let typed = '';
  const type = (key: string): void => {
    typed += key;
    clock.after(1, () => listeners.forEach((tell) => tell(Buffer.from(draw(key)))));
  };
  const isShown = await clock.beside(isTypingShown({ ...port, type, screen }));
  return { typed, isShown };
}

const erased = '\b \b';
const digitsOnly =
  (refusal: string) =>
  (key: string): string => {
    if (key === '\x7f') return erased;
    return /\d/.test(key) ? key : refusal;
  };
const asTitle = (key: string): string => `\x1b]0;${key}\x07\x1b[7m\x1b[`;

it.each<[string, (key: string) => string, { typed: string; isShown: boolean }]>([
  ['shows it', (key) => (key === '\x7f' ? erased : key), { typed: 'z\x7f', isShown: true }],
  ['shows it in capitals', (key) => key.toUpperCase(), { typed: 'z\x7f', isShown: true }],
  ['masks it', (key) => (key === '\x7f' ? erased : '•'), { typed: 'z\x7f', isShown: false }],
  ['draws nothing', () => '', { typed: 'z\x7f7\x7f', isShown: false }],
  ['rings', () => '\x07', { typed: 'z\x7f7\x7f', isShown: false }],
  ['rings for a letter and shows a digit', digitsOnly('\x07'), { typed: 'z\x7f7\x7f', isShown: true }],
  ['says that it takes digits only', digitsOnly('Digits only'), { typed: 'z\x7f7\x7f', isShown: true }],
  ['has it in control sequences', asTitle, { typed: 'z\x7f7\x7f', isShown: false }],
])('a field that %s', async (_, draw, outcome) => {
  expect(await probed(draw)).toEqual(outcome);
});

it('a character that stands on the screen is not what is looked for, and no mask', async () => {
  const screen = ['* Zone 7', 'Key: '];
  expect(await probed(digitsOnly('* Zone 7'), screen)).toEqual({ typed: 'q\x7f4\x7f', isShown: true });
});
