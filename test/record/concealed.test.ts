import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Concealed } from '../../src/recording/record/concealed.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 40, rows: 10 };
const before = '◆  Access token\r\n│  \x1b[7m_\x1b[27m\r\n└\r\n';
const secret = 's3cret-tökén';

/** A field with a cursor of its own, in a frame that ends below it, drawn for each key. */
const drawn = (shown: (text: string) => string): string =>
  Array.from(secret)
    .map((_, at) =>
      Array.from(secret)
        .slice(0, at + 1)
        .join(''),
    )
    .map((text) => `\x1b[999D\x1b[2A\x1b[2K\x1b[G\x1b[36m│\x1b[39m  ${shown(text)}\x1b[7m_\x1b[27m\x1b[2B`)
    .join('');

const masked = (text: string): string => '▪'.repeat(Array.from(text).length);

/** Bytes in pieces that end at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...new Set([...places.map((place) => place % bytes.length), bytes.length])].sort(
    (one, other) => one - other,
  );
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

const places = fc.array(fc.nat(), { maxLength: 20 });
const emulators = new Set<ReturnType<typeof createScreenEmulator>>();
afterAll(() => {
  for (const each of emulators) each.dispose();
});

async function screenOf(...written: readonly (string | Uint8Array)[]) {
  const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
  emulators.add(emulator);
  for (const each of written) emulator.push(Buffer.from(each));
  return emulator.snapshot();
}

async function conceal(output: string, at: readonly number[]): Promise<Buffer> {
  const concealed = new Concealed(await screenOf(before), secret);
  const pieces = cut(Buffer.from(output), at).map((piece) => concealed.next(piece));
  return Buffer.concat([...pieces, concealed.rest()]);
}

describe('what is written while a text is typed that must not be read', () => {
  it('stays as it is where it shows masks, however it is cut', () =>
    fc.assert(
      fc.asyncProperty(places, async (at) => {
        const output = drawn(masked);
        expect((await conceal(output, at)).toString()).toBe(output);
      }),
    ));

  it.each([
    ['the last character', (text: string) => masked(text.slice(0, -1)) + text.slice(-1)],
    ['all of it', (text: string) => text],
  ])('leaves the cursor where it was where it shows %s, and nothing of the text', (_, shown) =>
    fc.assert(
      fc.asyncProperty(places, async (at) => {
        const output = drawn(shown);
        const concealed = await conceal(output, at);
        expect(stripVTControlCharacters(concealed.toString())).not.toMatch(/[\p{L}\p{N}]/u);
        const [is, was] = [await screenOf(before, concealed), await screenOf(before, output)];
        expect(is.cursor).toEqual(was.cursor);
        expect(is.lines.map(({ text }) => Array.from(text).length)).toEqual(
          was.lines.map(({ text }) => Array.from(text).length),
        );
      }),
    ),
  );

  it('has as many stars as a wide character takes cells', async () => {
    expect((await conceal('秘x', [])).toString()).toBe('***');
  });

  it('keeps words that stood there before, and no single characters of them', async () => {
    expect((await conceal('\rtoken t', [])).toString()).toBe('\rtoken *');
  });

  it('has no titles, which may tell anything', async () => {
    expect((await conceal(`\x1b]0;${secret}\x07▪\x1b]2;${secret}\x1b\\▪`, [9])).toString()).toBe('▪▪');
  });

  it.each([
    [
      'all of its line, single letters too',
      '\r\x1b[2K? Choose a password \x1b[36m**\x1b[39m',
      '? Choose a password',
      undefined,
    ],
    ['coloured within a word', '\r\x1b[4mP\x1b[24massword: **', 'Password:', undefined],
    ['the words of its line that are whole', '\r? Choose a pass', '? Choose a password', '\r? Choose a ****'],
    ['nothing of a line that a short text begins as', 'Ke', 'Key', '**'],
    [
      'no sign that is a character of the text',
      '\x1b[1;5H@\x1b[1;6Hx\x1b[1;7H!',
      'Key:',
      '\x1b[1;5H*\x1b[1;6H*\x1b[1;7H*',
    ],
  ])('of a prompt that is drawn once more stays %s', async (_, output, prompt, expected) => {
    const concealed = new Concealed(await screenOf(prompt), 'p@s!x#Q9');
    expect(Buffer.from(concealed.next(Buffer.from(output))).toString()).toBe(expected ?? output);
  });

  it('of a string that has no end nothing is left', async () => {
    const concealed = new Concealed(await screenOf('Key:'), secret);
    concealed.next(Buffer.from('\x1b]0;s3cret'));
    expect(Buffer.from(concealed.rest()).toString()).toBe('');
  });
});
