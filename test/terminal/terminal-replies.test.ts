import { describe, expect, it } from 'vitest';
import { createTextView } from '../../src/dialogue/text-view.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const size = { columns: 80, rows: 24 };
const ST = '\x1b\\';

/** As a session does it: nobody looks at the screen, parsing is due when a query was noticed. */
async function replies(output: string | Buffer, cut = Infinity): Promise<string[]> {
  const told: string[] = [];
  const emulator = createScreenEmulator({ ...size, onReply: (reply) => told.push(reply) });
  const view = createTextView(size);
  const bytes = Buffer.from(output);
  for (let at = 0; at < bytes.length; at += Math.min(cut, bytes.length)) {
    const piece = bytes.subarray(at, at + Math.min(cut, bytes.length));
    emulator.push(piece);
    view.push(piece);
    if (view.takeQuery()) await emulator.flush();
  }
  emulator.dispose();
  return told;
}

const dark = 'rgb:0000/0000/0000';
const light = 'rgb:d8d8/d8d8/d8d8';

describe.each([Infinity, 3, 1])('queries in pieces of %s bytes', (cut) => {
  it.each<[string, string, string[]]>([
    ['cursor position', 'abc\r\n\x1b[5;7Hxy\x1b[6n', ['\x1b[5;9R']],
    ['cursor position, private', '\x1b[5;7H\x1b[?6n', ['\x1b[?5;7R']],
    ['cursor position at the margin', `${'x'.repeat(80)}\x1b[6n`, ['\x1b[1;80R']],
    ['size, by the corner', '\x1b7\x1b[999;999H\x1b[6n\x1b8', ['\x1b[24;80R']],
    ['status', '\x1b[5n', ['\x1b[0n']],
    ['primary attributes', '\x1b[c', ['\x1b[?1;2c']],
    ['secondary attributes', '\x1b[>c', ['\x1b[>0;276;0c']],
    ['a mode that is reset', '\x1b[?2004$p', ['\x1b[?2004;2$y']],
    ['a mode that is set', '\x1b[?2004h\x1b[?2004$p', ['\x1b[?2004;1$y']],
    ['the scroll region (DECRQSS)', `\x1b[2;5r\x1bP$qr${ST}`, [`\x1bP1$r2;5r${ST}`]],
    ['background, ended by BEL', '\x1b]11;?\x07', [`\x1b]11;${dark}\x07`]],
    ['background, ended by ST', `\x1b]11;?${ST}`, [`\x1b]11;${dark}${ST}`]],
    [
      'several colours at once, each with the end of its question',
      `\x1b]2;title;?\x07\x1b]10;?\x07\x1b]11;?${ST}\x1b[6n\x1b]12;?\x07`,
      [`\x1b]10;${light}\x07`, `\x1b]11;${dark}${ST}`, '\x1b[1;1R', `\x1b]12;${light}\x07`],
    ],
    ['two colours in one question', `\x1b]10;?;?${ST}`, [`\x1b]10;${light}${ST}`, `\x1b]11;${dark}${ST}`]],
    [
      'the palette',
      '\x1b]4;1;?;208;?;244;?\x07',
      ['4;1;rgb:cdcd/0000/0000', '4;208;rgb:ffff/8787/0000', '4;244;rgb:8080/8080/8080'].map(
        (answer) => `\x1b]${answer}\x07`,
      ),
    ],
    ['no colour of that number', '\x1b]4;256;?\x07\x1b]4;x;?\x07', []],
    ['a colour that is set', '\x1b]11;#123456\x07', []],
  ])('%s', async (_name, output, expected) => {
    expect(await replies(output, cut)).toEqual(expected);
  });
});

describe('C40', () => {
  it('answers a query once, wherever it is cut', async () => {
    const output = Buffer.from('\x1b[3;4H\x1b[6n');
    for (let cut = 1; cut < output.length; cut++) {
      expect(await replies(output, cut)).toEqual(['\x1b[3;4R']);
    }
  });

  it.each([
    ['digits', `\x1b[${'6'.repeat(300_000)}n`],
    ['parameters', `\x1b[6${';1'.repeat(150_000)}n`],
    ['intermediates', `\x1b[6${'$'.repeat(300_000)}n`],
    ['a command', `\x1b]11;${'?'.repeat(300_000)}\x07`],
    ['a device string', `\x1bP$q${'x'.repeat(300_000)}\x1b\\`],
    ['a string that never ends', `\x1b]11;?${' '.repeat(300_000)}`],
  ])(
    'an oversized sequence gives no reply, costs little, and the next query is answered: %s',
    async (_name, output) => {
      const startedCpu = process.cpuUsage();
      const told = await replies(`${output}\x18\x1b[2;2H\x1b[6n`, 4096);
      const { user, system } = process.cpuUsage(startedCpu);
      expect(told.filter((reply) => !reply.startsWith('\x1bP0$r'))).toEqual(['\x1b[2;2R']);
      expect(told.length).toBeLessThan(3);
      expect((user + system) / 1000).toBeLessThan(3000);
    },
  );
});

describe('a text view', () => {
  it('tells queries from other sequences', () => {
    const view = createTextView(size);
    const asks = (output: string): boolean => {
      view.push(Buffer.from(output));
      return view.takeQuery();
    };
    const queries = [
      '[6n',
      '[?6n',
      '[c',
      '[>c',
      '[=c',
      '[?1$p',
      '[4$p',
      '[>q',
      '[?u',
      ']11;?\x07',
      `]4;1;?${ST}`,
      `P$qm${ST}`,
    ];
    expect(queries.filter((query) => !asks(`\x1b${query}`))).toEqual([]);
    const others = [
      '[31m',
      '[H',
      '[2J',
      '[?25h',
      '[!p',
      '[2 q',
      '[u',
      ']0;title\x07',
      ']11;#fff\x07',
      '(B',
      'c',
      '[6',
    ];
    expect(others.filter((other) => asks(`\x1b${other}`))).toEqual([]);
    expect(asks('n')).toBe(true);
  });

  it('knows bracketed paste and cursor keys, and that a reset ends them', () => {
    const view = createTextView(size);
    const modes = (output: string): boolean[] => {
      view.push(Buffer.from(output));
      return [view.isApplicationCursor, view.isBracketedPaste];
    };
    expect(modes('\x1b[?1;2004h')).toEqual([true, true]);
    expect(modes('\x1b[?2004l')).toEqual([true, false]);
    for (const reset of ['\x1bc', '\x1b[!p']) {
      expect(modes('\x1b[?2004h\x1b[?1h')).toEqual([true, true]);
      expect(modes(reset)).toEqual([false, false]);
    }
  });
});
