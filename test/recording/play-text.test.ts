import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPlayText } from '../../src/recording/play-text.js';
import type { Screen } from '../../src/index.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const shown = (...pieces: readonly string[]): readonly string[] => pieces.map(createPlayText());

it.each([
  ['a status request', 'a\x1b[6nb'],
  ['its private kind', 'a\x1b[?15nb'],
  ['device attributes', 'a\x1b[cb'],
  ['secondary device attributes', 'a\x1b[>0cb'],
  ['a question about a mode', 'a\x1b[?2026$pb'],
  ['a question about the version', 'a\x1b[>0qb'],
  ['a question about the window', 'a\x1b[18tb'],
  ['a question about a colour', 'a\x1b]11;?\x07b'],
  ['a question about a colour of the palette', 'a\x1b]4;1;?\x1b\\b'],
  ['a question about a setting', 'a\x1bP$qm\x1b\\b'],
  ['a question about a capability', 'a\x1bP+q544e\x1b\\b'],
  ['ENQ', 'a\x05b'],
  ['mouse reports', 'a\x1b[?1000;1006hb'],
  ['pastes in brackets', 'a\x1b[?2004hb'],
  ["kitty's keys", 'a\x1b[>1u\x1b[?u\x1b[<ub'],
  ['modifyOtherKeys', 'a\x1b[>4;2mb'],
  ['the clipboard', 'a\x1b]52;c;aGk=\x07b'],
])('takes out %s', (_, text) => {
  expect(shown(text)).toEqual(['ab']);
});

it.each([
  '\x1b[?1049h\x1b[22;0;0t\x1b[1;30r\x1b[4l\x1b[?25l\x1b(B\x1b[m\x1b[37;40m\x1b[H\x1b[2J\x1b[?1h\x1b=\x1b[K',
  '\x1b]0;title\x07\x1b]8;;http://a.example/?b\x1b\\link\x1b]8;;\x1b\\\x1b[s\x1b[u\x1b7\x1b8\x1b[5;10x\x1b[2 q',
])('leaves alone what only shows: %j', (text) => {
  expect(shown(text)).toEqual([text]);
});

it('lets a line feed without a return go straight down', () => {
  expect(shown('a\r\nb\nc\n\nd\r', '\n', '\ne\r', 'f\n')).toEqual([
    'a\r\nb\x1bDc\x1bD\x1bDd\r',
    '\n',
    '\x1bDe\r',
    'f\x1bD',
  ]);
});

it('gives whole sequences only, however they are cut', () => {
  expect(shown('a\x1b', '[1', ';2mb', '\x1b]0;tit', 'le\x1b', '\\c', '\x1b(', 'B', 'd\x1b[6', 'n')).toEqual([
    'a',
    '',
    '\x1b[1;2mb',
    '',
    '',
    '\x1b]0;title\x1b\\c',
    '',
    '\x1b(B',
    'd',
    '',
  ]);
});

it('gives up on a sequence that does not end', () => {
  const title = `\x1b]0;${'x'.repeat(5000)}`;
  expect(shown(title, 'y')).toEqual([title, 'y']);
});

it('gives the same, however the output is cut', () => {
  const part = fc.constantFrom(
    ...['a', '\r', '\n', '\x1b[1m', '\x1b[6n', '\x1b]0;t\x07', '\x1b]11;?\x1b\\', '\x1b(B', '\x1bP$qm\x1b\\'],
    ...['\x1b[?2004h', '\x1bD', '\x1b', '€'],
  );
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 1, max: 4 }), (parts, size) => {
      const text = `${parts.join('')}.`;
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(shown(...pieces).join('')).toBe(shown(text).join(''));
    }),
  );
});

/** What a terminal shows, and what it has answered. */
async function screenOf(text: string): Promise<{ screen: Screen; replies: string }> {
  let replies = '';
  const emulator = createScreenEmulator({ columns: 12, rows: 5, onReply: (reply) => (replies += reply) });
  try {
    emulator.push(Buffer.from(text));
    return { screen: await emulator.snapshot(), replies };
  } finally {
    emulator.dispose();
  }
}

it('shows what the output shows on a terminal that returns at each line feed, and asks nothing', async () => {
  const part = fc.constantFrom(
    ...['abc', '\r', '\n', '\r\n', '\x1b[1m', '\x1b[6n', '\x1b[c', '\x1b]11;?\x07', '\x1b[2;3H', '\x1b[K'],
    ...['\x1b[?1049h', '\x1b[?1049l', '\x1b[2;4r', '\x1b[?25l', '\x1b[44m', '\x1bP$qm\x1b\\', '€'],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part), async (parts) => {
      const played = parts.map(createPlayText()).join('').replaceAll('\n', '\r\n');
      const { screen } = await screenOf(parts.join(''));
      expect(await screenOf(played)).toEqual({ screen, replies: '' });
    }),
  );
});
