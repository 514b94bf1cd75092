import { array, assert, asyncProperty, constantFrom, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { createTextView, type TextView } from '../../src/dialogue/text-view.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 20, rows: 5 };
const tokens = [
  'word ',
  'a line that is longer than the terminal is wide, by far',
  'exactly twenty chars',
  '\r\n',
  '\r\n',
  '\n',
  '\r\r\n',
  '\x1b[32m',
  '\x1b[1;38:5:12m',
  '\x1b[m',
  '\r',
  '\b\b',
  '\t',
  'é✓',
  '字e\u0301',
  '📦 长的一行文字比终端宽',
  '\x7f',
  '\x1b[H',
  '\x1b[2;4H',
  '\x1b[A',
  '\x1b[3A',
  '\x1b[K',
  '\x1b[2J',
  '\x1b]0;title\x07',
];

function stateOf(view: TextView): unknown {
  const { start, end, lineStart, cursor, promptLine, lowestEdit } = view;
  const { start: from, end: to } = promptLine;
  return {
    text: view.textFrom(0),
    start,
    end,
    lineStart,
    cursor,
    from,
    to,
    lowestEdit,
    last: view.lastLines(3),
  };
}

function viewOf(pieces: readonly Uint8Array[]): TextView {
  const view = createTextView(size);
  for (const piece of pieces) view.push(piece);
  return view;
}

/** A sequence that shows nothing and is no colour takes the line behind it through the parser. */
const invisible = '\x1b[?25h';
const parsed = (text: string): string => invisible + text.replaceAll('\n', `\n${invisible}`);

it('lines taken whole come out as lines that go through the parser', () => {
  assert(
    property(
      array(constantFrom(...tokens), { maxLength: 60 }),
      constantFrom('', '\x1b[A!', '\x1b[2;3H!'),
      (list, end) => {
        const text = list.join('');
        const whole = viewOf([Buffer.from(text + end)]);
        const slow = viewOf([Buffer.from(parsed(text) + end)]);
        expect(stateOf(whole)).toEqual(stateOf(slow));
      },
    ),
    { numRuns: 1000 },
  );
});

it('how output is cut does not matter', () => {
  assert(
    property(
      array(constantFrom(...tokens), { maxLength: 60 }),
      array(integer({ min: 1, max: 30 })),
      (list, cuts) => {
        const bytes = Buffer.from(list.join(''));
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) {
          pieces.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        pieces.push(bytes.subarray(at));
        const state = stateOf(viewOf([bytes]));
        expect(stateOf(viewOf(pieces))).toEqual(state);
        expect(stateOf(viewOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(state);
      },
    ),
    { numRuns: 500 },
  );
});

it('half of a wide character that did not fit on the row above is written over, whole or byte by byte', () => {
  // Twenty columns: the third wide character of the second row stands on cells 20 and 21, behind a cell that stays empty.
  const bytes = Buffer.from(`${'x'.repeat(17)}长的一行${'y'.repeat(15)}\x1b[A\x1b[2Gword`);
  const state = stateOf(viewOf([bytes]));
  expect(state).toMatchObject({ text: `${'x'.repeat(17)}长  word ${'y'.repeat(15)}` });
  expect(stateOf(viewOf(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(state);
});

it('the rows of a flood of lines are known when the cursor goes up into it, also after a resize', () => {
  const lines = ['a\r\n', '\r\n', 'exactly twenty chars\r\n', `${'wide '.repeat(9)}\r\n`];
  assert(
    property(
      array(constantFrom(...lines), { minLength: 1, maxLength: 80 }),
      integer({ min: 0, max: 79 }),
      constantFrom('\x1b[A', '\x1b[4A\x1b[3G', '\x1b[2;3H', '\x1b[2A!'),
      (list, resizedAt, end) => {
        const states = [(text: string) => text, parsed].map((written) => {
          const view = createTextView(size);
          for (const [at, line] of list.entries()) {
            if (at === resizedAt) view.resize({ columns: 8, rows: 4 });
            view.push(Buffer.from(written(line)));
          }
          view.push(Buffer.from(end));
          return stateOf(view);
        });
        expect(states[0]).toEqual(states[1]);
      },
    ),
    { numRuns: 500 },
  );
});

it('a line that never ends is held in a window like any other text', () => {
  const view = createTextView(size);
  const piece = Buffer.from('0123456789'.repeat(400));
  for (let count = 0; count < 500; count++) view.push(piece);
  expect(view.end).toBe(2_000_000);
  expect(view.end - view.start).toBeLessThan(200_000);
  expect(view.end - view.lineStart).toBeLessThan(32_000);
  expect(view.textFrom(view.end - 50_005)).toBe('0123456789'.repeat(5001).slice(5));
  view.push(Buffer.from('\r\nName: '));
  expect(view.textFrom(view.promptLine.start)).toBe('Name: ');
});

const edits = [
  'abc',
  '字',
  '安装',
  'e\u0301',
  '📦',
  '\r',
  '\b',
  '\b\b \b',
  '\x1b[K',
  '\x1b[1K',
  '\x1b[2K',
  '\x1b[3C',
  '\x1b[2D',
  '\x1b[5G',
  '\x1b[2X',
  '\x1b[P',
  '\x1b[2@',
];

it('a line with wide characters and marks is what a terminal shows of it, however it is edited', async () => {
  const wide = { columns: 200, rows: 2 };
  await assert(
    asyncProperty(array(constantFrom(...edits), { maxLength: 30 }), async (list) => {
      const bytes = Buffer.from(list.join(''));
      const view = createTextView(wide);
      view.push(bytes);
      const emulator = createScreenEmulator({ ...wide, onReply: () => undefined });
      emulator.push(bytes);
      const { lines } = await emulator.snapshot();
      emulator.dispose();
      expect(view.textFrom(0).trimEnd()).toBe(lines[0]?.text);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['a mark takes no cell', 'Cafe\u0301 \rcafe\u0301?', 'cafe\u0301?'],
  ['the second cell of a wide character', '安装\b!', '安 !'],
  ['a wide character that does not fit on a row', '0123456789abcdefghi安\r装', '0123456789abcdefghi装'],
  ['the row the cursor is on', '请输入安装目录的路径请输入\r安装', '请输入安装目录的路径安装入'],
])('cells, not characters, are overwritten: %s', (_, output, expected) => {
  const view = viewOf([Buffer.from(output)]);
  expect(view.textFrom(0)).toBe(expected);
});

it('a cursor in a line of wide characters stays at its place in the text when the terminal gets another width', () => {
  const view = viewOf([Buffer.from('请输入安装目录的路径请输入：')]);
  view.resize({ columns: 9, rows: 5 });
  view.push(Buffer.from('\b!'));
  expect([view.textFrom(0), view.cursor]).toEqual(['请输入安装目录的路径请输入 !', 15]);
});
