import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rawPlaceBehind } from '../../src/dialogue/raw-place.js';

/** What shows nothing, or blanks only. */
const unseen = fc.constantFrom(
  '\x1b[0m',
  '\x1b[1;32m',
  '\x1b[3C',
  '\x1b]0;title\x07',
  '\r\n',
  ' ',
  '\u00a0',
  '\x1b(B',
);
const seen = fc.constantFrom('a', 'Name:', 'é', '字', '😀', '80');
/** What changes the text that stands there. */
const changing = fc.constantFrom('\r\x1b[2K', '\b', '\x1b[3D\x1b[K', '\xe2');

const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

it('a text ends behind its last character that is no blank, whatever is written behind it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(unseen, seen)),
      seen,
      fc.array(fc.oneof(unseen, seen, changing)),
      (before, last, after) => {
        const text = [...before, last].filter((each) => !each.startsWith('\x1b')).join('');
        const place = bytesOf([...before, last].join(''));
        expect(rawPlaceBehind(place + bytesOf(after.join('')), [text])).toBe(place.length);
      },
    ),
  );
});

it.each([
  ['one behind the other', 'on on off', ['on', 'on'], 5],
  ['one that stands there only once is not passed over twice', 'on off', ['on', 'on'], 2],
  ['one that was put together by writing over something', 'onn\bf off', ['onf'], 0],
  ['blanks alone', 'a b', [' '], 0],
  ['bytes that are no characters', 'a\xff\xfeb', ['\ufffd\ufffd'], 3],
])('%s', (_, bytes, texts, place) => {
  expect(rawPlaceBehind(bytes, texts)).toBe(place);
});
