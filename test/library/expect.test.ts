import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type Completion,
  type Exited,
  isUnattendError,
  spawn,
  type Spawned,
  UnattendError,
} from '../../src/index.js';

const failure = async (promise: Promise<unknown>): Promise<UnattendError> => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!isUnattendError(error)) throw new Error('It did not fail as expected.', { cause: error });
  return error;
};

describe('a time among the patterns', () => {
  it('is the branch taken when it is over, and what was written stays', async () => {
    await using bash = await spawn('echo started; read x; echo "got $x"');
    await bash.expect({ raw: 'started' });
    const seen = await bash.expect(['never', { eof: true }, { timeoutMs: 100 }]);
    expect(seen).toEqual({ index: 2, before: 'started\n', match: [''], groups: {} });
    expect((await bash.expect('started')).index).toBe(0);
    await bash.answer('it');
    expect((await bash.expect(['got it', { timeoutMs: 5000 }])).index).toBe(0);
    expect((await bash.expect([{ timeoutMs: 5000 }, { eof: true }])).index).toBe(1);
  });

  it('may be all there is', async () => {
    await using cat = await spawn(['cat']);
    expect((await cat.expect({ timeoutMs: 30 })).index).toBe(0);
  });

  it('is not taken when the call itself may not take so long', async () => {
    await using cat = await spawn(['cat']);
    const error = await failure(cat.expect(['x', { timeoutMs: 60_000 }], { timeoutMs: 40 }));
    expect(error.code).toBe('UNATTEND_EXPECT_TIMEOUT');
  });

  it('is waited for in silence, whatever silence is a failure', async () => {
    await using cat = await spawn(['cat'], { idleMs: 40, stallMs: 40 });
    expect((await cat.expect(['x', { timeoutMs: 600 }])).index).toBe(1);
  });
});

it('silence in which no call waits is not idle', async () => {
  await using sh = await spawn('echo hi; sleep 1.2; echo later; read x', { idleMs: 900 });
  await sh.expect('hi');
  await delay(1000);
  await sh.expect('later');
  const startedMs = performance.now();
  const error = await failure(sh.expect('never'));
  expect(isUnattendError(error, 'EXPECT_TIMEOUT') && error.details.limit).toBe('idle');
  expect(performance.now() - startedMs).toBeGreaterThan(800);
});

it('one silence is seen once in its time, by whatever calls, unless it is answered', async () => {
  await using sh = await spawn('echo hi; sleep 1.5; echo later; read x; echo "got $x"; read y');
  await sh.expect('hi');
  let times = 0;
  while ((await sh.expect(['later', { quietMs: 250 }])).index === 1) times++;
  expect(times).toBeGreaterThan(1);
  expect(times).toBeLessThan(7);
  await delay(500);
  const startedMs = performance.now();
  await sh.dialogue([{ expect: { quietMs: 450 }, answer: 'it' }, { expect: 'got it' }]);
  expect(performance.now() - startedMs).toBeLessThan(400);
});

it('the match is typed as that of a RegExp, and groups have their names', async () => {
  await using echo = await spawn('echo "port 8080 on host alpha"');
  const { match, groups } = await echo.expect(/port (\d+) on host (?<host>\w+)/);
  expectTypeOf(match[0]).toEqualTypeOf<string>();
  expect([match[1], groups['host']]).toEqual(['8080', 'alpha']);
  const exited = await echo.exit([0, 3]);
  expectTypeOf(exited).toEqualTypeOf<Exited>();
  expect(exited.exitCode).toBe(0);
});

it('an answer leaves the match alone', async () => {
  await using bash = await spawn('read -p "Port [80]: " p; echo "now $p"');
  await bash.expect(/Port \[(\d+)\]:/);
  await bash.answer(String(Number(bash.match[1]) + 1));
  expect(bash.match).toEqual(['Port [80]:', '80']);
  await bash.expect('now 81');
});

it('an error has no place, and a stack that leads to the caller', async () => {
  await using cat = await spawn(['cat']);
  async function caller(): Promise<void> {
    await cat.expect('never', { timeoutMs: 20 });
  }
  const error = await failure(caller());
  expect(error.details).toEqual({
    pattern: 'never',
    screen: [''],
    waitedMs: expect.any(Number) as number,
    limit: 'timeout',
    limitMs: 20,
  });
  expect('cause' in error).toBe(false);
  expect(error.stack).toMatch(/at (async )?Spawned\.expect/);
  expect(error.stack).toMatch(/at (async )?caller/);
});

it.each<readonly [string, string, (program: Spawned) => Promise<unknown>, string]>([
  [
    'a pattern that did not come',
    'sleep 60',
    (program) => program.expect('never', { timeoutMs: 20 }),
    'Compare the pattern with details.screen; a longer `timeoutMs` or `idleMs` gives a slow program more time.',
  ],
  [
    'a program that ended before',
    'true',
    (program) => program.expect('never'),
    'details.screen shows why; if it may end here, await that too: expect([pattern, { eof: true }]), or in a dialogue `optional: true`.',
  ],
  [
    'a program that failed',
    'exit 3',
    (program) => program.exit(),
    'details.screen shows why; if that exit code means success, accept it: exit([0, 3010]).',
  ],
  [
    'a program that asks something else',
    'read -p "Town: " town',
    (program) => program.expect('Name:'),
    'Answer that question, or correct the pattern that should have matched it; to wait all the same, say `stallMs: false`.',
  ],
])('the hint for %s is in words of the library', async (_, command, call, hint) => {
  await using program = await spawn(command, { stallMs: 200 });
  expect((await failure(call(program))).hint).toBe(hint);
});

it('an option that is undefined is one that was not given', async () => {
  const none: { readonly timeoutMs: number | undefined } = { timeoutMs: undefined };
  const options = { ...none, size: undefined, env: undefined, cwd: undefined, onEvent: undefined };
  await using bash = await spawn('read -p "Name: " n; echo "got $n"; stty size', options);
  await bash.expect('Name:', { ...none, always: undefined, failOn: undefined, windowChars: undefined });
  await bash.answer('zoe', { ...none, cancelSignal: undefined, visible: undefined, settleMs: undefined });
  await bash.expect('got zoe');
  await bash.expect('40 120');
  await bash.exit(0, none);
  await bash.kill({ graceMs: undefined });
});

it('a rule that always holds does so any number of times, also where that is undefined', async () => {
  await using pager = await spawn('for i in 1 2 3; do printf -- "-- More --"; read x; done; echo end');
  const page = { expect: '-- More --', press: 'enter', repeat: undefined, optional: undefined };
  await pager.expect('end', { always: [page], timeoutMs: 5000 });
});

it('keys that wait for a pause have a time and a signal of their own', async () => {
  await using cat = await spawn(['cat']);
  const error = await failure(cat.press('enter', { settleMs: 60_000, timeoutMs: 50 }));
  expect(error.details).toMatchObject({ pattern: 'a pause of the program, to press', limitMs: 50 });
  const cancelSignal = AbortSignal.abort(new Error('enough'));
  await expect(cat.press('down', 'enter', { cancelSignal })).rejects.toBe(cancelSignal.reason);
});

it('an error of an answer names the prompt or what it waited for', async () => {
  await using ended = await spawn('true');
  await ended.expect({ eof: true });
  expect((await failure(ended.answer('x'))).message).toBe(
    'The program ended (exit code 0) while waiting for "a pause of the program, to answer".',
  );
});

it('a program that does not exist ends as in a shell', async () => {
  await using nobody = await spawn(['no-such-program']);
  const error = await failure(nobody.expect('Name:'));
  expect(error.message).toBe('The program ended (exit code 127) while waiting for "Name:".');
  expect('screen' in error.details && error.details.screen.join()).toContain('no-such-program: not found');
});

it('any end is accepted where it is wanted', async () => {
  await using sh = await spawn('kill -ALRM $$');
  const completion = await sh.exit('any');
  expectTypeOf(completion).toEqualTypeOf<Completion>();
  expect(completion).toEqual({ kind: 'signal', signalName: 'SIGALRM' });
});

it('a busy program is interrupted at once', async () => {
  await using yes = await spawn('trap "echo stopped; exit 5" INT; while :; do echo y; done');
  await yes.expect('y');
  yes.write('\x03');
  await yes.expect('stopped');
  await yes.exit(5);
});

it('the environment is added to; undefined takes away', async () => {
  const env = { GREETING: 'hi', HOME: undefined, LANG: 'C' };
  await using sh = await spawn('echo "$GREETING,${HOME-none},$LANG,$TERM,${PATH:+path}"', { env });
  expect((await sh.expect({ eof: true })).before).toBe('hi,none,C,xterm-256color,path\n');
});

it('the size may be given in part, asked for and changed', async () => {
  await using sh = await spawn('trap "stty size; exit" WINCH; stty size; while :; do sleep 0.01; done', {
    size: { columns: 90 },
  });
  await sh.expect('40 90');
  expect(sh.size).toEqual({ columns: 90, rows: 40 });
  await sh.resize({ rows: 20 });
  await sh.expect('20 90');
  await sh.exit();
});

it('a size that is left out by undefined stays', async () => {
  await using sh = await spawn('trap "stty size" WINCH; stty size; while :; do sleep 0.01; done');
  await sh.expect('40 120');
  await sh.resize({ columns: undefined, rows: 50 });
  await sh.expect('50 120');
  await sh.resize({ columns: 90, rows: undefined });
  await sh.expect('50 90');
  expect(sh.size).toEqual({ columns: 90, rows: 50 });
});

it('a reader that begins at once gets the first byte, in a loop beside expect', async () => {
  await using sh = await spawn('printf "one two "; read x; echo three');
  const read = (async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of sh) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  })();
  await sh.expect('two');
  await sh.answer('');
  await sh.exit();
  expect(await read).toBe('one two \r\nthree\r\n');
});

it('the wait for the end answers nothing once more', async () => {
  await using bash = await spawn(['/bin/bash', '-c', 'read a; read -t 0.4 b; echo "[$a,$b]"']);
  await bash.answer('one');
  await bash.exit();
  expect(bash.after).toContain('[one,]\n');
});
