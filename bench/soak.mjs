/*
 * `npm run soak`: what must hold not once but always, at its full count. Prints one line per soak and exits 1 when any
 * figure is not what it must be. docs/reliability.md keeps the last figures.
 *
 *   sessions  each script of sessions/ N times in a row, then again with every core kept busy
 *   kills     `kill -9` of a run at moments uniform over its whole length, half of them with its watcher (kills/kills.mjs)
 *   replays   a recorded wizard's script in a fresh container each time (replays/replays.mjs)
 *   exits     programs that print 20 kB and exit at once, on a host terminal: how many lost a byte
 *   conformance  the numbered cases of test/conformance at least N times, eight runs at once on each core, without retries
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHostTerminal } from '../dist/terminal/host.js';
import { soakKills } from './kills/kills.mjs';
import { soakReplays } from './replays/replays.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist/bin/unattend.js');
const counts = {
  sessions: 10,
  kills: 200,
  replays: 50,
  exits: 1000,
  conformance: 20,
  ...Object.fromEntries(process.argv.slice(2).map(count)),
};
const scripts = ['acme-sdk', 'tzdata', 'private-ca'];
const work = mkdtempSync(join(tmpdir(), 'unattend-soak-'));
const env = {
  ...process.env,
  ACME_LICENCE_KEY: 'ACME-2047-DEMO',
  CA_PASSPHRASE: 'correct-horse-battery',
  XDG_STATE_HOME: join(work, 'state'),
  TMPDIR: work,
};
let isGood = true;

function count(word) {
  const [name, value] = word.split('=');
  return [name, Number(value)];
}

function report(what, isOk, text) {
  isGood &&= isOk;
  process.stdout.write(`${isOk ? 'ok  ' : 'FAIL'}  ${what}: ${text}\n`);
}

const runArgs = (script) => [
  main,
  'run',
  join(root, 'sessions', `${script}.yaml`),
  '--tag',
  `unattend-soak/${script}:1`,
];

function runOnce(script) {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, runArgs(script), { env, encoding: 'utf8' });
  if (status !== 0) process.stderr.write(stderr);
  return { isOk: status === 0, seconds: (performance.now() - startedMs) / 1000 };
}

async function soakSessions(label) {
  for (const script of scripts) {
    const runs = Array.from({ length: counts.sessions }, () => runOnce(script));
    const passed = runs.filter(({ isOk }) => isOk).length;
    const seconds = runs.map((run) => run.seconds).sort((one, other) => one - other);
    const median = seconds[Math.floor(seconds.length / 2)] ?? 0;
    report(
      `${script}, ${label}`,
      passed === runs.length,
      `${passed} of ${runs.length} passed, median ${median.toFixed(1)} s`,
    );
  }
}

/** Keeps every core busy while `work` runs. */
async function busy(work) {
  const loops = Array.from({ length: availableParallelism() }, () => spawn('yes', [], { stdio: 'ignore' }));
  try {
    await work();
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
  }
}

const docker = (...args) => spawnSync('docker', args, { stdio: 'ignore' });

/** In directories of their own: nothing of another run is in them. */
function killPaths() {
  const [state, temporary] = ['kills-state', 'kills-tmp'].map((name) => join(work, name));
  for (const directory of [state, temporary]) mkdirSync(directory);
  return { main, state, temporary, script: join(root, 'bench/kills/kills.yaml') };
}

async function kills() {
  const paths = killPaths();
  const own = { ...env, XDG_STATE_HOME: paths.state, TMPDIR: paths.temporary };
  await soakKills({ count: counts.kills, env: own, paths, report });
}

async function soakExits() {
  let lost = 0;
  for (let round = 0; round < counts.exits; round++) {
    let bytes = 0;
    const argv = ['/bin/sh', '-c', 'head -c 20000 /dev/zero | tr "\\0" x; exit 7'];
    const onOutput = (piece) => (bytes += piece.length);
    const terminal = openHostTerminal({
      argv,
      env: { PATH: '/usr/bin:/bin' },
      cwd: '/',
      size: { columns: 80, rows: 24 },
      onOutput,
    });
    const { exitCode } = await terminal.completion;
    if (bytes !== 20_000 || exitCode !== 7) lost++;
  }
  report('fast exits on the host', lost === 0, `${lost} of ${counts.exits} lost a byte`);
}

/** Runs at once on each core: they oversubscribe it by themselves, and every one of them is a run that must pass. */
const perCore = 8;

/** The last byte of a fast exit is looked for a thousand times in the first run, in the others as often as the tests say. */
function runConformance(isFirst) {
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/conformance', '--retry=0'];
  const options = ['--reporter=dot', '--maxWorkers=1', '--no-cache'];
  const child = spawn(process.execPath, [...vitest, ...options], {
    cwd: root,
    // The cases' own limits are stretched by what the machine is oversubscribed by, twice: the engine's daemon has its part of it.
    env: {
      ...process.env,
      CONFORMANCE_PATIENCE: String(2 * perCore),
      ...(isFirst ? { CONFORMANCE_EXITS: '1000' } : {}),
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (bytes) => (said += bytes));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      if (status !== 0) process.stderr.write(said);
      resolve(status === 0);
    });
  });
}

/** In waves, all of a wave at once: at least as many runs as asked for. */
async function soakConformance() {
  const wave = perCore * availableParallelism();
  const passes = [];
  while (passes.length < counts.conformance) {
    const runs = Array.from({ length: wave }, (_, at) => runConformance(passes.length + at === 0));
    passes.push(...(await Promise.all(runs)));
  }
  const passed = passes.filter(Boolean).length;
  report(
    `conformance, ${wave} runs at once on ${availableParallelism()} cores`,
    passed === passes.length,
    `${passed} of ${passes.length} runs passed`,
  );
}

try {
  if (counts.conformance > 0) await soakConformance();
  if (counts.sessions > 0)
    spawnSync(join(root, 'fixtures/acme-sdk/build.sh'), [join(root, '.cache/fixtures')], { stdio: 'ignore' });
  if (counts.exits > 0) await soakExits();
  if (counts.sessions > 0) {
    await soakSessions('idle');
    await busy(() => soakSessions('with every core busy'));
  }
  if (counts.replays > 0)
    await soakReplays({ count: counts.replays, env, main, directory: join(work, 'replays'), report });
  if (counts.kills > 0) await kills();
} finally {
  for (const script of scripts) docker('rmi', '-f', `unattend-soak/${script}:1`);
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
