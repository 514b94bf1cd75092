import { describe, expect, it } from 'vitest';
import {
  isUnattendError,
  Secret,
  spawn,
  type Spawned,
  type SpawnEvent,
  type WaitOptions,
} from '../../src/index.js';

describe('spawn', () => {
  it('expects, answers and waits for the exit code', async () => {
    await using bash = await spawn('read -p "Name: " n; read -p "Port [80]: " p; echo "got $n $p"; exit 3');
    const { before } = await bash.expect('Name:');
    expect(before).toBe('');
    await bash.answer('zoe');
    await bash.expect(/Port \[(\d+)\]:/);
    expect(bash.match).toEqual(['Port [80]:', '80']);
    await bash.answer('443');
    expect((await bash.expect(['nothing', /got (\w+) (\d+)/])).index).toBe(1);
    expect(bash.match.slice(1)).toEqual(['zoe', '443']);
    expect(await bash.exit(3)).toEqual({ kind: 'exit', exitCode: 3 });
  });

  it('types a secret only where it is hidden', async () => {
    const value = 'tell-nobody';
    const pieces: Uint8Array[] = [];
    await using bash = await spawn(
      ['/bin/bash', '-c', 'read -sp "Password: " p; echo; read -p "Again: " q; echo $#'],
      {
        onEvent: (event) => {
          if (event.kind === 'output') pieces.push(event.bytes);
        },
        echoWaitMs: 300,
      },
    );
    await bash.expect('Password:');
    await bash.answer(new Secret(value, 'pass'));
    await bash.expect('Again:');
    const error: unknown = await bash.answer(new Secret(value, 'pass')).catch((reason: unknown) => reason);
    expect(isUnattendError(error) && error.code).toBe('UNATTEND_SECRET_VISIBLE');
    expect(Buffer.concat(pieces).toString()).not.toContain(value);
  });

  it('holds a dialogue with branches', async () => {
    await using bash = await spawn(
      'echo Fresh installation; read -p "Directory: " d; read -p "Sure? " s; echo "in $d, $s"',
    );
    await bash.dialogue([
      {
        oneOf: [
          { expect: 'Existing installation', then: [{ expect: 'Keep?', answer: 'y' }] },
          { expect: 'Fresh installation', then: [{ expect: 'Directory:', answer: '/opt' }] },
        ],
      },
      { expect: 'Sure?', answer: 'yes' },
      { expect: 'in /opt, yes' },
    ]);
    await bash.exit();
  });

  it('iterates over the output', async () => {
    await using echo = await spawn('printf "one\\ntwo\\n"');
    let all = '';
    for await (const piece of echo) all += Buffer.from(piece).toString();
    expect(all).toBe('one\r\ntwo\r\n');
  });

  it('is cancelled by a signal', async () => {
    await using sleep = await spawn('sleep 60');
    const reason = new Error('enough');
    await expect(sleep.expect('never', { cancelSignal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it.each<[string, (cat: Spawned, options: WaitOptions) => Promise<unknown>]>([
    ['expect', (cat, options) => cat.expect('never', options)],
    ['dialogue', (cat, options) => cat.dialogue([{ expect: 'never' }], options)],
    ['answer', (cat, options) => cat.answer('yes', options)],
    ['type', (cat, options) => cat.type('yes', options)],
    ['press', (cat, options) => cat.press('enter', options)],
    ['select', (cat, options) => cat.select('never', options)],
    ['fill', (cat, options) => cat.fill({ never: 'x' }, options)],
    ['exit', (cat, options) => cat.exit('any', options)],
  ])('%s is cancelled by a signal that has aborted already, also after the end', async (_, call) => {
    await using cat = await spawn('cat', { timeoutMs: Infinity, stallMs: false });
    const cancelSignal = AbortSignal.abort(new Error('enough'));
    await expect(call(cat, { cancelSignal })).rejects.toBe(cancelSignal.reason);
    await cat.kill();
    await cat.exit('any');
    await expect(call(cat, { cancelSignal })).rejects.toBe(cancelSignal.reason);
  });

  it('starts nothing for a signal that has aborted already', async () => {
    const cancelSignal = AbortSignal.abort(new Error('enough'));
    await expect(spawn('cat', { cancelSignal })).rejects.toBe(cancelSignal.reason);
  });
});

it.each([
  ['nothing', '', 'Town:'],
  ['a key', 'B', undefined],
])(
  'what a person pressed a key at is spent, as text and as bytes: %s at the last prompt',
  async (_, key, left) => {
    await using bash = await spawn('read -p "Name:" a; read -p "Town:" b');
    await bash.expect({ raw: 'Name:' });
    await bash.handover(async ({ write, listen }) => {
      const asked = new Promise<void>((resolve) =>
        listen((bytes) => {
          if (Buffer.from(bytes).includes('Town:')) resolve();
        }),
      );
      write(Buffer.from('zoe\r'));
      await asked;
      if (key !== '') write(Buffer.from(key));
    });
    for (const pattern of ['Name:', 'Town:']) {
      const seen = await bash.expect([{ raw: pattern }, { timeoutMs: 100 }]);
      expect(seen.index).toBe(pattern === left ? 0 : 1);
    }
    const { index } = await bash.expect(['Name:', 'Town:', { timeoutMs: 100 }]);
    expect(index).toBe(left === undefined ? 2 : 1);
  },
);

describe('a person who has the terminal', () => {
  it('gives it back when the wait is cancelled, and what they press then goes nowhere', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    await using cat = await spawn(['cat'], { cancelSignal: controller.signal });
    let press: (bytes: Uint8Array) => void = () => undefined;
    const handed = cat.handover(async ({ write, ended }) => {
      press = write;
      setImmediate(() => controller.abort(reason));
      await ended;
    });
    await expect(handed).rejects.toBe(reason);
    press(Buffer.from('late\r'));
    cat.write('next\r\x04');
    let all = '';
    for await (const piece of cat) all += Buffer.from(piece).toString();
    expect(all).toContain('next');
    expect(all).not.toContain('late');
  });

  it('sees nothing more and changes no size once the wait was cancelled, and the size is what it was', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    await using cat = await spawn(['cat'], { cancelSignal: controller.signal });
    let heard = '';
    let resize: (size: { columns: number; rows: number }) => Promise<void> = () => Promise.reject(reason);
    const handed = cat.handover(async (link) => {
      ({ resize } = link);
      link.listen((bytes) => (heard += Buffer.from(bytes).toString()));
      await link.resize({ columns: 50, rows: 10 });
      setImmediate(() => controller.abort(reason));
      await link.ended;
    });
    await expect(handed).rejects.toBe(reason);
    await resize({ columns: 33, rows: 11 });
    expect(cat.size).toEqual({ columns: 120, rows: 40 });
    cat.write('late\r\x04');
    let all = '';
    for await (const piece of cat) all += Buffer.from(piece).toString();
    expect(all).toContain('late');
    expect(heard).toBe('');
  });

  it('is not waited for when the program is disposed of', async () => {
    const cat = await spawn(['cat']);
    const handed = cat.handover(() => new Promise(() => undefined));
    await Promise.all([
      expect(handed).rejects.toThrow('The program was disposed of while a call waited for it.'),
      cat[Symbol.asyncDispose](),
    ]);
  });
});

it('what is written is what it was when it was written', async () => {
  await using program = await spawn('stty raw -echo; echo ready; head -c 4 | tr -d x | wc -c; stty sane');
  await program.expect('ready');
  const bytes = Buffer.from('abcd');
  program.write(bytes);
  bytes.fill('x');
  await program.expect(/^ *4$/);
});

it('a call that is cancelled makes way for the next one at once', async () => {
  const script = (name: string): string => `read x; echo ${name}; read y; exit 1`;
  await using one = await spawn(script('one'));
  await using other = await spawn(script('other'));
  const controller = new AbortController();
  const cancelSignal = controller.signal;
  other.write('\r');
  const waiting = [one.expect('one', { cancelSignal }), other.expect('other', { cancelSignal })];
  await Promise.race(waiting);
  controller.abort();
  const next = one.expect('one', { timeoutMs: 300 });
  await expect(one.expect('one')).rejects.toThrow(
    'expect still waits: await it, or cancel it, before expect.',
  );
  const error: unknown = await next.catch((reason: unknown) => reason);
  expect(isUnattendError(error, 'EXPECT_TIMEOUT') && error.details.limitMs).toBe(300);
  one.write('\r');
  expect((await one.expect('one')).match).toEqual(['one']);
  await expect(waiting[0]).rejects.toBe(cancelSignal.reason);
});

describe('output belongs to whoever gets it', () => {
  const spoil = (bytes: Uint8Array): unknown => bytes.fill(0x58);
  const readAll = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
    let all = '';
    for await (const piece of pieces) {
      all += Buffer.from(piece).toString();
      spoil(piece);
    }
    return all;
  };

  it('what a log, a listener or a person makes of it changes nothing of what is matched, shown or read', async () => {
    const told: string[] = [];
    const onEvent = (event: SpawnEvent): void => {
      if (event.kind !== 'output') return;
      told.push(Buffer.from(event.bytes).toString());
      spoil(event.bytes);
    };
    const log = { write: spoil };
    await using program = await spawn('stty -echo; read a; echo first; read b; echo second', {
      log,
      onEvent,
    });
    const iterated = readAll(program);
    program.write('\r');
    await program.expect('first');
    await program.handover(async ({ listen, write, ended }) => {
      listen(spoil);
      write(Buffer.from('\r'));
      await ended;
    });
    const { lines } = await program.screen();
    expect(program.after.trim()).toBe('second');
    expect([told.join(''), await iterated]).toEqual(['first\r\nsecond\r\n', 'first\r\nsecond\r\n']);
    expect(lines.slice(0, 2).map(({ text }) => text)).toEqual(['first', 'second']);
  });

  it('one who iterates changes nothing for another one', async () => {
    await using echo = await spawn('stty -echo; echo one; read x; echo two');
    const both = Promise.all([readAll(echo), readAll(echo)]);
    await echo.expect('one');
    echo.write('\r');
    await echo.expect('two');
    expect(await both).toEqual(['one\r\ntwo\r\n', 'one\r\ntwo\r\n']);
  });
});

describe('a listener that throws', () => {
  const wrong = new Error('the log is full');
  const throwing = {
    onEvent(event: { readonly kind: string }) {
      if (event.kind === 'output') throw wrong;
    },
  };

  it('fails the call that waits, and every one after it, and the program is killed', async () => {
    await using cat = await spawn('cat; sleep 60', throwing);
    const waiting = cat.expect('never');
    cat.write('hello\r');
    await expect(waiting).rejects.toBe(wrong);
    await expect(cat.exit('any')).rejects.toBe(wrong);
    await cat.kill();
    expect(cat.completion).toEqual({ kind: 'signal', signalName: 'SIGHUP' });
  });

  it('fails the next call when none waits, also after the end, and loses no output', async () => {
    await using echo = await spawn(['echo', 'all of it'], throwing);
    const pieces: Uint8Array[] = [];
    for await (const piece of echo) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('all of it\r\n');
    await expect(echo.exit()).rejects.toBe(wrong);
  });

  it('fails the disposal when no call was made', async () => {
    const echo = await spawn(['echo', 'x'], throwing);
    let all = '';
    for await (const piece of echo) all += Buffer.from(piece).toString();
    expect(all).toBe('x\r\n');
    await expect(echo[Symbol.asyncDispose]()).rejects.toBe(wrong);
  });
});
