/*
 * `npm run bench [-- --quick | --save] [CASE...]`: speed and memory beside the peers, as whole processes. Prints a table, writes
 * .cache/bench/report.json, compares the ratios with bench/baseline.json, and exits 1 when one is worse than it tolerates.
 * bench/README.md says what each case measures.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildLoad, fillContainer, startContainer } from './lib/build.mjs';
import { interleave, median } from './lib/measure.mjs';
import { peersOf } from './lib/peers.mjs';
import { makeRecording } from './replay/make-recording.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const isQuick = words.includes('--quick');
const wanted = words.filter((word) => !word.startsWith('--'));
const rounds = isQuick ? 1 : 5;
const tools = buildLoad(root);
const peers = peersOf(root);
const figures = {};
const skipped = [];
const MB = 1_000_000;
const sizes = isQuick ? [5 * MB, 20 * MB] : [25 * MB, 100 * MB];
const asked = isQuick ? 500 : 5000;

const say = (line) => process.stdout.write(`${line}\n`);

/** A row of the table, and its figures under `name/peer`. */
function row(name, peer, values) {
  figures[`${name}/${peer}`] = values;
  const shown = Object.entries(values).map(
    ([what, value]) => `${what} ${value < 10 ? value.toFixed(3) : value.toFixed(0)}`,
  );
  say(`${name.padEnd(20)} ${peer.padEnd(12)} ${shown.join('  ')}`);
}

/** The commands of the peers that are there, each with these words behind it. */
function withWords(name, calls, ...more) {
  const present = {};
  for (const [peer, call] of Object.entries(calls))
    if (Array.isArray(call)) present[peer] = [...call, ...more];
    else skipped.push(`${name}/${peer}: ${call.missing}`);
  return present;
}

function prompts(name, calls, load) {
  const many = withWords(name, calls, load, 'prompts', String(asked));
  const one = Object.fromEntries(
    Object.entries(many).map(([peer, call]) => [`${peer} 1`, [...call.slice(0, -1), '1']]),
  );
  const all = interleave(tools, rounds, { ...many, ...one });
  for (const peer of Object.keys(many)) {
    const { wall, cpu, rss, p50, p99 } = all[peer];
    row(name, peer, { net: wall - all[`${peer} 1`].wall, wall, cpu, p50, p99, rss });
  }
}

/** pexpect keeps everything and looks at it again and again: it gets the smallest flood. */
function flood(name, calls, load, bytes) {
  const { pexpect, ...fast } = calls;
  const commands = withWords(name, fast, load, 'flood', String(bytes));
  if (pexpect !== undefined && bytes <= MB)
    Object.assign(commands, withWords(name, { pexpect }, load, 'flood', String(bytes)));
  const all = interleave(tools, Math.min(rounds, 3), commands);
  for (const [peer, { wall, cpu, rss, bytes: got = 0, delivered = 0 }] of Object.entries(all))
    row(name, peer, { wall, cpu, rss, ...(got > 0 && { bytes: got, delivered }) });
}

const mega = (bytes) => `${bytes / MB} MB`;

function scaled(name, what, list) {
  const ours = peers.host.flood.unattend;
  const commands = Object.fromEntries(
    list.map((bytes) => [mega(bytes), [...ours, tools.load, what, String(bytes)]]),
  );
  const all = interleave(tools, Math.min(rounds, 3), {
    none: [...ours, tools.load, 'prompts', '0'],
    ...commands,
  });
  for (const bytes of list) {
    const { wall, cpu, rss } = all[mega(bytes)];
    row(name, mega(bytes), {
      net: wall - all.none.wall,
      cpu: cpu - all.none.cpu,
      growth: rss - all.none.rss,
    });
  }
}

function startUp() {
  const ours = [...peers.host.flood.unattend, '/bin/true'];
  const all = interleave(tools, Math.max(rounds, 3), { 'node -e 0': peers.node(), unattend: ours });
  row('start-up', 'node -e 0', all['node -e 0']);
  row('start-up', 'unattend', { ...all.unattend, over: all.unattend.wall - all['node -e 0'].wall });
}

function idle() {
  const seconds = isQuick ? 3 : 10;
  const call = (length) => [...peers.host.flood.unattend, tools.load, 'idle', String(length)];
  const all = interleave(tools, 3, { long: call(seconds + 1), short: call(1) });
  row('idle', 'unattend', { percent: Math.max(0, (100 * (all.long.cpu - all.short.cpu)) / seconds) });
}

/**
 * All searches in one process, by CPU time: what is compared are searches, not programs. A process a round, for V8 compiles
 * the same loop better in some processes than in others.
 */
function redact() {
  const words = [join(root, 'bench/redact/redact.mjs'), String(isQuick ? 4 * MB : 16 * MB)];
  const runs = Array.from({ length: rounds }, () =>
    JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })),
  );
  for (const peer of Object.keys(runs[0].rates)) {
    const rate = median(runs.map(({ rates }) => rates[peer]));
    row('redact', peer, { 'MB/s': rate, ns: 1000 / rate });
  }
}

function inContainer() {
  const container = startContainer(tools.load);
  if (container.problem !== undefined) {
    skipped.push(`container: ${container.problem}`);
    return;
  }
  try {
    const calls = peers.container(container.id);
    prompts('container prompts', calls.prompts, container.load);
    flood('container flood', calls.flood, container.load, sizes[0]);
  } finally {
    container.stop();
  }
}

/** What an audit costs beside the commit it follows. */
function audit() {
  const container = fillContainer(isQuick ? 100 : 1000);
  if (container.problem !== undefined) {
    skipped.push(`audit: ${container.problem}`);
    return;
  }
  try {
    const call = (what) => [process.execPath, join(root, 'bench/peers/seal.mjs'), what, container.id];
    const all = interleave(tools, Math.min(rounds, 3), { commit: call('plain'), audited: call('audited') });
    for (const [peer, { wall, cpu, rss, bytes = 0, files = 0 }] of Object.entries(all))
      row('audit', peer, { wall, cpu, rss, bytes, files });
    row('audit', 'memory', { growth: all.audited.rss - all.commit.rss });
  } finally {
    container.stop();
  }
}

/** Offline: a recording of 40 minutes, in few and in many pieces. */
function replay() {
  const main = join(root, 'dist/bin/unattend.js');
  const list = isQuick ? [1000] : [5000, 20_000];
  const call = (pieces) => {
    const { yaml, cast } = makeRecording(join(root, `.cache/bench/replay-${pieces}`), pieces);
    return [process.execPath, main, '--quiet', 'replay', yaml, cast];
  };
  const all = interleave(tools, rounds, Object.fromEntries(list.map((pieces) => [pieces, call(pieces)])));
  for (const pieces of list) {
    const { wall, cpu, rss } = all[pieces];
    row('replay', `${pieces} pieces`, { wall, cpu, rss });
  }
}

/** How long a key takes to come back from a program, bare and behind who records it. */
function record() {
  const keys = String(isQuick ? 100 : 1000);
  const line = 'stty raw -echo; echo ready; exec cat';
  const typist = [process.execPath, join(root, 'bench/peers/typist.mjs'), keys];
  const main = join(root, 'dist/bin/unattend.js');
  const into = join(root, '.cache/bench/record');
  // A recording that is there is never overwritten.
  const anew = 'rm -rf "$1"; mkdir -p "$1"; shift; exec "$@"';
  const ours = [process.execPath, main, 'record', '--on', 'host', '-o', join(into, 'a.yaml'), '--', line];
  const all = interleave(tools, Math.min(rounds, 3), {
    'no recorder': [...typist, 'sh', '-c', line],
    script: [...typist, 'script', '-qfec', line, '/dev/null'],
    unattend: [...typist, 'sh', '-c', anew, 'sh', into, ...ours],
  });
  for (const [peer, { p50, p99 }] of Object.entries(all)) row('record', peer, { p50, p99 });
}

const cases = {
  prompts: () => prompts('prompts', peers.host.prompts, tools.load),
  'start-up': startUp,
  idle,
  flood: () => {
    for (const bytes of [MB, ...sizes]) flood(`flood ${mega(bytes)}`, peers.host.flood, tools.load, bytes);
  },
  scaling: () => scaled('scaling', 'flood', sizes),
  bytes: () => scaled('byte by byte', 'bytes', isQuick ? [MB / 10, (4 * MB) / 10] : [MB / 2, 2 * MB]),
  line: () => scaled('one line', 'line', isQuick ? [MB, 4 * MB] : [10 * MB, 40 * MB]),
  redact,
  record,
  replay,
  container: inContainer,
  audit,
};

/** A figure by its path, `row/peer.figure`; undefined when it was not measured. */
function figure(path) {
  const dot = path.lastIndexOf('.');
  return figures[path.slice(0, dot)]?.[path.slice(dot + 1)];
}

/** Against what was measured last (`--save` stores it), or the target while nothing was. */
function compare() {
  const file = join(root, 'bench/baseline.json');
  const baseline = JSON.parse(readFileSync(file, 'utf8'));
  let isGood = true;
  for (const ratio of baseline.ratios) {
    const { name, of, by, target, last, tolerance } = ratio;
    const [one, other] = [figure(of), by === undefined ? 1 : figure(by)];
    if (one === undefined || other === undefined) continue;
    const value = one / other;
    const isOk = value <= (last === undefined ? target : last * tolerance);
    isGood &&= isOk;
    figures[`ratio/${name}`] = { value, target };
    say(`${isOk ? 'ok  ' : 'FAIL'}  ${name}: ${value.toFixed(3)} (last ${last ?? '-'}, target ${target})`);
    if (words.includes('--save')) ratio.last = Number(value.toFixed(3));
  }
  if (words.includes('--save')) writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  return isGood;
}

for (const [name, measure] of Object.entries(cases))
  if (wanted.length === 0 || wanted.includes(name)) measure();
for (const line of new Set(skipped)) say(`skipped ${line}`);
// A quick run is too short for its ratios to mean anything.
const isGood = isQuick || compare();
writeFileSync(join(root, '.cache/bench/report.json'), `${JSON.stringify({ figures, skipped }, null, 2)}\n`);
process.exitCode = isGood ? 0 : 1;
