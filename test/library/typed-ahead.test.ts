import { describe, expect, it } from 'vitest';
import { spawn, type Spawned, type SpawnEvent } from '../../src/index.js';

/** Raw mode; each key comes back 100 ms later, and once there was an Enter, how many there were. */
const SLOW = `
import os, time, tty
tty.setraw(0)
os.write(1, b'READY\\r\\n')
typed = b''
while b'\\r' not in typed:
    keys = os.read(0, 4096)
    time.sleep(0.1)
    os.write(1, keys.replace(b'\\r', b'\\r\\n'))
    typed += keys
os.write(1, b'GOT %d\\r\\n' % len(typed))
`;

type Types = (program: Spawned) => Promise<void>;

describe('what is typed before the piece before has come back does not match its own echo', () => {
  it.each<readonly [string, Types]>([
    ['type and type', (slow) => slow.type('foo ').then(() => slow.type('DONE\r'))],
    ['type and answer', (slow) => slow.type('foo ').then(() => slow.answer('DONE'))],
    [
      'write and write',
      (slow) => {
        slow.write('foo ');
        slow.write('DONE\r');
        return Promise.resolve();
      },
    ],
  ])('%s', async (_, types) => {
    await using slow = await spawn(['python3', '-c', SLOW]);
    await slow.expect('READY');
    await types(slow);
    expect((await slow.expect(['DONE', 'GOT 9'])).index).toBe(1);
  });
});

it('a character that is cut between two writes comes back whole', async () => {
  await using cat = await spawn('echo READY; cat >/dev/null; echo bye');
  await cat.expect('READY');
  const bytes = Buffer.from('naïve FAILED text\r');
  cat.write(bytes.subarray(0, 3));
  await cat.expect({ raw: 'na' });
  cat.write(bytes.subarray(3));
  cat.write('\x04');
  expect((await cat.expect(['FAILED', 'bye'])).index).toBe(1);
});

it('writes that wait go out together, in order, and before an answer that is given later', async () => {
  const typed: string[] = [];
  const onEvent = (event: SpawnEvent): void => {
    if (event.kind === 'typed') typed.push(event.text);
  };
  await using wc = await spawn('echo READY; read line; read rest; echo "${#line} $rest"', { onEvent });
  await wc.expect('READY');
  for (let at = 0; at < 500; at++) wc.write('x');
  wc.write('\r');
  await wc.type('then\r');
  wc.write('never read');
  await wc.expect('500 then');
  expect(typed[0]).toBe(`${'x'.repeat(500)}\r`);
  expect(typed[1]).toBe('then\r');
});

describe('of the bytes only what was matched, and all before it, is spent', () => {
  it.each(['', 'sleep 0.3;'])(
    'what follows is there for the next pattern, come what may between: %s',
    async (between) => {
      await using printf = await spawn(
        `printf '\\033[32mOK\\033[m one\\n'; ${between} printf '\\033[31mERR\\033[m two\\n'; sleep 5`,
      );
      await printf.dialogue([{ expect: { raw: '\x1b[32mOK' } }, { expect: { raw: '\x1b[31mERR' } }]);
      const { index } = await printf.expect([{ raw: 'OK' }, { raw: / tw(o)/ }]);
      expect([index, printf.match[1]]).toEqual([1, 'o']);
    },
  );

  it('prompts that came together are answered one after the other', async () => {
    await using bash = await spawn('printf "one? two? "; read a; read b; echo "$a $b"');
    await bash.dialogue([
      { expect: { raw: 'one? ' }, answer: '1' },
      { expect: { raw: 'two? ' }, answer: '2' },
      { expect: '1 2' },
    ]);
  });
});
