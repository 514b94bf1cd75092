import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEchoTracker, echoMask, maskSpans, type Span } from '../../src/dialogue/echo-tracker.js';
import { createTextView } from '../../src/dialogue/text-view.js';

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
      let text = '';
      const from = (offset: number): string => text.slice(offset);
      const held = {
        start: 0,
        get lineBegin() {
          return text.lastIndexOf('\n') + 1;
        },
        textFrom: from,
      };
      const echo = createEchoTracker(held);
      // All of it is one line: nothing is known to have come without a look at it.
      const looking = createEchoTracker({ start: 0, lineBegin: 0, textFrom: from });
      for (const { before, typed: each, late, isEchoed } of parts) {
        text += before;
        echo.typed(each, text.length);
        looking.typed(each, text.length);
        text += late.trim() === '' && !late.includes('\n') ? late : '';
        if (isEchoed) text += shown[each] ?? each.replaceAll('\r', '\n');
      }
      const place = where % (text.length + 1);
      const behind = (range: { start: number; endingAfter: number }): readonly Span[] =>
        echo.spans(from(range.start), range);
      const all = { start: 0, endingAfter: -1 };
      expect(echo.spans(text, all)).toEqual(looking.spans(text, all));
      const expected = behind({ start: 0, endingAfter: -1 }).filter(({ end }) => end > place);
      expect(behind({ start: 0, endingAfter: place })).toEqual(expected);
      // Nothing above the place need be shown for it.
      expect(behind({ start: place, endingAfter: place })).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

it('knows what a terminal shows for controls', () => {
  const text = '$> ab^A\nc and more';
  const echo = createEchoTracker({ start: 0, lineBegin: 9, textFrom: (from) => text.slice(from) });
  echo.typed('a\x15b\x01\rc\x7f', 3);
  expect(echo.spans(text, { start: 0, endingAfter: 0 })).toEqual([{ start: 3, end: 9 }]);
});

/** What patterns see once all has come: `~` stands for a character of echo. */
function shownOf(
  view: ReturnType<typeof createTextView>,
  echo: ReturnType<typeof createEchoTracker>,
): string {
  const text = view.textFrom(view.start);
  const spans = echo.spans(text, { start: view.start, endingAfter: -1 });
  return maskSpans(text, view.start, spans).replaceAll(echoMask, '~');
}

const feed = (view: ReturnType<typeof createTextView>, text: string): void =>
  view.push(Buffer.from(text.replaceAll('\n', '\r\n')));

it('hides what is typed in pieces on a line that brings it back late, wherever it was then', () => {
  const step = fc.oneof(
    fc.record({ types: fc.constantFrom('foo ', 'DONE', 'y\r', 'a b\r', '\x04', ' ', 'line DONE\r') }),
    fc.record({ comes: fc.nat({ max: 12 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const view = createTextView({ columns: 200, rows: 24 });
      const echo = createEchoTracker(view);
      feed(view, 'READY\n$');
      let [all, come] = ['', 0];
      const bring = (count: number): void => {
        feed(view, all.slice(come, come + count));
        come = Math.min(all.length, come + count);
      };
      for (const each of steps) {
        if ('comes' in each) bring(each.comes);
        else {
          echo.typed(each.types, view.cursor);
          all += each.types.replaceAll('\r', '\n').replaceAll('\x04', '');
        }
      }
      bring(all.length);
      feed(view, 'GOT it');
      expect(shownOf(view, echo)).toBe(`READY\n$${all.replace(/[^\n]/g, '~')}GOT it`);
    }),
    { numRuns: 500 },
  );
});

it('hides what comes back of the second piece where the first did not come back', () => {
  const view = createTextView({ columns: 80, rows: 24 });
  const echo = createEchoTracker(view);
  echo.typed('hidden', view.cursor);
  echo.typed('DONE\r', view.cursor);
  feed(view, 'DONE\nGOT it');
  expect(shownOf(view, echo)).toBe('~~~~\nGOT it');
});

it.each([4096, 1000, 65_536])('hides an echo that is longer than what is held, in pieces of %d', (size) => {
  const view = createTextView({ columns: 80, rows: 24 });
  const echo = createEchoTracker(view);
  feed(view, 'READY\n');
  const typed = 'The quick brown fox DONE jumps 0123456789\r'.repeat(5000);
  echo.typed(typed, view.cursor);
  const back = typed.replaceAll('\r', '\n');
  for (let at = 0; at < back.length; at += size) {
    feed(view, back.slice(at, at + size));
    expect(shownOf(view, echo)).not.toMatch(/[a-z]/);
  }
  feed(view, 'GOT it');
  expect(shownOf(view, echo)).toMatch(/^[~\n]{60000,}GOT it$/);
});

it('expects of a line that has ended what a look at each of its characters would', () => {
  const types = fc.constantFrom('y\r', 'ab\r', 'a\nb\r', 'ab', 'a', '\r', 'one\n');
  const comes = fc.constantFrom(
    'y',
    'ab',
    'a',
    'b',
    '\r\n',
    '\n',
    ' ',
    '\x1b[A',
    '\x1b[2A',
    '\x1b[K',
    '\b',
    'More? ',
  );
  const step = fc.oneof(fc.record({ types }), fc.record({ comes }), fc.record({ comes }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const view = createTextView({ columns: 80, rows: 24 });
      const echo = createEchoTracker(view);
      // All of it is one line: nothing is known to have come without a look at it.
      const looking = createEchoTracker({
        start: 0,
        lineBegin: 0,
        textFrom: (from) => view.textFrom(from),
      });
      for (const each of steps) {
        if ('comes' in each) feed(view, each.comes);
        else for (const one of [echo, looking]) one.typed(each.types, view.cursor);
        const all = { start: 0, endingAfter: -1 };
        expect(echo.spans(view.textFrom(0), all)).toEqual(looking.spans(view.textFrom(0), all));
      }
    }),
    { numRuns: 3000 },
  );
});
