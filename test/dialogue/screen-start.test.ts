import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { expect, it } from 'vitest';
import { createReading } from '../../src/dialogue/reading.js';
import { createTextView } from '../../src/dialogue/text-view.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 20, rows: 5 };

it.each([
  ['nothing was cleared', 'one\r\ntwo', 'one\r\ntwo'],
  ['the screen is erased, and the line below goes on elsewhere', 'one\r\ntwo\x1b[2J\x1b[Hthree', 'three'],
  ['what is below the corner is erased', 'one\r\ntwo\x1b[H\x1b[Jthree', 'three'],
  ['on the first row', 'one\r\x1b[Jtwo', 'two'],
  ['what is below another place is erased', 'one\r\n\x1b[Jtwo', 'one\r\ntwo'],
  ['a line goes on where it was', 'one\r\ntwo\x1b[2Jthree', 'twothree'],
  ['a line is written over where it was', 'one\r\ntwo\x1b[2J\rthree\x1b[5;1Hfour', 'three\r\nfour'],
  ['what has scrolled away is erased', 'one\r\ntwo\x1b[3J\r\nthree', 'one\r\ntwo\r\nthree'],
  ['the alternate screen is shown', 'one\r\n\x1b[?1049htwo', 'two'],
  ['it is left', 'one\r\n\x1b[?1049htwo\r\n\x1b[?1049lthree', 'one\r\ntwo\r\nthree'],
  ['the terminal is reset', 'one\r\ntwo\r\n\x1bcthree', 'three'],
])('the text that may stand on the screen, where %s', (_, output, expected) => {
  for (const pieces of [[output], output.split('')]) {
    const view = createTextView(size);
    for (const piece of pieces) view.push(Buffer.from(piece));
    expect(view.textFrom(view.screenStart)).toBe(expected.replaceAll('\r\n', '\n'));
  }
});

const tokens = [
  'a b',
  'c',
  'd e f',
  '\r\n',
  '\r\n',
  '\r',
  '\x1b[H',
  '\x1b[3;1H',
  '\x1b[A',
  '\x1b[J',
  '\x1b[2J',
];
/** Those that leave the cursor where it is, and on lines of their own: the view knows of no cursor that is put back. */
const modes = ['\x1b[K', '\x1b[3J', '\x1b[1J', '\r\n\x1b[?1047h', '\r\n\x1b[?1047l'];

it('no letter that stands on the screen is missing in it', async () => {
  await assert(
    asyncProperty(array(constantFrom(...tokens, ...modes), { maxLength: 30 }), async (list) => {
      const bytes = Buffer.from(list.join(''));
      const view = createTextView(size);
      view.push(bytes);
      const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
      emulator.push(bytes);
      const { lines } = await emulator.snapshot();
      emulator.dispose();
      const text = view.textFrom(view.screenStart);
      const shown = new Set(
        lines
          .map((line) => line.text)
          .join('')
          .replaceAll(' ', ''),
      );
      expect([...shown].filter((letter) => !text.includes(letter))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

/** The last lines after this output, on a terminal whose secret is `hunter2`. */
function lastLines(output: string): readonly string[] {
  const reading = createReading(size, 0, (text) => text.replaceAll(/hunt\s?er2/g, '***'));
  reading.feed(Buffer.from(output), 0);
  return reading.textLines();
}

it.each([
  ['only what came after it', 'one\r\ntwo\r\n\x1b[2J\x1b[Hhunter2 three\r\nfour', ['*** three', 'four']],
  ['what stood there before, if nothing came after it', 'one\r\ntwo\r\n\x1b[H\x1b[2J', ['one', 'two']],
  ['all, if a secret lies across it', 'one\r\nhunt\x1b[2J\x1b[4;1Her2 two', ['one', '*** two']],
])('the last lines of text on a screen that was cleared are %s', (_, output, expected) => {
  expect(lastLines(output)).toEqual(expected);
});
