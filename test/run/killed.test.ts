import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { RunningCli } from '../support/cli.js';
import { containersOf } from '../support/containers.js';
import { openProxy } from '../support/proxy.js';
import { BUSYBOX, inspectImage, tagImage } from '../support/images.js';
import { openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

const WIZARD = 'trap "" HUP INT TERM; printf "Name: "; read name; while :; do sleep 1; done';
const says = (text: string) => (running: RunningCli) => running.says(text);

/** Moments in a run: the lines of its session, and how it is seen to be there. */
const moments: Readonly<
  Record<string, readonly [lines: string, reached: (running: RunningCli, box: Sandbox) => Promise<unknown>]>
> = {
  'in a step on this machine': [
    "prepare:\n  - run: 'touch ready; while echo; do sleep 0.1; done'\ndeploy:\n  - run: touch /made\n",
    (_, box) => until('ready', () => existsSync(join(box.directory, 'ready'))),
  ],
  'while an input is copied': [
    'inputs: { sdk: { from: sdk } }\ndeploy:\n  - run: touch /made\n',
    says('input sdk'),
  ],
  'while the container starts': ['deploy:\n  - run: touch /made\n', says('deploy\n')],
  'in a dialogue': [
    `inputs: { small: { from: a.yaml } }\ndeploy:\n  - spawn: '${WIZARD}'\n    dialogue: [{ expect: "Name:", answer: bob }, { expect: "Go?" }]\n`,
    says('typed "bob" enter'),
  ],
  'in a run step': ['deploy:\n  - run: echo started; sleep 100\n', says('| started')],
  'while the container of the test starts': [
    'deploy:\n  - run: touch /made\ntest:\n  - run: sleep 100\n',
    says('test\n'),
  ],
  'in a test': [
    'deploy:\n  - run: touch /made\ntest:\n  - run: echo started; sleep 100\n',
    says('| started'),
  ],
};

/**
 * That all goes is looked at here, within the time in which it would be called hung; how soon it goes is measured by the soak of
 * kills. The engine writes what it removes to the disk before it answers, and the tests beside these write gigabytes.
 */
const goneMs = 30_000;

it.concurrent.each(Object.entries(moments))(
  'kill -9 %s: everything is cleaned up all the same',
  async (_, [lines, reached]) => {
    await using box = await openSandbox();
    await truncate(await box.write('sdk', ''), 2 ** 31);
    await box.session(lines);
    await tagImage(BUSYBOX, box.tag);
    const before = await inspectImage(box.tag);

    const running = box.start(['--verbose', 'run', 'a.yaml']);
    await reached(running, box);
    const runId = /\(run (\w+)\)/.exec(running.stderr())?.[1] ?? '';
    running.child.kill('SIGKILL');
    expect((await running.ended).signalName).toBe('SIGKILL');

    await until('no container', async () => (await containersOf([runId])).length === 0, goneMs);
    expect(await box.left(goneMs)).toEqual(RECORDING);
    expect((await inspectImage(box.tag)).Id).toBe(before.Id);
  },
);

it.concurrent('kill -9 in a dialogue: the container is gone within two seconds', async () => {
  await using box = await openSandbox();
  await box.session(moments['in a dialogue']?.[0] ?? '');
  const running = box.start(['run', 'a.yaml']);
  await running.says('typed "bob" enter');
  const runId = /\(run (\w+)\)/.exec(running.stderr())?.[1] ?? '';
  expect(await containersOf([runId])).toEqual([`unattend-${runId} running`]);
  running.child.kill('SIGKILL');
  await until('no container', async () => (await containersOf([runId])).length === 0, 2000);
});

// Not by what the run says: it says so before it has asked, and a commit that was never asked for leaves its ledger (gc-commit.test.ts).
it.concurrent('kill -9 in the commit, which the engine goes on with: its image is waited for', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: dd if=/dev/zero of=/big bs=1M count=200\n');
  await tagImage(BUSYBOX, box.tag);
  const before = await inspectImage(box.tag);
  await using engine = await openProxy();
  const running = box.start(['run', 'a.yaml', '--engine', engine.address]);
  await until('the commit is asked for', () => engine.hasPassed('/commit?'), 20_000);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(await box.left(goneMs)).toEqual(RECORDING);
  expect((await inspectImage(box.tag)).Id).toBe(before.Id);
});

it.concurrent('kill -9 of the run and no engine any more: files are removed, the ledger stays', async () => {
  await using box = await openSandbox();
  await box.session('inputs: { small: { from: a.yaml } }\ndeploy:\n  - run: echo started; sleep 100\n');
  await using engine = await openProxy();
  const running = box.start(['--verbose', 'run', 'a.yaml', '--engine', engine.address]);
  await running.says('| started');
  await engine[Symbol.asyncDispose]();
  running.child.kill('SIGKILL');
  await running.ended;
  const { files } = await box.left(goneMs);
  expect(files).toEqual(['state/unattend/recordings/RUN.cast', 'state/unattend/runs/RUN.json']);
  await until('no container', async () => (await box.left()).containers.length === 0);
});

it('kill -9 at moments uniform over a run, every other one with its watcher: nothing is left, no tag is moved', async () => {
  const soak = resolve(import.meta.dirname, '../../bench/soak.mjs');
  const counts = ['sessions=0', 'exits=0', 'conformance=0', 'replays=0', 'kills=4'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [soak, ...counts]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^ok {4}kill -9, 4 moments over \d+\.\d s: 4 of 4 left nothing; in prepare \d, create \d, /,
  );
}, 180_000);
