import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEchoTracker, type Span } from '../../src/dialogue/echo.js';

const typed = fc.constantFrom(
  'y\r',
  ' zoe\r',
  '\tend\r',
  'a\tb\r',
  '\x03',
  'one\rtwo\r',
  '\r',
  '1234567890\r',
);
const between = fc.constantFrom('', ' ', 'Name: ', '\n', 'Port [80]:', ' '.repeat(40), 'y\nMore? ');
const shown: Readonly<Record<string, string>> = { '\x03': '^C', '\tend\r': '        end\n' };

it('finds the echo that ends behind a place without a look at what lies above it', () => {
  const part = fc.record({ before: between, typed, late: between, isEchoed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 100 }), fc.nat(), (parts, where) => {
      const echo = createEchoTracker();
      let text = '';
      for (const { before, typed: each, late, isEchoed } of parts) {
        text += before;
        echo.typed(each, text.length);
        text += late.trim() === '' && !late.includes('\n') ? late : '';
        if (isEchoed) text += shown[each] ?? each.replaceAll('\r', '\n');
      }
      const place = where % (text.length + 1);
      const from = (offset: number): string => text.slice(offset);
      const behind = (range: { start: number; endingAfter: number }): readonly Span[] =>
        echo.spans(from(range.start), range, from);
      const expected = behind({ start: 0, endingAfter: -1 }).filter(({ end }) => end > place);
      expect(behind({ start: 0, endingAfter: place })).toEqual(expected);
      // Nothing above the place need be shown for it.
      expect(behind({ start: place, endingAfter: place })).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

it('knows what a terminal shows for controls', () => {
  const echo = createEchoTracker();
  echo.typed('a\x15b\x01\rc\x7f', 3);
  const text = '$> ab^A\nc and more';
  expect(echo.spans(text, { start: 0, endingAfter: 0 }, (from) => text.slice(from))).toEqual([
    { start: 3, end: 9 },
  ]);
});
