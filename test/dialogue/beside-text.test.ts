import { expect, it } from 'vitest';
import { besideText } from '../../src/dialogue/beside-text.js';
import { createReading } from '../../src/dialogue/reading.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';
import { checkpoint, exchange } from './support.js';

const size = { columns: 40, rows: 6 };

/** Whether a pattern holds on the screen after each of these: `>` is typed, all else is written and looked at. */
async function seen(text: string, steps: readonly string[]): Promise<readonly boolean[]> {
  const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
  const reading = createReading(size, 0);
  const holds: boolean[] = [];
  const awaited = exchange({ kind: 'screen', condition: { text: { kind: 'text', text } } }, checkpoint);
  for (const step of steps) {
    if (step.startsWith('>')) {
      reading.typed(step.slice(1), 0);
      continue;
    }
    emulator.push(Buffer.from(step));
    reading.feed(Buffer.from(step), 0);
    reading.show(await emulator.snapshot(), reading.pieces);
    const sight = reading.unspent.look(0);
    const found = besideText(awaited, reading, {
      sight,
      nowMs: 0,
      order: 0,
      isAlways: () => false,
      isQuiet: true,
    });
    holds.push(found.length > 0);
  }
  emulator.dispose();
  return holds;
}

it('a screen that was half drawn when a key was pressed is seen once the rest is there', async () => {
  // The row that is missing is the one of the cursor: only it changes.
  const steps = ['\x1b[2J\x1b[H first\r\n second\r\n', '>\x1bOB', ' third\r\n'];
  expect(await seen('third', steps)).toEqual([false, true]);
});

it.each(['Name:', 'Name: ', '名前:'])(
  'what comes back of a text behind "%s" is not seen, nor where a key was pressed behind it',
  async (prompt) => {
    expect(await seen('bob', [prompt, '>bob', 'bob'])).toEqual([false, false]);
    expect(await seen('bob', [prompt, '>bob', '>\r', 'bob'])).toEqual([false, false]);
    expect(await seen('taken', [prompt, '>bob', 'bob', ' taken'])).toEqual([false, false, true]);
  },
);

it('a line that a key recalled is seen', async () => {
  expect(await seen('ls -l', ['$ ', '>\x1b[A', 'ls -l'])).toEqual([false, true]);
});

it('what comes back of a secret is not seen: its prompt is not asked again', async () => {
  expect(await seen('Password:', ['Password: ', '>', '***'])).toEqual([true, false]);
});
