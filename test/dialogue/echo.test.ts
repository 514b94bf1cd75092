import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEchoTracker } from '../../src/dialogue/echo.js';

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
      const all = echo.spans(text, 0, -1);
      expect(echo.spans(text, 0, place)).toEqual(all.filter(({ end }) => end > place));
    }),
    { numRuns: 500 },
  );
});

it('knows what a terminal shows for controls', () => {
  const echo = createEchoTracker();
  echo.typed('a\x15b\x01\rc\x7f', 3);
  const text = '$> ab^A\nc and more';
  expect(echo.spans(text, 0, 0)).toEqual([{ start: 3, end: 9 }]);
});
