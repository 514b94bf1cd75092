import { expect, it } from 'vitest';
import { createReading } from '../../src/dialogue/reading.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 20, rows: 5 };

/** What a message shows of a terminal after this output, whose secret is `hunter2`, once its screen has been looked at. */
async function lastLines(output: string, hasEnded = false): Promise<readonly string[]> {
  const reading = createReading(size, 0, (text) => text.replaceAll(/hunt\s?er2/g, '[redacted]'));
  const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
  reading.feed(Buffer.from(output), 0);
  emulator.push(Buffer.from(output));
  reading.show(await emulator.snapshot(), reading.pieces);
  emulator.dispose();
  if (hasEnded) reading.finish(0);
  return reading.lastLines();
}

const drawn = '\x1b[?1049h\x1b[H\x1b[2J\x1b[4;3Hlower\x1b[2;3Hupper\x1b[3;3H';
const lines = 'a line that is longer than a row';

it.each([
  ['what is drawn, in its place, without blank rows around it', drawn, ['  upper', '', '  lower']],
  [
    'plain lines as they were written, those the terminal broke in one',
    `${lines}\r\nNext: `,
    [lines, 'Next:'],
  ],
  ['the text, where nothing is on the screen', 'one\r\ntwo\r\n\x1b[H\x1b[2J', ['one', 'two']],
  ['what is drawn with secrets removed', `${drawn}hunter2`, ['  upper', '  [redacted]', '  lower']],
  ['the text, where a part of a secret is left', `${drawn}hunter2\x1b[3;6H\x1b[1P`, undefined],
  [
    'the text, where a secret lies across what was cleared',
    'one\r\nhunt\x1b[2J\x1b[4;1Her2 two',
    ['one', '[redacted] two'],
  ],
  [
    'the rest of a line whose beginning scrolled away left out',
    `${'x'.repeat(15)}hunter2\r\n${'y\r\n'.repeat(3)}z`,
    ['y', 'y', 'y', 'z'],
  ],
])('a message shows %s', async (_, output, expected) => {
  const shown = await lastLines(output);
  if (expected !== undefined) expect(shown).toEqual(expected);
  expect(shown.join('\n')).not.toMatch(/hun|er2/);
});

it.each([
  ['it is that of the text where the alternate screen went with it', `why\r\n${drawn}\x1b[?1049l`, /upper/],
  ['the screen itself otherwise', 'first\r\nsecond\r\n\x1b[2A\x1b[2Kthird', /^third\nsecond$/],
])('of a program that has ended %s', async (_, output, expected) => {
  expect((await lastLines(output, true)).join('\n')).toMatch(expected);
});
