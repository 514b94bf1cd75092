import headless from '@xterm/headless';
import type { Terminal as Emulator } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Screen } from '../../src/screen.js';
import { useCellWidths } from '../../src/terminal/emulator-widths.js';
import { createScreenEmulator, type ScreenEmulator } from '../../src/terminal/screen-emulator.js';
import { trackModes } from '../../src/terminal/screen-modes.js';
import { linesOf } from '../../src/terminal/screen-snapshot.js';

/** The same terminal, told everything at once. */
async function fullyFed(bytes: Uint8Array): Promise<{ screen: Screen; emulator: Emulator }> {
  const emulator = new headless.Terminal({
    cols: 30,
    rows: 6,
    scrollback: 0,
    allowProposedApi: true,
    logLevel: 'off',
  });
  useCellWidths(emulator);
  const modes = trackModes(emulator);
  await new Promise<void>((resolve) => emulator.write(bytes, resolve));
  const { active } = emulator.buffer;
  return {
    emulator,
    screen: {
      columns: 30,
      rows: 6,
      lines: linesOf(active, { columns: 30, rows: 6 }),
      cursor: {
        row: active.cursorY,
        column: Math.min(active.cursorX, 29),
        isVisible: modes.isCursorVisible(),
      },
      isAlternate: active.type === 'alternate',
    },
  };
}

/** What a later output could show: it asks for modes, the scroll region, renditions, and acts on all of them. */
const probe = [
  'tail\x1b[6n\x1bP$qm\x1b\\\x1bP$qr\x1b\\',
  ...[1, 6, 7, 25, 45, 47, 66, 1000, 1004, 1049, 2004].map((mode) => `\x1b[?${mode}$p`),
  '\x1b[4$p\x1b[20$p',
  'q\x0eq\x0fq\x1b[3b\r\n\t|\x1b[2;3Hx\x1b8y\x1b[999;1H\n\n\x1bM.',
].join('');

const words = fc.constantFrom(
  'a',
  'word ',
  'ä',
  '漢字',
  'e\u0301',
  '👍',
  'x'.repeat(70),
  ' ',
  '\t',
  '\b\b',
  '\r',
  '12%',
);
const harmless = fc.constantFrom(
  ...[
    '[m',
    '[0m',
    '[1m',
    '[31m',
    '[39m',
    '[38;5;200m',
    '[48;2;1;2;3m',
    '[49m',
    '[4:3m',
    '[7m',
    '[27m',
    '[0;2m',
    '[22;24m',
  ],
  ...['[K', '[1K', '[2K', '[3C', '[2D', '[9G', '[2P', '[2X', '[2@', '[?25l', '[?25h', '(B'],
);
const harmful = fc.constantFrom(
  ...[
    '[2;4r',
    '[r',
    '[3;2H',
    '[2A',
    '[B',
    '[J',
    '[2J',
    '[L',
    '[M',
    '[S',
    '[T',
    '[?1049h',
    '[?1049l',
    '[?47h',
    '[?47l',
  ],
  ...[
    '[?7l',
    '[?7h',
    '[4h',
    '[4l',
    '[20h',
    '[20l',
    '[?45h',
    '[?45l',
    '[?1h',
    '[?2004h',
    '[?6h',
    '[?6l',
    '(0',
    ')0',
    '7',
    '8',
  ],
  ...[
    'M',
    'D',
    'E',
    'H',
    '[3g',
    'c',
    '[!p',
    ']0;title\x07',
    ']8;;http://a\x1b\\',
    'Pq#0\x1b\\',
    '[5',
    ']2;',
    'P',
    '[1;',
  ],
);
const line = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: words },
      { weight: 2, arbitrary: harmless.map((each) => `\x1b${each}`) },
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));
const flood = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\r\n', '\n', '\r\n', '\r\n'),
    fc.integer({ min: 1, max: 9000 }),
  )
  .map(([lines, end, times]) =>
    `${lines.join(end)}${end}`.repeat(Math.ceil((times * 60) / (lines.join(end).length + 1))),
  );
const special = fc.oneof(
  harmful.map((each) => `\x1b${each}`),
  fc.constantFrom('\x0e', '\x0f', '\x18', '\u009b', '\u009d', '\u0085', '\xff', '\x07'),
);
const stream = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: flood },
      { weight: 4, arbitrary: special },
      { weight: 3, arbitrary: line },
    ),
    {
      maxLength: 10,
    },
  )
  .map((parts) => Buffer.from(parts.join('')));

/** What it is; what comes before, each line, and what comes after. */
type Trap = readonly [name: string, before: string, line: (index: number) => string, after?: string];

/** Both show and answer the same when they go on with the same output. Ends both. */
async function sameFromHere(lazy: ScreenEmulator, replies: string[], full: Emulator): Promise<void> {
  const before = replies.length;
  const asked: string[] = [];
  full.onData((reply) => asked.push(reply));
  lazy.push(Buffer.from(`\x18${probe}`));
  const after = await lazy.snapshot();
  await new Promise<void>((resolve) => full.write(`\x18${probe}`, resolve));
  expect(after.lines).toEqual(linesOf(full.buffer.active, { columns: 30, rows: 6 }));
  // A cursor that waits to wrap: ours is on the last column.
  expect(replies.slice(before)).toEqual(asked.map((each) => each.replace(/;31R$/, ';30R')));
  lazy.dispose();
  full.dispose();
}

describe('output parsed lazily', () => {
  it('shows, and leaves for later, what all of it shows, whatever is dropped and however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        stream,
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1 }),
        fc.nat(20),
        async (output, cuts, look) => {
          const replies: string[] = [];
          const lazy = createScreenEmulator({
            columns: 30,
            rows: 6,
            onReply: (reply) => replies.push(reply),
          });
          let count = 0;
          for (let at = 0; at < output.length; count++) {
            const size = cuts[count % cuts.length] ?? 1;
            lazy.push(output.subarray(at, at + size));
            at += size;
            if (count % 40 === look) await lazy.snapshot();
          }
          const full = await fullyFed(output);
          expect(await lazy.snapshot()).toEqual(full.screen);
          await sameFromHere(lazy, replies, full.emulator);
        },
      ),
      { numRuns: 150, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);

  const floods: readonly (readonly [string, (index: number) => string])[] = [
    ['plain', (index) => `Unpacking libfoo-${index}-dev (1.2.${index}) over (1.1.${index}) ...\r\n`],
    ['with resets', (index) => `\x1b[1;32mUnpacking\x1b[0m libfoo-${index} \x1b[34m(1.2)\x1b[m ...\r\n`],
    ['without a reset', (index) => `\x1b[32mUnpacking\x1b[39m libfoo-${index} \x1b[34m(1.2)\x1b[39m ...\r\n`],
    [
      'as tput writes it',
      (index) => `\x1b[?25l\x1b[31mUnpacking\x1b(B\x1b[m libfoo-${index} ...\x1b[?25h\r\n`,
    ],
    ['counting', (index) => `\r${index % 100}%\x1b[K\r${(index + 1) % 100}%\x1b[K package ${index}\r\n`],
  ];

  it.each(floods)('a flood that nobody looks at is not parsed: %s', async (_name, line) => {
    const lines = Array.from({ length: 40_000 }, (_, index) => line(index));
    const bytes = Buffer.from(`\x1b[?1h\x1b[?2004h\x1b[44m${lines.join('')}last\x1b[6n`);
    const replies: string[] = [];
    const lazy = createScreenEmulator({ columns: 30, rows: 6, onReply: (reply) => replies.push(reply) });
    const write = vi.spyOn(headless.Terminal.prototype, 'write');
    for (let at = 0; at < bytes.length; at += 4096) lazy.push(bytes.subarray(at, at + 4096));
    const parsed = write.mock.calls.reduce((sum, [data]) => sum + data.length, 0);
    write.mockRestore();
    expect(parsed).toBeLessThan(bytes.length / 100);
    const { screen, emulator } = await fullyFed(bytes);
    expect(await lazy.snapshot()).toEqual(screen);
    expect(replies).toEqual(['\x1b[6;5R']);
    lazy.dispose();
    emulator.dispose();
  });

  const short = (index: number): string => `line ${index}\r\n`;
  const backUp = (index: number): string => `${'x'.repeat(65)}${'\b'.repeat(64)}${index}\r\n`;
  // Each is wrong as soon as one condition of a drop is left out.
  const traps: readonly Trap[] = [
    ['a title ends on the way', '\x1b]2;', (index) => (index === 25_000 ? '\x07' : short(index))],
    ['the cursor goes up in each line', '', (index) => `line ${index}\r\n\x1b[A`],
    ['the cursor goes to a row', '', (index) => `line ${index}\r\n${index % 500 === 0 ? '\x1b[2;2H' : ''}`],
    [
      'the cursor is below the scroll region',
      '\x1b[2;4r\x1b[6;1H',
      (index) => (index < 9000 ? `a longer line ${index}\r\n` : 'ab\r\n'),
    ],
    [
      'the scroll region is set on the way',
      '',
      (index) => (index === 9000 ? '\x1b[2;4r\x1b[6;9H' : short(index)),
    ],
    // What is dropped ends a row above the last; six lines, as many as the screen has, follow in the same stretch.
    [
      'backspace goes up',
      '\x1b[?45h',
      (index) =>
        index < 3000
          ? backUp(index)
          : index < 3006
            ? 'ab\r\n'
            : index === 3006
              ? '\x1b[?1h'
              : '\x07'.repeat(9),
    ],
    ['SO puts in the other character set', '\x1b)0', (index) => (index === 5000 ? '\x0e' : short(index))],
    [
      'G0 is line drawing, and ASCII again',
      '',
      (index) => (index === 3000 ? '\x1b(0' : index === 9000 ? '\x1b(B' : short(index)),
    ],
    ['G0 is line drawing', '', (index) => (index === 3000 ? '\x1b(0' : short(index))],
    [
      'a rendition stays',
      '',
      (index) => (index === 3000 ? '\x1b[0m\x1b[44m' : index === 4000 ? '\x1b[1m' : short(index)),
    ],
    ['the cursor is hidden', '', (index) => (index === 3000 ? '\x1b[?25l' : short(index))],
    ['insert mode is set', '', (index) => (index === 3000 ? '\x1b[4h' : short(index))],
    ['the cursor is saved', '', (index) => (index === 3000 ? '\x1b[2;3H\x1b7' : short(index)), '\x1b8here'],
    [
      'the alternate screen begins',
      'before\r\n',
      (index) => (index === 3000 ? '\x1b[?1049h' : short(index)),
      '\x1b[?1049l',
    ],
    ['it is all in a device string', '\x1bPq', short, '\x1b\\after'],
    ['it is all in a title, by its C1 control', '\u009d2;', short, '\x07after'],
    [
      'a control sequence by its C1 control',
      '',
      (index) => (index % 500 === 0 ? '\u009b2;2H' : short(index)),
    ],
    [
      'it is all in a device string, by its C1 control',
      'x\r\n',
      (index) => (index === 3000 ? '\u0090q' : short(index)),
      '\x1b\\after',
    ],
    ['line feeds do not return', '', (index) => `l${index}\n`],
    ['nothing wraps', '\x1b[?7l', (index) => `${'x'.repeat(index < 9000 ? 70 : 3)}\r\n`],
  ];

  it.each(traps.map((trap) => [trap[0], trap] as const))('nothing is lost where %s', async (_name, trap) => {
    const [, before, line, after = ''] = trap;
    const lines = Array.from({ length: 60_000 }, (_, index) => line(index));
    const bytes = Buffer.from(`${before}${lines.join('')}${after}`);
    for (const cut of [4096, 70_001]) {
      const replies: string[] = [];
      const lazy = createScreenEmulator({ columns: 30, rows: 6, onReply: (reply) => replies.push(reply) });
      for (let at = 0; at < bytes.length; at += cut) {
        lazy.push(bytes.subarray(at, at + cut));
        if (at === 0) await lazy.snapshot();
      }
      const { screen, emulator } = await fullyFed(bytes);
      expect(await lazy.snapshot()).toEqual(screen);
      await sameFromHere(lazy, replies, emulator);
    }
  });

  it('holds little of output that must be parsed, however fast it comes', () => {
    const lazy = createScreenEmulator({ columns: 30, rows: 6, onReply: () => undefined });
    const piece = Buffer.from('\x1b[2;2Hx\x1b[32my'.repeat(5000));
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 100; round++) lazy.push(piece);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
    lazy.dispose();
  });

  it('tells replies in order, also to a listener that pushes more', async () => {
    const replies: string[] = [];
    const lazy = createScreenEmulator({
      columns: 30,
      rows: 6,
      onReply: (reply) => {
        if (replies.push(reply) === 1) lazy.push(Buffer.from('\x1b[4;4H\x1b[6n'));
      },
    });
    lazy.push(Buffer.from('\x1b[2;2H\x1b[6n\x1b[3;3H\x1b[6n'));
    await lazy.flush();
    await lazy.flush();
    expect(replies).toEqual(['\x1b[2;2R', '\x1b[3;3R', '\x1b[4;4R']);
    lazy.dispose();
  });
});

describe('a mark', () => {
  it('that is set while the screen is being looked at is of that screen, though nothing is written any more', async () => {
    const emulator = createScreenEmulator({ columns: 30, rows: 6, onReply: () => undefined });
    emulator.push(Buffer.from('Press any key: '));
    const looking = emulator.snapshot();
    const mark = emulator.mark();
    expect(await looking).toBe(mark.screen);
    emulator.dispose();
  });

  const output = fc.array(
    fc.constantFrom(
      'a line\r\n',
      'word ',
      '漢字',
      '\x1b[2J\x1b[H',
      '\x1b[A',
      '\r\n'.repeat(3),
      'x\r\n'.repeat(90_000),
    ),
    { maxLength: 6 },
  );
  const bytesOf = (parts: readonly string[]): Uint8Array => Buffer.from(parts.join(''));

  it('has the screen as it was there, however much came before and since', async () => {
    await fc.assert(
      fc.asyncProperty(output, output, fc.boolean(), async (before, since, isLookedAt) => {
        const emulator = createScreenEmulator({ columns: 30, rows: 6, onReply: () => undefined });
        emulator.push(bytesOf(before));
        if (isLookedAt) await emulator.snapshot();
        const mark = emulator.mark();
        for (const part of since) emulator.push(Buffer.from(part));
        await emulator.snapshot();
        const { screen, emulator: full } = await fullyFed(bytesOf(before));
        expect(mark.screen).toEqual(screen);
        full.dispose();
        emulator.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it('is the same one while nothing came', () => {
    const emulator = createScreenEmulator({ columns: 30, rows: 6, onReply: () => undefined });
    emulator.push(Buffer.from('Name: '));
    const mark = emulator.mark();
    expect(emulator.mark()).toBe(mark);
    emulator.push(Buffer.from('bob'));
    expect(emulator.mark()).not.toBe(mark);
    emulator.dispose();
  });
});
