import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningCli } from '../support/cli.js';
import { type HttpProxy, openHttpProxy } from '../support/http-proxy.js';
import { BUSYBOX, buildImage, type HeldImage } from '../support/images.js';
import { openSandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';
import { type Canaries, listed, newCanaries } from './canaries.js';
import { inTerminal } from './in-terminal.js';
import { type Observed, observe } from './observed.js';
import { createFinder } from './scanner/finder.js';
import { type Evidence, type Finding, scanAll } from './scanner/scan.js';
import { type Ending, writeScript } from './session.js';
import { watchProcesses } from './watch/processes.js';

/** One password for all: the roads of a run are told apart by their other canaries. */
const { proxy: password } = newCanaries();
let proxy: HttpProxy;
let base: HeldImage;
/** Those of all runs: no two have a canary in common but the password of the proxy. */
let processes: readonly Evidence[];
const plays = new Map<Case, Played>();

beforeAll(async () => {
  proxy = await openHttpProxy(randomBytes(6).toString('hex'), password);
  base = await buildImage(
    `FROM ${BUSYBOX}\nRUN mkdir -p /etc /root /tmp && echo root:x:0:0:root:/root:/bin/sh >/etc/passwd`,
  );
  // Two at a time, and looked through afterwards: while it is looked through nothing is watched.
  const watch = watchProcesses();
  const waiting = [...cases];
  const playAll = async (): Promise<void> => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift())
      plays.set(each, await play(each));
  };
  await Promise.all([playAll(), playAll()]);
  processes = watch.stop();
}, 180_000);
afterAll(async () => {
  await base[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

/**
 * Where the user has put a secret, or the installer: nothing of ours brought it there. The command line itself, and a program
 * that it asks for a secret, have the environment in which the user started it; programs in the container have the one that
 * the script gives them, and what arguments they give each other.
 */
const others: readonly (readonly [where: RegExp, canaries: readonly string[]])[] = [
  [/^file work\/planted\//, ['file', 'key', 'inside', 'argument', 'variable']],
  [/^(?:unattend|source) environ /, ['typed', 'shown', 'token', 'inner', 'proxy']],
  // What a program gave another by sudo is in its SUDO_COMMAND.
  [/^container environ /, ['variable', 'argument', 'token', 'inner', 'proxy', 'key']],
  [/^container cmdline .*\0child\0/s, ['argument']],
  [/^container cmdline .*\0by-sudo\0/s, ['argument', 'variable']],
  [/^container cmdline .*\0nothing-like-it\0/s, ['argument']],
  [/^container cmdline .*\0set-token\0/s, ['token', 'key', 'inner']],
  // One of those, which ended before it was seen where it was.
  [
    /^gone cmdline .*\0(?:child|by-sudo|nothing-like-it|set-token)\0/s,
    ['argument', 'variable', 'token', 'key', 'inner'],
  ],
  [/^container top(?: \| base64)?$/, ['argument', 'variable', 'token', 'key', 'inner']],
];

const isOurs = ({ canary, where }: Finding): boolean =>
  !others.some(([place, canaries]) => place.test(where) && canaries.includes(canary));

interface Case {
  readonly name: string;
  readonly ending: Ending;
  readonly exitCode: number;
  readonly flags: readonly string[];
  /** On a terminal, where `typed` is asked for; what happens there. */
  readonly onTerminal?: (run: RunningCli) => Promise<void>;
}

const cases: readonly Case[] = [
  { name: 'in a log with all output', ending: 'well', exitCode: 0, flags: ['--verbose'] },
  {
    name: 'in all output as JSON: a failed step',
    ending: 'badly',
    exitCode: 4,
    flags: ['--verbose', '--json'],
  },
  {
    name: 'in all output as JSON: a refused file',
    ending: 'refused',
    exitCode: 4,
    flags: ['--verbose', '--json'],
  },
  { name: 'in JSON, of a question nobody answers', ending: 'mute', exitCode: 3, flags: ['--json'] },
  {
    name: 'in colours on a terminal, of a password that is refused',
    ending: 'wrong',
    exitCode: 3,
    flags: [],
    onTerminal: () => Promise.resolve(),
  },
  {
    name: 'in colours on a terminal, of scopes that are open when Ctrl-C comes',
    ending: 'never',
    exitCode: 130,
    flags: [],
    async onTerminal({ child, stdout }) {
      await until('the installer waits', () => stdout().includes('waiting-for-ever'), 30_000);
      child.stdin?.write('\x03');
    },
  },
];

/** Runs one case and keeps all that was to be seen of it, with the canaries that went through it. */
async function play(given: Case): Promise<Played> {
  const { ending, flags, onTerminal } = given;
  await using box = await openSandbox();
  const canaries = { ...newCanaries(), proxy: password };
  const { host, port, user, network } = proxy;
  const url = `http://${user}:${password}@${host}:${port}`;
  const env = await writeScript(box, { canaries, ending, proxy: { url, network, host } });
  const common = ['run', 'a.yaml', '--base', base.ref, '--recording', 'out.cast'];
  if (onTerminal === undefined) return { canaries, seen: await observe(box, [...flags, ...common], { env }) };
  const seen = await observe(box, [...flags, ...common, '--secret', 'typed=prompt'], {
    env: { ...env, TYPED: undefined, FORCE_COLOR: '1', TERM: 'xterm-256color' },
    through: inTerminal,
    stdin: 'pipe',
    async during(run) {
      await until('it asks', () => run.stdout().includes('typed: '), 30_000);
      run.child.stdin?.write(`${canaries.typed}\r`);
      await onTerminal(run);
    },
  });
  return { canaries, seen };
}

interface Played {
  readonly canaries: Canaries;
  readonly seen: Observed;
}

it.each(cases)('no secret on any road is anywhere: $name', async (given) => {
  const played = plays.get(given);
  if (played === undefined) throw new Error('it was not played');
  const { canaries, seen } = played;
  const found = await scanAll(createFinder(listed(canaries)), [...seen.evidence, ...processes]);
  expect({ ours: found.filter(isOurs), exitCode: seen.exitCode }).toEqual({
    ours: [],
    exitCode: given.exitCode,
  });
  // The run went down all the roads, and it was watched: what others do with the secrets was seen.
  expect(found.map(({ canary, where }) => `${canary} ${where}`)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^argument container cmdline .*\0child\0/s),
      expect.stringMatching(/^argument container cmdline .*\0by-sudo\0/s),
      expect.stringMatching(/^variable container environ /),
      expect.stringMatching(/^inner container environ /),
      expect.stringMatching(/^proxy unattend environ /),
    ]),
  );
  const told = `${seen.stdout}${seen.stderr}`;
  expect(told).toContain('[redacted]');
  expect(told).toMatch(/start-stop-daemon --start set-token \[redacted\]/);
  expect(proxy.log()).toMatch(/GET http:/);
});
