import { expect, it } from 'vitest';
import { converse } from '../../src/session/conversation.js';
import type { Completion, Terminal } from '../../src/terminal/terminal.js';
import { answer, dialogue, exchange } from '../dialogue/support.js';

const size = { columns: 80, rows: 24 };
const prompt = /Question (\d+): /;
const reply = answer(({ groups }) => groups[1] ?? '');
const always = [exchange(prompt, reply, { maxTimes: Infinity, isOptional: true })];

interface Asking {
  readonly count: number;
  /** What stands in front of a question. */
  readonly before?: (at: number) => string;
  /** How the program gets on after an answer. */
  readonly later: (call: () => void) => void;
}

/** A terminal whose program asks questions, each when the one before is answered, and echoes; `written` is all it was sent. */
function asking({ count, before = () => '', later }: Asking, written: string[]) {
  return (onOutput: (bytes: Uint8Array) => void): Terminal => {
    let end: (completion: Completion) => void = () => undefined;
    const completion = new Promise<Completion>((resolve) => (end = resolve));
    let at = 0;
    const ask = (echo: string): void => {
      at++;
      if (at > count) end({ kind: 'exit', exitCode: 0 });
      else onOutput(Buffer.from(`${echo}${before(at)}Question ${at}: `));
    };
    setImmediate(() => ask(''));
    return {
      completion,
      write(bytes) {
        const text = Buffer.from(bytes).toString();
        written.push(text);
        if (text.endsWith('\r')) later(() => ask(`${text.slice(0, -1)}\r\n`));
      },
      resize: () => Promise.resolve(),
      kill: () => Promise.resolve(),
      waitState: () => Promise.resolve('unknown' as const),
      waitForEchoOff: () => Promise.resolve('unknown'),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  };
}

async function answersTo(spec: Asking): Promise<readonly string[]> {
  const written: string[] = [];
  const open = asking(spec, written);
  const { completion } = await converse({
    open,
    size,
    accepts: [0],
    secretValue: () => '',
    conceal: (text) => text,
    dialogue: dialogue([], { always }),
  });
  expect(completion).toEqual({ kind: 'exit', exitCode: 0 });
  return written;
}

it('answers a program that goes on before the answer is noted down', async () => {
  const written = await answersTo({ count: 50, later: (call) => call() });
  expect(written).toEqual(Array.from({ length: 50 }, (_, at) => `${at + 1}\r`));
});

it('lets the terminal answer a question in front of a prompt first', async () => {
  const before = (at: number): string => (at > 5 ? '\x1b[6n' : '');
  const written = await answersTo({ count: 8, before, later: (call) => void setImmediate(call) });
  const cursorAt = (at: number): string => `\x1b[${at};1R`;
  expect(written).toEqual([
    ...['1\r', '2\r', '3\r', '4\r', '5\r'],
    ...[cursorAt(6), '6\r', cursorAt(7), '7\r', cursorAt(8), '8\r'],
  ]);
});
