/*
 * A wizard is recorded once, by a scripted person, and the script is replayed N times, each time in a fresh container, as many at
 * once as there are cores. Each replay must have done what the person did: the password that was typed is the one that is known.
 */
import { spawn as start } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { spawn } from '../../dist/index.js';

const password = 'correct horse 42';
const command = ['htpasswd', '-c', '/root/users', 'alice'];
/** Behind the recorded steps, which stay as they were written. */
const check = `  - run: printf %s "$PASSWORD" | htpasswd -vi /root/users alice
    env: { PASSWORD: { secret: password } }
`;

export async function soakReplays({ count, env, main, directory, report }) {
  mkdirSync(directory);
  await record({ env, main, directory });
  const script = join(directory, 'a.yaml');
  writeFileSync(script, readFileSync(script, 'utf8') + check);
  const seconds = [];
  let [begun, failed] = [0, 0];
  const replayOn = async () => {
    while (begun++ < count) {
      const startedMs = performance.now();
      if (!(await replay({ env, main, script }))) failed++;
      seconds.push((performance.now() - startedMs) / 1000);
    }
  };
  const atOnce = availableParallelism();
  await Promise.all(Array.from({ length: atOnce }, replayOn));
  const median = seconds.sort((one, other) => one - other)[Math.floor(count / 2)] ?? 0;
  report(
    `replays of a recorded htpasswd, ${atOnce} at once`,
    failed === 0,
    `${count - failed} of ${count} passed, median ${median.toFixed(1)} s`,
  );
}

/** With a mistake that is corrected. */
async function record({ env, main, directory }) {
  const args = ['record', '--base', 'unattend-dev/wizards:bookworm', '-o', 'a.yaml', '--', ...command];
  const person = await spawn([process.execPath, main, ...args], { cwd: directory, env, timeoutMs: 60_000 });
  try {
    await person.expect('New password: ');
    await person.answer('correct horsee\x7f 42');
    await person.expect('Re-type new password: ');
    await person.answer(password);
    await person.exit();
  } finally {
    await person[Symbol.asyncDispose]();
  }
}

function replay({ env, main, script }) {
  const child = start(process.execPath, [main, 'run', script, '--no-seal'], {
    env: { ...env, PASSWORD: password },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes) => (said += bytes));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      if (status !== 0) process.stderr.write(said);
      resolve(status === 0);
    });
  });
}
