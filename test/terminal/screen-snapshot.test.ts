import { describe, expect, it } from 'vitest';
import type { CellStyle, Screen } from '../../src/screen.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 20, rows: 4 };

async function shown(output: string, of = size): Promise<Screen> {
  const emulator = createScreenEmulator({ ...of, onReply: () => undefined });
  emulator.push(Buffer.from(output));
  const screen = await emulator.snapshot();
  emulator.dispose();
  return screen;
}

const plain: CellStyle = {
  isInverse: false,
  isBold: false,
  isDim: false,
  isUnderlined: false,
  foreground: undefined,
  background: undefined,
};

describe('a snapshot', () => {
  it('has every row, its text without blanks at the end, and the cursor', async () => {
    expect(await shown('one\r\n  two  \r\n')).toEqual({
      columns: 20,
      rows: 4,
      lines: [
        { text: 'one', runs: [{ text: 'one', column: 0, width: 3, style: plain }], isWrapped: false },
        { text: '  two', runs: [{ text: '  two', column: 0, width: 5, style: plain }], isWrapped: false },
        { text: '', runs: [], isWrapped: false },
        { text: '', runs: [], isWrapped: false },
      ],
      cursor: { row: 2, column: 0, isVisible: true },
      isAlternate: false,
    });
  });

  it('counts cells as programs do: an emoji takes two, a mark and a variation selector none', async () => {
    const { lines, cursor } = await shown('\u{1f4e6}e\u0301\u26a0\ufe0f\u2705字\x1b[5G!');
    expect(lines[0]?.runs).toEqual([
      { text: '\u{1f4e6}e\u0301\u26a0\ufe0f!\u0020字', column: 0, width: 8, style: plain },
    ]);
    expect(cursor.column).toBe(5);
  });

  it.each<[string, string, Partial<CellStyle>]>([
    ['inverse', '7', { isInverse: true }],
    ['bold', '1', { isBold: true }],
    ['dim', '2', { isDim: true }],
    ['underlined', '4', { isUnderlined: true }],
    ['underlined twice', '4:2', { isUnderlined: true }],
    ['red', '31', { foreground: 1 }],
    ['bright green on blue', '92;44', { foreground: 10, background: 4 }],
    ['from the palette', '38;5;208;48;5;17', { foreground: 208, background: 17 }],
    ['by value', '38;2;1;2;255;48:2::16:32:48', { foreground: '#0102ff', background: '#102030' }],
  ])('tells what is %s', async (_name, rendition, style) => {
    const { lines } = await shown(`a\x1b[${rendition}mbc\x1b[md`);
    expect(lines[0]?.runs).toEqual([
      { text: 'a', column: 0, width: 1, style: plain },
      { text: 'bc', column: 1, width: 2, style: { ...plain, ...style } },
      { text: 'd', column: 3, width: 1, style: plain },
    ]);
  });

  it('keeps blanks that have a style, and gaps that were never written', async () => {
    const { lines } = await shown('\x1b[44m\x1b[2;3H  \x1b[m\x1b[2;8Hx');
    expect(lines[1]?.text).toBe('       x');
    expect(lines[1]?.runs.map(({ text, column, width }) => [text, column, width])).toEqual([
      ['  ', 0, 2],
      ['  ', 2, 2],
      ['   x', 4, 4],
    ]);
    const bar = await shown('\x1b[44m  \x1b[m');
    expect([bar.lines[0]?.text, bar.lines[0]?.runs.length]).toEqual(['', 1]);
  });

  it('counts a wide character as two cells, a combining one as none', async () => {
    const { lines, cursor } = await shown('漢字e\u0301\x1b[1m가\x1b[m!');
    expect(lines[0]?.text).toBe('漢字e\u0301가!');
    expect(lines[0]?.runs.map(({ text, column, width }) => [text, column, width])).toEqual([
      ['漢字e\u0301', 0, 5],
      ['가', 5, 2],
      ['!', 7, 1],
    ]);
    expect(cursor.column).toBe(8);
  });

  it('keeps emoji whole, and what follows them', async () => {
    expect((await shown('ok 👍 🎉!')).lines[0]?.text).toBe('ok 👍 🎉!');
  });

  it('shows nothing where text is concealed', async () => {
    expect((await shown('PIN: \x1b[8m1234\x1b[m|')).lines[0]?.text).toBe('PIN:     |');
  });

  it('says which rows go on with the one above, and keeps the cursor on the last column', async () => {
    const { lines, cursor } = await shown('x'.repeat(40));
    expect(lines.map((line) => line.isWrapped)).toEqual([false, true, false, false]);
    expect(cursor).toEqual({ row: 1, column: 19, isVisible: true });
  });

  it('knows a hidden cursor and the alternate screen, and that they are over', async () => {
    const inside = await shown('before\x1b[?1049h\x1b[?25l\x1b[Hinside');
    expect([inside.isAlternate, inside.cursor.isVisible, inside.lines[0]?.text]).toEqual([
      true,
      false,
      'inside',
    ]);
    const after = await shown('before\x1b[?1049h\x1b[?25l\x1b[Hinside\x1b[?1049l\x1b[?12;25h');
    expect([after.isAlternate, after.cursor.isVisible, after.lines[0]?.text]).toEqual([
      false,
      true,
      'before',
    ]);
    for (const reset of ['\x1bc', '\x1b[!p']) {
      expect((await shown(`\x1b[?25l${reset}`)).cursor.isVisible).toBe(true);
    }
  });

  it('keeps the order of output and new sizes', async () => {
    const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
    emulator.push(Buffer.from('\x1b[999;999HA'));
    emulator.resize({ columns: 30, rows: 6 });
    emulator.push(Buffer.from('\x1b[999;999HB'));
    const { columns, rows, lines, cursor } = await emulator.snapshot();
    expect({ columns, rows, cursor }).toEqual({
      columns: 30,
      rows: 6,
      cursor: { row: 5, column: 29, isVisible: true },
    });
    expect(lines.map((line) => line.text.trim())).toEqual(['', '', '', 'A', '', 'B']);
    emulator.dispose();
  });

  it('shows no more than the terminal is wide after it became narrower', async () => {
    const emulator = createScreenEmulator({ ...size, onReply: () => undefined });
    emulator.push(Buffer.from('\x1b[?1049h\x1b[H0123456789\x1b[2;1H12345678漢'));
    emulator.resize({ columns: 9, rows: 4 });
    const { lines } = await emulator.snapshot();
    expect(lines.map((line) => line.text)).toEqual(['012345678', '12345678', '', '']);
    expect(lines[1]?.runs.at(-1)?.width).toBe(8);
    emulator.dispose();
  });

  it('takes less than 2 ms for 120 by 40 cells, all in colours', async () => {
    const emulator = createScreenEmulator({ columns: 120, rows: 40, onReply: () => undefined });
    emulator.push(Buffer.from('\x1b[31mab\x1b[1;44mcd\x1b[m'.repeat(1200)));
    const times: number[] = [];
    for (let round = 0; round < 100; round++) {
      const startedMs = performance.now();
      await emulator.snapshot();
      times.push(performance.now() - startedMs);
    }
    // The fastest: what the machine does besides is not its doing.
    expect(Math.min(...times)).toBeLessThan(2);
    emulator.dispose();
  });
});
