import { describe, expect, it } from 'vitest';
import type { CastEvent } from '../../src/recording/cast.js';
import { programsIn } from '../../src/recording/programs.js';
import type { Turn } from '../../src/recording/turn.js';
import { readTurns } from '../../src/recording/turns.js';
import type { EchoState } from '../../src/terminal/terminal.js';

/** `o:` output, `i:` input, `m:` marker; one second passes before each. */
async function turnsOf(lines: readonly string[], echo?: EchoState): Promise<readonly Partial<Turn>[]> {
  const flags = new Map<number, EchoState>();
  const events = lines.map((line, index): CastEvent => {
    const [kind, text] = [line.slice(0, 2), line.slice(2)];
    if (kind === 'i:' && echo !== undefined) flags.set(index, echo);
    if (kind === 'm:') return { kind: 'marker', atSeconds: index, label: text };
    return { kind: kind === 'o:' ? 'output' : 'input', atSeconds: index, text };
  });
  const cast = { header: { size: { columns: 40, rows: 10 } }, events, isCut: false };
  const [program] = programsIn(cast);
  if (program === undefined) throw new Error('no program');
  const { turns } = await readTurns(program, flags);
  return turns.map(({ text, key, shown, secret, isCleared }) => ({
    text,
    isCleared,
    ...(key !== undefined && { key }),
    ...(shown !== undefined && { shown }),
    ...(secret !== undefined && { secret }),
  }));
}

describe('readTurns', () => {
  it('takes keys with their echo between them as one answer', async () => {
    expect(await turnsOf(['o:Name: ', 'i:a', 'o:a', 'i:l', 'o:l', 'i:\r', 'o:\r\n'])).toEqual([
      { text: 'al', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('sees a line that came in one piece with its Enter in what is written next', async () => {
    const lines = [
      'o:Name: ',
      'i:al\r',
      'o:al\r\nPIN: ',
      'i:1234\r',
      'o:****\r\nPassword: ',
      'i:pw\r',
      'o:\r\nbye',
    ];
    expect(await turnsOf(lines)).toEqual([
      { text: 'al', key: 'enter', shown: 'plain', isCleared: false },
      { text: '1234', key: 'enter', shown: 'masked', isCleared: false },
      { text: 'pw', key: 'enter', shown: 'hidden', isCleared: false },
    ]);
  });

  it.each([
    ['in the middle of keys that came together', ['i:a', 'o:a', 'i:lic', 'o:l', 'i:e', 'o:ice']],
    ['in the middle of an erasure', ['i:alicf', 'o:alicf', 'i:\x7f', 'o:\b ', 'i:e', 'o:\be']],
  ])('takes one answer for one where the echo lags, cut %s', async (_, keys) => {
    expect(await turnsOf(['o:Name: ', ...keys, 'i:\r', 'o:\r\n'])).toEqual([
      { text: 'alice', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('does edits', async () => {
    const erase = ['i:\x7f', 'o:\b \b'];
    expect(await turnsOf(['o:Name: ', 'i:ax', 'o:ax', ...erase, 'i:l', 'o:l', 'i:\r', 'o:\r\n'])).toEqual([
      { text: 'al', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('tells a hidden answer from a masked one', async () => {
    expect(
      await turnsOf(['o:Password: ', 'i:ab', 'i:\r', 'o:\r\nPIN: ', 'i:1', 'o:*', 'i:2', 'o:*', 'i:\r']),
    ).toEqual([
      { text: 'ab', key: 'enter', shown: 'hidden', isCleared: false },
      { text: '12', key: 'enter', shown: 'masked', isCleared: false },
    ]);
  });

  it.each([
    ['', 'hidden'],
    ['a', 'plain'],
  ] as const)('takes one answer for one while the program reports above it (shown: %s)', async (_, shown) => {
    const echoed = (text: string): string => (shown === 'plain' ? text : '');
    const lines = [
      ...['o:Code: ', 'i:a', `o:${echoed('a')}`, 'i:b', `o:${echoed('b')}`],
      `o:\r\x1b[Kloading 12%\r\nCode: ${echoed('ab')}`,
      ...['i:c', `o:${echoed('c')}`, `o:\r\x1b[Kloading 15%\r\nCode: ${echoed('abc')}`],
      ...['i:d', `o:${echoed('d')}`, 'i:\r', 'o:\r\n'],
    ];
    const answer = { text: 'abcd', key: 'enter', shown, isCleared: false };
    expect(await turnsOf(lines)).toEqual([answer]);
    const atTheBottom = [`o:${'line\r\n'.repeat(9)}`, ...lines];
    expect(await turnsOf(atTheBottom)).toEqual([answer]);
  });

  it('takes two answers for two where the prompt comes again below itself', async () => {
    const lines = ['o:PIN: ', 'i:12', 'o:\r\nPIN: ', 'i:34', 'o:\r\nbye'];
    expect((await turnsOf(lines)).map(({ text }) => text)).toEqual(['12', '34']);
  });

  it('takes a password for one from its first key on while the program reports above it', async () => {
    const lines = ['o:Password: ', 'i:p', 'o:\r\x1b[Kloading\r\nPassword: ', 'i:w', 'i:\r', 'o:\r\n'];
    expect((await turnsOf(lines)).map(({ text }) => text)).toEqual(['pw']);
  });

  it('takes keys for keys where a page comes above the prompt that they were pressed at', async () => {
    const page = 'o:\r        \rline\r\n--More--';
    const lines = ['o:line\r\n--More--', 'i: ', page, 'i: ', page, 'i:q', 'o:\r        \rbye'];
    expect((await turnsOf(lines)).map(({ text }) => text)).toEqual([' ', ' ', 'q']);
  });

  it('knows of a secret its name, and takes its Enter with it', async () => {
    const lines = [
      'o:Password: ',
      'm:secret: pw',
      'i:<pw>',
      'i:\r',
      'o:\r\nAgain: ',
      'm:secret: pw',
      'i:<pw>\r',
    ];
    expect(await turnsOf(lines)).toEqual([
      { text: '', secret: 'pw', key: 'enter', shown: 'hidden', isCleared: false },
      { text: '', secret: 'pw', key: 'enter', shown: 'hidden', isCleared: false },
    ]);
  });

  it('ends a secret without an Enter where the program goes on to another line', async () => {
    const lines = [
      'o:Password: ',
      'm:secret: pw',
      'i:<pw>',
      'o:\r\nAgain: ',
      'm:secret: pw',
      'i:<pw>',
      'o:\r\nName: ',
      'i:a\r',
      'o:a\r\n',
    ];
    expect(await turnsOf(lines)).toEqual([
      { text: '', secret: 'pw', shown: 'hidden', isCleared: false },
      { text: '', secret: 'pw', shown: 'hidden', isCleared: false },
      { text: 'a', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('takes a completion by Tab as a part of the answer, with what the program added', async () => {
    const lines = [
      'o:Zone: ',
      'i:Eur',
      'o:Eur',
      'i:\t',
      'o:ope/',
      'i:Zur',
      'o:Zur',
      'i:\t',
      'o:ich ',
      'i:\r',
      'o:\r\n',
    ];
    expect(await turnsOf(lines, 'raw')).toEqual([
      { text: 'Europe/Zurich', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('takes a Tab that went to another field as the key that ended the answer', async () => {
    const form = '\x1b[2J\x1b[1;1HUser:  ____\x1b[2;1HGroup: ____\x1b[1;8H';
    const lines = [`o:${form}`, 'i:al', 'o:al', 'i:\t', 'o:\x1b[2;8H', 'i:dev', 'o:dev', 'i:\r', 'o:\x1b[2J'];
    expect(await turnsOf(lines, 'raw')).toEqual([
      { text: 'al', key: 'tab', shown: 'plain', isCleared: false },
      { text: 'dev', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });

  it('says when a default that was filled in was erased', async () => {
    const lines = ['o:Path: /opt', 'i:\x15', 'o:\r\x1b[KPath: ', 'i:/srv', 'o:/srv', 'i:\r', 'o:\r\n'];
    expect(await turnsOf(lines, 'raw')).toEqual([
      { text: '/srv', key: 'enter', shown: 'plain', isCleared: true },
    ]);
  });

  it('takes keys at a menu one by one', async () => {
    const lines = ['o:\x1b[?25l> a\r\n  b', 'i:\x1b[B', 'o:\r\x1b[A  a\r\n> b', 'i:\r', 'o:\r\n'];
    expect(await turnsOf(lines, 'raw')).toEqual([
      { text: '', key: 'down', isCleared: false },
      { text: '', key: 'enter', isCleared: false },
    ]);
  });

  it('takes a text that a program draws with a cursor of its own as shown', async () => {
    const lines = [
      'o:\x1b[?25lName\r\n| acme\r',
      'i:m',
      'o:\x1b[K| m_',
      'i:y',
      'o:\x1b[D\x1b[Ky_',
      'i:\r',
      'o:\r\n',
    ];
    expect(await turnsOf(lines, 'raw')).toEqual([
      { text: 'my', key: 'enter', shown: 'plain', isCleared: false },
    ]);
  });
});
