import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/session/virtual-clock.js';
import { type Departure, openRecordedTerminal, type RecordedTerminal } from '../../src/terminal/recorded.js';
import type { Tape, TapeAnswer, TapeOutput } from '../../src/terminal/tape.js';

const at = (atMs: number, text: string): TapeOutput => ({ atMs, text });
const answer = (text: string, key?: string, more: Partial<TapeAnswer> = {}): TapeAnswer => ({
  isCleared: false,
  text,
  meanwhile: [],
  echo: 'on',
  ...(key !== undefined && { key }),
  ...more,
});

/** Asks for a name and a port, and ends after a minute. */
const wizard: Tape = {
  steps: [
    { outputs: [at(0, 'Name: ')], answer: answer('yes', 'enter') },
    { outputs: [at(5, 'yes\r\n'), at(2000, 'Port: ')], answer: answer('80', 'enter') },
  ],
  rest: [at(1, '80\r\n'), at(60_000, 'Done.\r\n')],
  endAtMs: 61_000,
  completion: { kind: 'exit', exitCode: 3 },
};

interface Played {
  readonly terminal: RecordedTerminal;
  readonly seen: () => string;
  readonly write: (text: string) => void;
  /** Everything that happens by itself has happened. */
  readonly rest: () => Promise<void>;
  readonly nowMs: () => number;
}

class Left extends Error {
  readonly departure: Departure;
  constructor(departure: Departure) {
    super('left');
    this.departure = departure;
  }
}

function open(tape: Tape): Played {
  const clock = createVirtualClock();
  let seen = '';
  const terminal = openRecordedTerminal({
    tape,
    clock,
    onOutput: (bytes) => (seen += Buffer.from(bytes).toString()),
    failure: (departure) => new Left(departure),
  });
  return {
    terminal,
    seen: () => seen,
    write: (text) => terminal.write(Buffer.from(text)),
    rest: () => new Promise((resolve) => clock.after(1e9, resolve)),
    nowMs: () => clock.nowMs(),
  };
}

/** How a terminal that was told all that ends. */
async function told(tape: Tape, ...texts: readonly string[]): Promise<unknown> {
  const { terminal, write, rest } = open(tape);
  for (const text of texts) {
    await rest();
    write(text);
  }
  await rest();
  return terminal.completion.catch((error: unknown) => (error as Left).departure);
}

describe('a terminal that plays a recording', () => {
  it('writes, waits, writes on when it is answered, and ends', async () => {
    const { terminal, seen, write, rest } = open(wizard);
    expect([seen(), await terminal.waitState()]).toEqual(['', 'working']);
    await rest();
    expect([seen(), await terminal.waitState(), terminal.answer]).toEqual(['Name: ', 'reading', 0]);
    write('yes\r');
    expect([seen(), await terminal.waitState()]).toEqual(['Name: ', 'working']);
    await rest();
    write('80\r');
    await rest();
    expect(seen()).toBe('Name: yes\r\nPort: 80\r\nDone.\r\n');
    expect(await terminal.completion).toEqual({ kind: 'exit', exitCode: 3 });
  });

  it('keeps the time the program took, and takes none', async () => {
    const { terminal, write, nowMs } = open(wizard);
    await terminal.waiting();
    write('yes\r');
    await terminal.waiting();
    expect(nowMs()).toBe(2000);
    write('80\r');
    await terminal.completion;
    expect(nowMs()).toBe(63_000);
  });

  it.each([
    ['in one', ['yes\r', '80\r']],
    ['key by key', ['y', 'e', 's', '\r', '8', '0', '\r']],
    ['ahead', ['yes\r80\r']],
    ['with corrections', ['yess\x7f\r', '443\x7f\x7f\x7f80\r']],
    ['in another order', ['es\x1b[Dx\x7f\x01y\r', '8\x1bOD\x1b[C0\r']],
    ['after a word was erased', ['no way\x17\x17yes\r', '80\r']],
    [
      'with what the terminal itself replies',
      ['\x1b[24;1R', 'yes\x1b[?1;2c\r', '\x1b]11;rgb:0/0/0\x1b\\80\r'],
    ],
  ])('is answered by what is submitted: %s', async (_, texts) => {
    expect(await told(wizard, ...texts)).toEqual({ kind: 'exit', exitCode: 3 });
  });

  it.each([
    ['another text', ['no'], 0, { isCleared: false, text: 'no' }],
    ['less', ['ye\r'], 0, { isCleared: false, text: 'ye', key: 'enter' }],
    ['more', ['yes!'], 0, { isCleared: false, text: 'yes!' }],
    ['another key', ['yes\t'], 0, { isCleared: false, text: 'yes', key: 'tab' }],
    ['a field that was emptied', ['\x15yes\r'], 0, { isCleared: true, text: 'yes', key: 'enter' }],
    ['the second answer first', ['80\r'], 0, { isCleared: false, text: '80', key: 'enter' }],
    ['another second answer', ['yes\r', '8080\r'], 1, { isCleared: false, text: '8080', key: 'enter' }],
    ['something after the last', ['yes\r80\rq'], 2, { isCleared: false, text: 'q' }],
  ])('is left by %s', async (_, texts, place, typed) => {
    expect(await told(wizard, ...texts)).toEqual({ kind: 'other answer', answer: place, typed });
  });

  it('takes a text that the program took without a key, and what is typed behind it', async () => {
    const keys: Tape = {
      ...wizard,
      steps: [
        { outputs: [], answer: answer('y') },
        { outputs: [], answer: answer('n') },
      ],
    };
    expect(await told(keys, 'yn')).toEqual({ kind: 'exit', exitCode: 3 });
    expect(await told(keys, 'yq')).toEqual({
      kind: 'other answer',
      answer: 1,
      typed: { isCleared: false, text: 'q' },
    });
  });

  it('writes what was written while a text was typed as far as it is typed', async () => {
    const meanwhile = [
      { line: '1 a', text: 'a' },
      { line: '2 ab', text: 'b [list]' },
    ];
    const { seen, write, rest } = open({
      ...wizard,
      steps: [{ outputs: [], answer: answer('ab', 'tab', { meanwhile }) }],
    });
    await rest();
    write('a');
    await rest();
    expect(seen()).toBe('a');
    write('b');
    await rest();
    expect(seen()).toBe('ab [list]');
    write('\t');
    await rest();
    expect(seen()).toBe('ab [list]80\r\nDone.\r\n');
  });

  it('takes a line that is not the beginning of the answer, where the person had it too', async () => {
    const meanwhile = [
      { line: '3 abd', text: 'abd' },
      { line: '2 abd', text: '\b' },
    ];
    const edited: Tape = {
      ...wizard,
      steps: [{ outputs: [], answer: answer('abcd', 'enter', { meanwhile }) }],
    };
    const { seen, write, rest } = open(edited);
    await rest();
    write('abd');
    await rest();
    expect(seen()).toBe('abd');
    expect(await told(edited, 'abd', '\x1b[D', 'c\r')).toEqual({ kind: 'exit', exitCode: 3 });
    expect(await told(edited, 'abx')).toMatchObject({ typed: { text: 'abx' } });
  });

  it('lets one key stand for several answers', async () => {
    const { terminal, seen, write, rest } = open(wizard);
    await rest();
    terminal.standFor(1);
    write('\r');
    await rest();
    expect(seen()).toBe('Name: yes\r\nPort: 80\r\nDone.\r\n');
  });

  it('ends at once when it is killed, as it had ended, and never writes again', async () => {
    const { terminal, seen, rest } = open(wizard);
    await terminal.kill();
    await rest();
    expect([seen(), await terminal.completion]).toEqual(['', { kind: 'exit', exitCode: 3 }]);
  });

  it('takes the end of input behind the last answer, which no recording has', async () => {
    expect(await told({ ...wizard, steps: [] }, '\x04')).toEqual({ kind: 'exit', exitCode: 3 });
  });

  it('says that the recording was cut', async () => {
    const { steps, rest, endAtMs } = wizard;
    expect(await told({ steps, rest, endAtMs }, 'yes\r', '80\r')).toEqual({ kind: 'cut' });
  });

  it('has its echo off where it was, and lets time pass where it was not', async () => {
    const { terminal, nowMs } = open({
      ...wizard,
      steps: [{ outputs: [], answer: answer('', 'enter', { echo: 'off' }) }],
    });
    expect([await terminal.waitForEchoOff(500), nowMs()]).toEqual(['off', 0]);
    const other = open(wizard);
    expect(await other.terminal.waitForEchoOff(500)).toBe('on');
    expect(other.nowMs()).toBe(500);
  });
});
