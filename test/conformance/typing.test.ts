import { expect } from 'vitest';
import { Secret } from '../../src/index.js';
import { conformance, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';

const conforms = conformance();
const secret = new Secret('tell-nobody', 'pass');

conforms('C11: what a line shows with echo on, off, on; the echo is never output', async (stage) => {
  await using cat = await stage.start('echo-on-off-on.sh');
  const { program } = cat;
  for (const prompt of ['now echo>', 'now -echo>', 'now echo>']) {
    await program.expect(prompt);
    await program.answer('a line');
    await program.expect('a line');
    expect(program.before).not.toContain('now');
  }
  await program.expect('bye');
  await program.exit();
  expect(cat.output().toString()).toBe(
    'now echo> a line\r\na line\r\nnow -echo> a line\r\nnow echo> a line\r\na line\r\nbye\r\n',
  );
});

conforms(
  'C12: a secret waits for echo to go off',
  async (stage) => {
    // Before the program can have begun to count: on a busy machine it is some way through when we hear of it.
    const startedMs = performance.now();
    await using late = await stage.start('late-hidden.pl', { args: ['3000', 'now', 'tell-nobody'] });
    await late.program.dialogue([{ expect: 'Password:', answer: secret }]);
    const waitedMs = performance.now() - startedMs;
    await late.program.expect('right');
    await late.program.exit();
    expect(waitedMs).toBeGreaterThan(2500);
    expect(waitedMs).toBeLessThan(3000 + 1000 * patience);
    expect(late.typed()).toEqual(['<pass>']);
    expect(late.output().toString()).toBe('Password: \r\nright\r\n');
  },
  { isNotRecorded: true, isConcurrent: true },
);

conforms(
  'C12: a secret is not sent where echo stays on',
  async (stage) => {
    await using never = await stage.start('late-hidden.pl', { args: ['-1'], echoWaitMs: 500 });
    const failure = await failureOf(never.program.dialogue([{ expect: 'Password:', answer: secret }]));
    expect(failure.message).toBe('The secret "pass" was not sent to "Password:": the program would show it.');
    expect(never.typed()).toEqual([]);
    expect(never.output().toString()).toBe('Password: ');
  },
  { isNotRecorded: true, isConcurrent: true },
);

conforms(
  'C13: a secret is accepted once and shown never, whenever and however echo goes off',
  async (stage) => {
    const runs = stage.place === 'host' ? 100 : 25;
    const play = async (run: number): Promise<string> => {
      const delayMs = String(Math.round((run * 500) / (runs - 1)));
      const args = [delayMs, run % 2 === 0 ? 'now' : 'flush', 'tell-nobody'];
      await using late = await stage.start('late-hidden.pl', { args });
      await late.program.dialogue([{ expect: 'Password:', answer: secret }, { expect: /right|wrong/ }]);
      await late.program.exit();
      return late.output().toString();
    };
    const outcomes: string[] = [];
    for (let run = 0; run < runs; run += 5)
      outcomes.push(...(await Promise.all(Array.from({ length: 5 }, (_, at) => play(run + at)))));
    expect(outcomes.filter((output) => output !== 'Password: \r\nright\r\n')).toEqual([]);
    expect(outcomes).toHaveLength(runs);
  },
  { isNotRecorded: true, timeoutMs: 120_000 },
);

conforms(
  'C14: every byte arrives unchanged',
  async (stage) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    await using reader = await stage.start('raw-reader.pl', { args: ['262'] });
    const { program } = reader;
    await program.expect('READY>');
    program.write(bytes);
    await program.press('ctrl-a', 'ctrl-z', 'ctrl-[', 'escape');
    await program.press('ctrl-d');
    await program.press('ctrl-c');
    await program.exit();
    const values = /READY>(.*) \./.exec(reader.output().toString())?.[1] ?? '';
    expect(values.split(' ').map(Number)).toEqual([...bytes, 1, 26, 27, 27, 4, 3]);
  },
  { except: 'container' },
);

conforms("C38: our echo never satisfies, the program's own copy does", async (stage) => {
  await using quiet = await stage.start('two-reads.sh');
  await quiet.program.expect('First:');
  await quiet.program.answer('x-ray');
  const failure = await failureOf(quiet.program.expect('x-ray', { timeoutMs: 500 }));
  expect(failure.errorName).toBe('EXPECT_TIMEOUT');

  await using copied = await stage.start('two-reads.sh', { args: ['copy'] });
  await copied.program.expect('First:');
  await copied.program.answer('x-ray');
  await copied.program.expect('x-ray');
  expect(copied.program.before).toMatch(/told $/);
});

conforms('C45: a long answer is delivered whole or refused, never cut', async (stage) => {
  const long = 'x'.repeat(5000);
  for (const [program, answer] of [
    ['long-answer.sh', long],
    ['hidden-long.sh', new Secret(long, 'long')],
  ] as const) {
    await using talk = await stage.start(program);
    const failure = await failureOf(talk.program.dialogue([{ expect: 'Text:', answer }]));
    expect(failure.message).toBe('The answer to "Text:" has 5001 bytes; a terminal in line mode holds 4095.');
    expect(talk.typed()).toEqual([]);
  }
  const fitting = 'x'.repeat(4094);
  await using whole = await stage.start('long-answer.sh');
  await whole.program.dialogue([{ expect: 'Text:', answer: fitting }, { expect: '4094 characters' }]);
  await using raw = await stage.start('long-answer.sh', { args: ['raw'] });
  await raw.program.dialogue([{ expect: 'Text:', answer: long }, { expect: '5000 characters' }]);
});

conforms('C48: a pre-filled default is replaced, not appended to', async (stage) => {
  const args = ['Where?', '/usr/local'];
  await using cleared = await stage.start('readline-prompt.sh', { args });
  await cleared.program.dialogue([
    { expect: 'Where?', answer: '/opt/new', clear: true },
    { expect: 'went to /opt/new.' },
  ]);
  await using appended = await stage.start('readline-prompt.sh', { args });
  await appended.program.dialogue([
    { expect: 'Where?', answer: '/new' },
    { expect: 'went to /usr/local/new.' },
  ]);
});

conforms('C54: a readline field that shows what is typed gets no secret and keeps nothing', async (stage) => {
  await using talk = await stage.start('readline-prompt.sh', { args: ['User:'] });
  const { program } = talk;
  const failure = await failureOf(program.dialogue([{ expect: 'User:', answer: secret }]));
  expect(failure.errorName).toBe('SECRET_VISIBLE');
  program.write('\r');
  await program.expect('went to .');
  expect(talk.output().toString()).not.toContain('tell-nobody');
});

conforms('C54: a raw field that masks gets the secret, one that shows does not', async (stage) => {
  await using hidden = await stage.start('raw-field.pl', { args: [' -~', 'mask'] });
  await hidden.program.dialogue([{ expect: 'Key:', answer: secret }, { expect: '11 characters' }]);
  expect(hidden.output().toString()).not.toContain('tell-nobody');
  await using shown = await stage.start('raw-field.pl', { args: [' -~', 'show'] });
  const failure = await failureOf(shown.program.dialogue([{ expect: 'Key:', answer: secret }]));
  expect(failure.errorName).toBe('SECRET_VISIBLE');
  shown.program.write('\r');
  await shown.program.expect('0 characters');
});

conforms('C54: a raw field that shows what is typed in capitals gets no secret', async (stage) => {
  await using shown = await stage.start('raw-field.pl', { args: ['a-z-', 'capitals'] });
  const failure = await failureOf(shown.program.dialogue([{ expect: 'Key:', answer: secret }]));
  expect(failure.errorName).toBe('SECRET_VISIBLE');
  shown.program.write('\r');
  await shown.program.expect('0 characters');
  expect(shown.output().toString()).not.toContain('TELL-NOBODY');
});

conforms(
  'C54: a raw field that takes digits only gets the secret only where it hides them',
  async (stage) => {
    const pin = new Secret('4711-0815', 'pin');
    await using hidden = await stage.start('raw-field.pl', { args: ['0-9', 'hide'] });
    await hidden.program.dialogue([{ expect: 'Key:', answer: pin }, { expect: '8 characters' }]);
    await using shown = await stage.start('raw-field.pl', { args: ['0-9', 'show'] });
    const failure = await failureOf(shown.program.dialogue([{ expect: 'Key:', answer: pin }]));
    expect(failure.errorName).toBe('SECRET_VISIBLE');
    shown.program.write('\r');
    await shown.program.expect('0 characters');
    expect(shown.output().toString()).not.toContain('4711');
  },
);

conforms('C54: a raw field that shows what is typed after some work gets no secret', async (stage) => {
  await using shown = await stage.start('raw-field.pl', { args: [' -~', 'show', '0.6'] });
  const failure = await failureOf(shown.program.dialogue([{ expect: 'Key:', answer: secret }]));
  expect(failure.errorName).toBe('SECRET_VISIBLE');
  shown.program.write('\r');
  await shown.program.expect('0 characters');
  expect(shown.output().toString()).not.toContain('tell-nobody');
});
