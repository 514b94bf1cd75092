import { execFile, spawn as start } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { spawn } from '../../src/index.js';
import { until } from '../support/until.js';
import { conformance, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';

const conforms = conformance();

conforms('C17: the size is right before the first output, a change of it is seen', async (stage) => {
  await using talk = await stage.start('size.sh', { size: { columns: 100, rows: 40 } });
  const { program } = talk;
  await program.expect('READY');
  expect(program.before).toBe('40 100\n');
  await program.resize({ columns: 84, rows: 19 });
  await program.expect('changed to 19 84');
});

conforms('C18: exit code and signal are kept apart, waiting twice is no harm', async (stage) => {
  for (const exitCode of [0, 7]) {
    await using talk = await stage.start(['/bin/sh', '-c', `exit ${exitCode}`]);
    expect(await talk.program.exit(exitCode)).toMatchObject({ kind: 'exit', exitCode });
    expect(await talk.program.exit(exitCode)).toBe(talk.program.completion);
    const failure = await failureOf(talk.program.exit(1));
    expect(failure.message).toBe(`The program failed: exit code ${exitCode}.`);
    await talk.program.kill();
  }
  await using killed = await stage.start(['/bin/sh', '-c', 'kill -ALRM $$; sleep 5']);
  const failure = await failureOf(killed.program.exit());
  expect(failure.message).toBe(
    stage.place === 'host'
      ? 'The program failed: killed by SIGALRM.'
      : 'The program failed: exit code 142 (128+14, perhaps SIGALRM).',
  );
});

conforms(
  'C18: a program that ignores all signals is gone within 1 s of the hard kill',
  async (stage) => {
    await using deaf = await stage.start('deaf.sh');
    await deaf.program.expect('READY');
    const startedMs = performance.now();
    await deaf.program.kill({ graceMs: 200 });
    expect(performance.now() - startedMs).toBeGreaterThan(200);
    expect(performance.now() - startedMs).toBeLessThan(200 + 1000 * patience);
    expect(deaf.program.completion).toMatchObject(
      stage.place === 'host' ? { kind: 'signal', signalName: 'SIGKILL' } : { kind: 'exit', exitCode: 137 },
    );
  },
  { isNotRecorded: true },
);

conforms('C21: a pattern that does not come says which, how long, and what was there', async (stage) => {
  await using cat = await stage.start('quiet-cat.sh');
  const { program } = cat;
  await program.expect(/READY\n/);
  program.write('Licence accepted.\r');
  await program.expect({ raw: 'accepted' });
  const failure = await failureOf(program.expect('Licence rejected.', { timeoutMs: 1000 }));
  expect(failure.errorName).toBe('EXPECT_TIMEOUT');
  expect(failure.message).toMatch(/^Waited 1\.\d s for "Licence rejected\." \(timeout 1\.0 s\)\.$/);
  expect(failure.details).toMatchObject({
    pattern: 'Licence rejected.',
    screen: ['READY', 'Licence accepted.'],
  });
  expect(failure.details['waitedMs']).toBeGreaterThanOrEqual(1000);
  expect(JSON.stringify(failure.details['nearest'] ?? null)).toContain('Licence accepted.');
});

conforms(
  'C22: a person has the terminal, their bytes arrive exactly, the script goes on afterwards',
  async (stage) => {
    await using reader = await stage.start('utf8-reader.pl');
    const { program } = reader;
    await program.expect('READY>');
    await program.handover(async ({ write, listen }) => {
      const seen = new Promise<void>((told) => {
        let all = '';
        listen((bytes) => {
          all += String(Buffer.from(bytes));
          if (all.includes('Name:')) told();
        });
      });
      for (const key of ['ä', '中', '😀', '\x1b[A', 'q']) write(Buffer.from(key));
      await seen;
    });
    expect(reader.output().toString()).toContain(`bytes ${Buffer.from('ä中😀\x1b[Aq').toString('hex')}`);
    await program.answer('zoe');
    await program.expect('hello zoe');
    await program.exit();
  },
);

/** Holds a conversation and tells of it on descriptor 3. */
const conversation = `
import { writeSync } from 'node:fs';
const { spawn } = await import(process.argv[1]);
const cat = await spawn(['/bin/sh', '-c', 'printf "Name: "; read name; echo "hello $name"']);
await cat.dialogue([{ expect: 'Name:', answer: 'zoe' }, { expect: 'hello zoe' }]);
writeSync(3, 'exit ' + (await cat.exit()).exitCode);
`;

conforms(
  'C24: the engine works with its own stdin and stdout closed',
  async () => {
    const library = resolve(import.meta.dirname, '../../dist/index.js');
    const module = ['--input-type=module', '-e', conversation, library];
    const line = `exec "$@" <&- >&- 2>&-`;
    const child = start('/bin/sh', ['-c', line, 'sh', process.execPath, ...module], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    expect(await text(child.stdio[3] as Readable)).toBe('exit 0');
  },
  { except: 'container', delivered: ['as it comes'] },
);

/** Descriptors of this process by what they lead to; sockets and pipes of the test runner come and go. */
const terminals = (): readonly string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return /ptmx|pts/.test(target) ? [target] : [];
    } catch {
      return []; // the descriptor that lists the folder
    }
  });

async function processesWith(mark: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  return stdout.split('\n').filter((line) => line.includes(mark) && !line.startsWith('ps '));
}

conforms(
  'C26: no descriptor and no process is left of 200 short programs',
  async () => {
    const mark = `conformance-mark-${process.pid}`;
    const before = terminals().length;
    for (let round = 0; round < 200; round++) {
      await using child = await spawn(['/bin/sh', '-c', round % 2 === 0 ? 'exit 0' : 'read x', mark]);
      if (round % 2 === 0) await child.exit();
    }
    await until('no descriptor of a terminal is left', () => terminals().length === before);
    expect(await processesWith(mark)).toEqual([]);
  },
  { isNotRecorded: true, except: 'container', delivered: ['as it comes'] },
);

conforms('C43: a step times out although something is written, silence never comes', async (stage) => {
  await using ticks = await stage.start('ticks.sh', { idleMs: 1000 });
  const failure = await failureOf(ticks.program.expect('never', { timeoutMs: 1000 }));
  expect(failure).toMatchObject({
    errorName: 'EXPECT_TIMEOUT',
    details: { limit: 'timeout', limitMs: 1000 },
  });
  expect(failure.details['waitedMs']).toBeGreaterThanOrEqual(1000);
  expect(failure.details['waitedMs']).toBeLessThanOrEqual(1000 + 100 * patience);
  const longer = await failureOf(ticks.program.expect('never', { timeoutMs: 1500 }));
  expect(longer.details).toMatchObject({ limit: 'timeout', limitMs: 1500 });
});

conforms(
  'C58: a program that reads is stalled, one that polls is warned about, one that works is neither',
  async (stage) => {
    const wait = async (
      how: string,
    ): Promise<{ readonly error: string; readonly warnings: readonly string[] }> => {
      await using talk = await stage.start('waiting.pl', { args: [how], stallMs: 500 });
      const { errorName } = await failureOf(talk.program.expect('never', { timeoutMs: 3000 * patience }));
      return { error: errorName, warnings: [...talk.warnings()] };
    };
    const verdicts = await Promise.all(['read', 'poll', 'sleep', 'pipe'].map(wait));
    expect(verdicts).toEqual([
      { error: 'STALLED', warnings: [] },
      { error: 'EXPECT_TIMEOUT', warnings: ['Continue?'] },
      { error: 'EXPECT_TIMEOUT', warnings: [] },
      { error: 'EXPECT_TIMEOUT', warnings: [] },
    ]);
  },
  { isNotRecorded: true },
);
