import { expect } from 'vitest';
import { conformance, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';
import type { Stage } from './support/stage.js';

const conforms = conformance();
const eof = { eof: true } as const;
const shortTime = { timeoutMs: 400 };
const longTime = { timeoutMs: 10_000 * patience };

async function quietCat(stage: Stage) {
  const cat = await stage.start('quiet-cat.sh');
  await cat.program.expect(/READY\n/);
  return cat;
}

conforms('C1: branches follow the order of the stream, the end comes after all text', async (stage) => {
  await using cat = await quietCat(stage);
  cat.program.write('1234\rabcd\rwxyz\r7890\r\x04');
  const set = ['abcd', '1234', 'wxyz', eof, '7890', longTime];
  const order: number[] = [];
  for (let at = 0; at < 5; at++) order.push((await cat.program.expect(set)).index);
  expect(order).toEqual([1, 0, 2, 4, 3]);
});

conforms('C2: the right branch of sets that mix text, silence and the end', async (stage) => {
  await using cat = await quietCat(stage);
  const { program } = cat;
  program.write('Hello\r');
  expect((await program.expect([longTime, 'Hello', eof])).index).toBe(1);
  expect((await program.expect(['Hello', eof, shortTime])).index).toBe(2);
  program.write('abcd\r');
  expect((await program.expect([eof, longTime, 'abcd', 'bcd'])).index).toBe(2);
  program.write('\x04');
  expect((await program.expect(['abcd', eof, longTime])).index).toBe(1);
});

/** C3 and C4: the same list, however it is cut. */
async function earliestWins(stage: Stage): Promise<void> {
  for (const [patterns, index] of [
    [['3, 4', '2, 3, 4'], 1],
    [['5,', '5, 6'], 0],
    [['5, 6', '5,'], 0],
    [['99]', /9\d/, '9,'], 2],
  ] as const) {
    await using list = await stage.start('list.sh', { args: ['99'] });
    expect((await list.program.expect(patterns)).index).toBe(index);
  }
}

conforms('C3: the earliest start wins, of equal starts the first listed', earliestWins);

conforms('C4: identical results when it comes one byte at a time and at once', async (stage) => {
  await earliestWins(stage);
  for (const program of ['print.sh', 'byte-by-byte.pl']) {
    await using list = await stage.start(program, { args: ['1, 2, 3, 4, 5, 6'] });
    const { program: talk } = list;
    const results = [await talk.expect(['3, 4', '2, 3, 4']), await talk.expect([/(\d), 6/, /(\d), (\d)/])];
    expect(results.map(({ index, match, before }) => [index, match, before])).toEqual([
      [1, ['2, 3, 4'], '1, '],
      [0, ['5, 6', '5'], ', '],
    ]);
  }
});

conforms('C5: before and match are exact, the rest is kept for the next step', async (stage) => {
  await using list = await stage.start('list.sh', { args: ['100'] });
  const { program } = list;
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at).join(', ');
  await program.expect('5');
  expect([program.before, program.match]).toEqual(['[0, 1, 2, 3, 4, ', ['5']]);
  await program.expect('50');
  expect([program.before, program.match]).toEqual([`, ${numbers(6, 49)}, `, ['50']]);
  await program.expect(eof);
  expect(program.before).toBe(`, ${numbers(51, 100)}]\n`);
});

conforms('C6: text before a match is whole although the window is small', async (stage) => {
  await using lines = await stage.start('lines-then-marker.sh', { args: ['500', 'THE MARKER'] });
  const { before } = await lines.program.expect('THE MARKER', { windowChars: 20 });
  expect(before).toBe(Array.from({ length: 500 }, (_, at) => `line ${at + 1}\n`).join(''));
});

conforms('C7: text that came before a timeout is not lost', async (stage) => {
  await using lines = await stage.start('lines-then-marker.sh', { args: ['100', 'END'] });
  const { program } = lines;
  await program.expect('line 1');
  const failure = await failureOf(program.expect('absent', { timeoutMs: 300 }));
  expect(failure.errorName).toBe('EXPECT_TIMEOUT');
  await program.expect('line 2');
  expect(program.before).toBe('\n');
  await program.expect('END');
  expect(program.before).toMatch(/^\nline 3\n[^]*\nline 100\n$/);
});

conforms('C8: the window is respected, a larger one finds older text', async (stage) => {
  await using words = await stage.start('print-and-wait.sh', { args: ['foobarbazbop'] });
  const { program } = words;
  await program.expect({ raw: 'bop' });
  expect((await failureOf(program.expect('bar', { windowChars: 6, timeoutMs: 200 }))).errorName).toBe(
    'EXPECT_TIMEOUT',
  );
  await program.expect('bar', { windowChars: 9 });
  expect(program.before).toBe('foo');
  await program.expect('bazbop', { windowChars: 6 });
});

conforms('C9: an end that was not awaited fails with all that was written', async (stage) => {
  await using list = await stage.start('print.sh', { args: ['alpha\\nbeta\\ngamma\\n'] });
  const failure = await failureOf(list.program.expect('absent'));
  expect(failure.errorName).toBe('UNEXPECTED_END');
  expect(failure.details).toMatchObject({ pattern: 'absent', screen: ['alpha', 'beta', 'gamma'] });
  expect(failure.message).toBe('The program ended (exit code 0) while waiting for "absent".');
});

conforms('C16: a dot does not match a line end unless the flag says so', async (stage) => {
  await using lines = await stage.start('print-and-wait.sh', { args: ['BEGIN\\nHello\\nEND\\n'] });
  const { program } = lines;
  expect((await failureOf(program.expect(/BEGIN(.*)END/, { timeoutMs: 300 }))).errorName).toBe(
    'EXPECT_TIMEOUT',
  );
  await program.expect(/BEGIN(.*)END/s);
  expect(program.match[1]).toBe('\nHello\n');
});

conforms('C27: two matches, then a timeout', async (stage) => {
  await using words = await stage.start('print-and-wait.sh', { args: ['hiahi'] });
  const { program } = words;
  await program.expect('hi');
  await program.expect('hi');
  expect(program.before).toBe('a');
  expect((await failureOf(program.expect('hi', { timeoutMs: 300 }))).errorName).toBe('EXPECT_TIMEOUT');
});

conforms('C29: ^ and $ are line start and end, never the end of a chunk', async (stage) => {
  await using talk = await stage.start('version-then-prompt.sh');
  const { program } = talk;
  const { index, match } = await program.expect([/^Version: 4$/, /^: 4/, /^Version: (\S+)$/]);
  expect([index, match[1]]).toEqual([2, '4.3-rc1']);
  await program.expect(/name: $/);
  await program.answer('x');
  await program.exit();
});

conforms('C33: two texts of one write both match', async (stage) => {
  await using words = await stage.start('print-and-wait.sh', { args: ['StringA..StringB\\n'] });
  await words.program.expect('StringA');
  await words.program.expect('StringB');
  expect(words.program.before).toBe('..');
});

conforms('C49: words that colour codes split match literal text', async (stage) => {
  const prompt = '\\e[1mPro\\e[0;32mceed\\e[0m\\e[K \\e]0;title\\anow? ';
  await using talk = await stage.start('print-and-wait.sh', { args: [prompt] });
  await talk.program.dialogue([{ expect: 'Proceed now?', answer: 'y' }]);
  await talk.program.exit();
});

conforms('C50: a prompt that a narrow terminal wraps matches', async (stage) => {
  const prompt = 'Where should the product with the long name be installed?';
  for (const columns of [20, 28, 40])
    for (const program of ['plain-prompt.sh', 'readline-prompt.sh']) {
      await using talk = await stage.start(program, { args: [prompt], size: { columns, rows: 24 } });
      await talk.program.dialogue([
        { expect: prompt, answer: '/opt/acme' },
        { expect: 'went to /opt/acme.' },
      ]);
      await talk.program.exit();
    }
});
