/*
 * `kill -9` of a run at moments uniform over its whole length. With every other one the watcher is killed too, as a power cut
 * does, and `gc` cleans up. What must hold each time:
 *
 *   by itself        no container, no volume of it
 *   by itself, or after gc    no candidate, no temporary file, no ledger but one of a commit that may still come
 *   always           its tags all name the image they named before, or all the new one when the run had published it
 *
 * How soon, the report says; what has not gone by itself after 30 s is called left.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

// Of its own each time: two soaks in one engine must not move each other's tags.
const repository = `unattend-soak/kills-${randomBytes(4).toString('hex')}`;
const base = `${repository}:base`;
const label = `unattend-soak=${repository}`;
const tags = Array.from({ length: 6 }, (_, at) => `${repository}:${at + 1}`);
const phases = [
  'prepare',
  'create',
  'scopes open',
  'deploy',
  'seal',
  'commit',
  'audit',
  'test',
  'publish',
  'after',
];

const hungMs = 30_000;
/**
 * Made and not yet started, it has no switch; Docker 20.10 leaves it dead where it wrote into its folder while it removed it
 * ("directory not empty" in its log). Without a watcher only gc is left to remove it.
 */
const statusesForGc = ['created', 'dead'];

const docker = (...args) =>
  spawnSync('docker', args, { encoding: 'utf8' }).stdout.trim().split('\n').filter(Boolean);
const median = (numbers) =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** Kills `count` runs; `paths` says where the program, its script and its own empty directories are. */
export async function soakKills({ count, env: given, paths, report }) {
  const env = { ...given, SOAK_TOKEN: 'machine acme password soak' };
  const soak = { env, paths, failed: [] };
  // With a volume: each container of it has one of its own. What is committed from it inherits the label.
  const dockerfile = `FROM unattend-dev/builder:bookworm\nVOLUME /data\nLABEL ${label}\n`;
  spawnSync('docker', ['build', '-q', '-t', base, '-'], { input: dockerfile });
  try {
    await wholeRun(soak); // the engine's first use of the image is slow
    const lengths = [await wholeRun(soak), await wholeRun(soak)];
    const kills = [];
    for (let at = 0; at < count; at++) {
      // The machine may be busier by now: what was the end of the run is its middle then.
      if (at % 10 === 9) lengths.push(await wholeRun(soak));
      const lengthMs = median(lengths.slice(-3));
      // In no order, so that a busy spell does not meet one phase alone; the step is prime to any round count.
      const place = ((at * 61) % count) + 0.5;
      kills.push(await killOnce(soak, { momentMs: (place / count) * lengthMs, isWithWatcher: at % 2 === 1 }));
    }
    const end = await atTheEnd(soak, kills);
    tell(kills, { count, lengthMs: median(lengths), failed: soak.failed.length, end, report });
  } finally {
    for (const ref of tags) docker('rmi', ref);
    removeUnnamed();
    docker('rmi', base);
  }
}

function start({ env, paths }) {
  const names = ['--base', base, ...tags.flatMap((tag) => ['--tag', tag])];
  const args = [paths.main, '--verbose', 'run', paths.script, ...names];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  /** Resolves when the run has begun: before, there is nothing that could be left. */
  const begun = new Promise((resolve) => {
    child.stderr.on('data', (piece) => {
      said += piece;
      if (said.includes('(run ')) resolve();
    });
  });
  return { child, said: () => said, ended, begun: Promise.race([begun, ended]) };
}

async function wholeRun(soak) {
  const run = start(soak);
  await run.begun;
  const startedMs = performance.now();
  if ((await run.ended) !== 0) {
    soak.failed.push(run.said());
    process.stderr.write(`a run that nobody killed failed:\n${run.said()}`);
  }
  return performance.now() - startedMs;
}

async function killOnce(soak, { momentMs, isWithWatcher }) {
  const { paths } = soak;
  const before = idsOfTags();
  // Images that had the tags before the last run; each is as large as what a run installs.
  removeUnnamed();
  // What the tags name now has no name when this run has published.
  const unnamedBefore = new Set([...unnamedImages(), ...before]);
  const run = start(soak);
  await run.begun;
  await delay(momentMs);
  const runId = /\(run ([0-9a-f]{12})/.exec(run.said())?.[1];
  if (runId === undefined) throw new Error(`it ended before it had begun:\n${run.said()}`);
  const volumes = volumesOf(runId);
  if (isWithWatcher) for (const pid of watchersIn(paths.state)) kill(pid);
  run.child.kill('SIGKILL');
  const killedMs = performance.now();
  await run.ended;
  const phase = phaseOf(run.said());

  const engineLeft = () => [...containersOf(runId), ...volumesAmong(volumes)];
  let statusForGc;
  const leftByItself = () => {
    if (isWithWatcher) statusForGc = statusesForGc.find((status) => containersOf(runId, status).length > 0);
    return statusForGc === undefined ? engineLeft() : [];
  };
  const engine = await untilNone(leftByItself, killedMs);
  let gcFailure = [];
  let gcMs;
  if (isWithWatcher) {
    const startedMs = performance.now();
    const gc = spawnSync(process.execPath, [paths.main, 'gc'], { env: soak.env, encoding: 'utf8' });
    gcMs = performance.now() - startedMs;
    if (gc.status !== 0) gcFailure = [`gc ended with ${gc.status}: ${gc.stdout}${gc.stderr}`];
  }
  const filesLeft = () => [
    ...(statusForGc === undefined ? [] : engineLeft()),
    ...imagesOf(runId, unnamedBefore),
    ...filesIn(paths),
  ];
  const rest = await untilNone(filesLeft, killedMs, isWithWatcher ? 0 : hungMs);
  const left = [...engine.left, ...rest.left, ...gcFailure, ...movedTags(before, run.said())];
  if (left.length > 0)
    process.stderr.write(
      `killed at ${momentMs.toFixed(0)} ms in ${phase}${isWithWatcher ? ', watcher too' : ''}: ${left.join(', ')}\n`,
    );
  // What this one left is not to be counted again.
  if (left.length > 0) spawnSync(process.execPath, [paths.main, 'gc'], { env: soak.env });
  return {
    runId,
    phase,
    isWithWatcher,
    statusForGc,
    isClean: left.length === 0,
    engineMs: statusForGc === undefined ? engine.ms : 0,
    restMs: rest.ms,
    gcMs,
  };
}

const removeUnnamed = () => unnamedImages().forEach((id) => docker('rmi', id));

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // it ended by itself
  }
}

/** In which part of the run it was, by what it had said. */
function phaseOf(said) {
  const lines = said.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''));
  if (lines.some((line) => line.startsWith('publish took'))) return 'after';
  const last = lines.findLast((line) => /^(prepare|deploy|seal|test|publish)$/.test(line)) ?? 'prepare';
  if (last === 'seal') return sealPartOf(said);
  if (last !== 'deploy') return last;
  if (!lines.some((line) => line.startsWith('  scope '))) return 'create';
  return lines.some((line) => line.startsWith('  run dd ')) ? 'deploy' : 'scopes open';
}

function sealPartOf(said) {
  if (said.includes('searching the image')) return 'audit';
  return said.includes('committing the layer') ? 'commit' : 'seal';
}

/** Processes that wait for a run to die whose ledger is in that directory. */
function watchersIn(state) {
  return readdirSync('/proc')
    .filter((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('watcher.js') && line.includes(state);
      } catch {
        return false; // it ended while we looked
      }
    })
    .map(Number);
}

const containersOf = (runId, status) =>
  docker(
    ...['ps', '-a', '--filter', `name=unattend-${runId}`, '--format', 'container {{.Names}}'],
    ...(status === undefined ? [] : ['--filter', `status=${status}`]),
  );

/** The volumes of the containers that a run has at the moment. */
function volumesOf(runId) {
  const names = docker('ps', '-aq', '--no-trunc', '--filter', `name=unattend-${runId}`);
  if (names.length === 0) return [];
  return docker('inspect', '--format', '{{range .Mounts}}{{if .Name}}{{.Name}} {{end}}{{end}}', ...names)
    .flatMap((line) => line.split(' '))
    .filter(Boolean);
}

function volumesAmong(names) {
  if (names.length === 0) return [];
  const there = new Set(docker('volume', 'ls', '-q'));
  return names.filter((name) => there.has(name)).map((name) => `volume ${name}`);
}

/** Candidates of a run, and images without a name that were not there before: of a commit that was cut off. */
const imagesOf = (runId, unnamedBefore) => [
  ...candidatesOf(runId),
  ...unnamedImages()
    .filter((id) => !unnamedBefore.has(id))
    .map((id) => `unnamed image ${id.slice(7, 19)}`),
];

const candidatesOf = (runId) =>
  docker('images', 'unattend.invalid/candidate', '--format', '{{.Repository}}:{{.Tag}}').filter((ref) =>
    ref.includes(runId),
  );

/** Of this soak: others may be at work in the same engine. */
const unnamedImages = () =>
  docker('images', '-q', '--no-trunc', '--filter', 'dangling=true', '--filter', `label=${label}`);

/** Recordings of killed runs stay: they are for whoever wants to know why. */
const filesIn = ({ temporary, state }) => [
  ...pathsIn(temporary),
  ...pathsIn(ledgersIn(state)).filter((file) => !isAwaiting(file)),
];

const ledgersIn = (state) => join(state, 'unattend/runs');

function pathsIn(directory) {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return []; // no run has come so far
  }
}

/** Whether an image is looked for that may still come: of a commit that goes on, or was never begun. All else is looked for by itself. */
function isAwaiting(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).commit !== undefined;
  } catch {
    return false; // it went while we looked
  }
}

/** Once all that cleans up has ended: candidates of any of the runs, and how many commits have not come. */
async function atTheEnd({ env, paths }, kills) {
  const watchers = await untilNone(() => watchersIn(paths.state), performance.now(), 60_000);
  spawnSync(process.execPath, [paths.main, 'gc'], { env });
  const candidates = kills.flatMap(({ runId }) => candidatesOf(runId));
  for (const each of [...candidates, ...watchers.left.map((pid) => `watcher ${pid}`)])
    process.stderr.write(`at the end there was ${each}\n`);
  return {
    isClean: candidates.length + watchers.left.length === 0,
    awaited: pathsIn(ledgersIn(paths.state)).filter(isAwaiting).length,
  };
}

const idsOfTags = () => tags.map((tag) => docker('images', '-q', '--no-trunc', tag)[0] ?? 'nothing');

/** The tags of a run that name neither what they should. */
function movedTags(before, said) {
  const now = idsOfTags();
  const areSame = now.every((id, at) => id === before[at]);
  const areNew = now.every((id, at) => id === now[0] && id !== before[at]);
  const isPublished = said.includes('publish took');
  if (areSame && !isPublished) return [];
  if (areNew && isPublished) return [];
  // It may have died between the last tag and saying so; then all are given and noted as given.
  if (areNew && said.includes('publish\n')) return [];
  return [
    `tags ${now.map((id) => id.slice(7, 19)).join(' ')}, before ${before.map((id) => id.slice(7, 19)).join(' ')}`,
  ];
}

async function untilNone(look, sinceMs, deadlineMs = hungMs) {
  for (;;) {
    const left = look();
    const ms = performance.now() - sinceMs;
    if (left.length === 0 || ms > deadlineMs) return { left, ms };
    await delay(20);
  }
}

function tell(kills, { count, lengthMs, failed, end, report }) {
  const counts = phases.map((phase) => `${phase} ${kills.filter((each) => each.phase === phase).length}`);
  const slowest = (figures) => `${(Math.max(0, ...figures) / 1000).toFixed(1)} s`;
  const watched = kills.filter(({ isWithWatcher }) => !isWithWatcher);
  const forGc = (status) => kills.filter(({ statusForGc }) => statusForGc === status).length;
  const clean = kills.filter(({ isClean }) => isClean).length;
  report(
    `kill -9, ${count} moments over ${(lengthMs / 1000).toFixed(1)} s`,
    clean === count && failed === 0 && end.isClean,
    [
      `${clean} of ${count} left nothing`,
      `in ${counts.join(', ')}`,
      ...(failed === 0 ? [] : [`${failed} runs that nobody killed failed`]),
      `container and volume gone within ${slowest(kills.map(({ engineMs }) => engineMs))}`,
      `everything within ${slowest(watched.map(({ restMs }) => restMs))}`,
      `gc after ${count - watched.length} kills of the watcher too took at most ${slowest(kills.flatMap(({ gcMs }) => gcMs ?? []))}`,
      `${forGc('created')} containers were never started and went with it`,
      `${forGc('dead')} that the engine had failed to remove did too`,
      `${end.awaited} commits have not come and are looked for`,
    ].join('; '),
  );
}
