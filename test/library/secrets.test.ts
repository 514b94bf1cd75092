import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { isUnattendError, Secret, spawn, type SpawnEvent } from '../../src/index.js';

const value = 'tell-nobody-4711';

it('a secret shows its name only, whatever prints it', () => {
  const secret = new Secret(value, 'pass');
  const all = [
    String(secret),
    secret.toString(),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9, getters: true }),
    inspect(structuredClone(Object.assign({}, secret))),
    Object.entries(secret).join(),
  ];
  expect(all.join('\n')).not.toContain(value);
  expect([String(secret), JSON.stringify({ secret }), inspect(secret)]).toEqual([
    '<pass>',
    '{"secret":"<pass>"}',
    '<pass>',
  ]);
});

it('a program that shows it all the same: neither in errors nor in events nor in the log', async () => {
  const events: SpawnEvent[] = [];
  const log: Uint8Array[] = [];
  await using bash = await spawn(
    ['/bin/bash', '-c', 'read -sp "Password: " p; echo; echo "you said $p"; read -p "Again: " q; exit 4'],
    {
      onEvent: (event) => events.push(event),
      log: { write: (bytes) => log.push(bytes) },
    },
  );
  await bash.dialogue([{ expect: 'Password:', answer: new Secret(value, 'pass') }, { expect: 'Again:' }]);
  const error: unknown = await bash
    .expect('never', { timeoutMs: 50, failOn: [/nothing/] })
    .catch((reason: unknown) => reason);
  expect(isUnattendError(error, 'EXPECT_TIMEOUT') && error.details.screen).toEqual([
    'Password:',
    'you said [redacted]',
    'Again:',
  ]);
  await bash.answer(value); // as plain text: the same value is known by now
  const failed: unknown = await bash.exit().catch((reason: unknown) => reason);
  expect(isUnattendError(failed) && failed.code).toBe('UNATTEND_PROGRAM_FAILED');
  const output = Buffer.concat(log).toString();
  const told = inspect([error, failed, events.map((event) => JSON.stringify(event))], { depth: 9 });
  expect(told + output).not.toContain(value);
  expect(output).toContain('you said [redacted]');
  expect(events.filter(({ kind }) => kind === 'typed')).toEqual([
    { kind: 'typed', text: '<pass>' },
    { kind: 'typed', text: '[redacted]\r' },
  ]);
  expect(bash.before).toContain(value); // what code reads is what was written
});

it('one that is awaited, that is its own name, or that stands in a prompt is in no event', async () => {
  const events: SpawnEvent[] = [];
  const script = 'read -sp "Key: " k; echo "key $k"; read -t 9 -p "$k? "';
  await using bash = await spawn(['/bin/bash', '-c', script], {
    stallMs: 100,
    onEvent: (event) => events.push(event),
  });
  await bash.expect('Key:');
  await bash.answer(new Secret(value, value));
  await bash.expect(`key ${value}`);
  await bash.expect(new RegExp(`${value}.$`), { timeoutMs: 600, windowChars: 3 }).catch(() => undefined);
  await bash.dialogue([{ expect: { screen: `${value}?` }, type: value }]);
  const told = events.filter(({ kind }) => kind !== 'output');
  expect(told.map((event) => ({ ...event, silentMs: 0 }))).toEqual(
    [
      { kind: 'exchange', pattern: 'Key:' },
      { kind: 'exchange', pattern: 'Key:' },
      { kind: 'typed', text: '<[redacted]>' },
      { kind: 'exchange', pattern: 'key [redacted]' },
      { kind: 'warning', prompt: '[redacted]?' },
      { kind: 'exchange', pattern: 'screen [redacted]?' },
      { kind: 'typed', text: '[redacted]' },
    ].map((event) => ({ ...event, silentMs: 0 })),
  );
});

it('one that the program breaks over lines to refuse it: not in what the program said', async () => {
  const script =
    'stty -echo; printf "Key: "; read k; echo; echo "The key $k is not valid." | fold -w 16; printf "Key: "; read k';
  await using bash = await spawn(['/bin/bash', '-c', script]);
  const error: unknown = await bash
    .dialogue([{ expect: 'Key:', answer: new Secret(value, 'pass') }, { expect: 'done' }])
    .catch((reason: unknown) => reason);
  expect(isUnattendError(error, 'ANSWER_REFUSED') && error.message).toBe(
    'The prompt "Key:" came back after it was answered; the program said: The key [redacted] is not / valid.',
  );
});

it('two values of one name are told apart', async () => {
  const typed: string[] = [];
  await using bash = await spawn('stty -echo; read -p "A:" a; read -p "B:" b; [ "$a$b" = one-1two-2 ]', {
    onEvent: (event) => event.kind === 'typed' && typed.push(event.text),
  });
  await bash.dialogue([
    { expect: 'A:', answer: new Secret('one-1', 'pass') },
    { expect: 'B:', answer: new Secret('two-2', 'pass') },
  ]);
  await bash.exit();
  expect(typed).toEqual(['<pass>', '<pass-2>']);
});

it('a secret whose call was given up is not typed later, and holds nothing up', async () => {
  const script = 'read -p "Login: " a; stty -echo; read -p "Password: " b; stty echo; echo "[$a/$b]"';
  await using bash = await spawn(['/bin/bash', '-c', script], { timeoutMs: 4000 });
  await bash.expect('Login:');
  const error: unknown = await bash
    .answer(new Secret(value), { timeoutMs: 200 })
    .catch((reason: unknown) => reason);
  expect(isUnattendError(error) && error.message).toMatch(
    /^Waited \d\.\d s for "Login:" \(timeout 0\.2 s\)\.$/,
  );
  await bash.answer('zoe');
  await bash.expect('Password:');
  await bash.answer('other');
  await bash.expect('[zoe/other]');
});

it('one whose call was given up while it was seen whether the field hides it is not typed either', async () => {
  const script = 'read -e -s -p "Key: " k; echo "[$k]"';
  await using bash = await spawn(['/bin/bash', '-c', script]);
  await bash.expect('Key:');
  const error: unknown = await bash
    .answer(new Secret(value), { timeoutMs: 200 })
    .catch((reason: unknown) => reason);
  expect(isUnattendError(error) && error.code).toBe('UNATTEND_EXPECT_TIMEOUT');
  await bash.answer('other');
  await bash.expect('[other]');
});

it('the person who gets the terminal sees no secret on the screen there is, wrapped or not', async () => {
  await using bash = await spawn(
    ['/bin/bash', '-c', 'read -sp "Password: " p; echo; echo "you said $p or $p"; echo fine; read x'],
    { size: { columns: 30, rows: 8 } },
  );
  await bash.dialogue([{ expect: 'Password:', answer: new Secret(value) }, { expect: 'fine' }]);
  let lines: readonly string[] = [];
  await bash.handover(({ screen }) => {
    lines = screen.lines.map((line) => line.text);
    return Promise.resolve();
  });
  expect(lines.slice(0, 4)).toEqual(['Password:', 'you said [redacted] or [redact', 'ed]', 'fine']);
});
