import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rawPlaceBefore } from '../../src/dialogue/raw-place.js';

/** Pieces of output with the text each writes. */
const piece = fc.oneof(
  fc
    .constantFrom('\x1b[0m', '\x1b[1;32m', '\x1b[3C', '\x1b]0;title\x07', '\r\n', ' ', '\x1b(B')
    .map((bytes) => [bytes, '']),
  fc.constantFrom('a', 'Name:', 'é', '字', '😀', '80').map((text) => [text, text]),
);

it('of bytes the place behind a text is behind its last character that is no blank', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), (before, after) => {
      const join = (pieces: readonly (readonly string[])[], at: number): string =>
        pieces.map((each) => each[at]).join('');
      const bytes = Buffer.from(join([...before, ...after], 0)).toString('latin1');
      const lastShown = before.findLastIndex(([, text]) => text !== '');
      const place = Buffer.byteLength(join(before.slice(0, lastShown + 1), 0));
      expect(rawPlaceBefore(bytes, join(after, 1))).toBe(place);
    }),
  );
});

it('a byte that is no character counts as the one that is shown for it', () => {
  expect(rawPlaceBefore('a\xff\xfeb', '\ufffd\ufffdb')).toBe(1);
});
