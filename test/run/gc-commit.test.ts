import { expect, it, vi } from 'vitest';
import type { Commit } from '../../src/pipeline/ledger.js';
import { faultyEngine } from '../engine/support/proxy.js';
import type { RunningCli } from '../support/cli.js';
import { heldContainer } from '../support/containers.js';
import { type HeldCommit, holdCommit } from '../support/held-commit.js';
import { BUSYBOX, hasImage, tagImage } from '../support/images.js';
import { editLedger, gc, LEDGER, ledgerOf, readLedger } from '../support/ledgers.js';
import { openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';
import { killWithWatcher, runIdOf } from '../support/watcher.js';

// Each waits for several runs of the command line and for commits of the engine.
vi.setConfig({ testTimeout: 180_000 });

const SESSION = `deploy:
  - run: 'mkdir /many; cd /many; for i in $(seq 250); do : >$i; done; echo large >/large'
  - run: 'echo written; while [ ! -e /dev/go ]; do sleep 0.05; done'
`;

const dayMs = 24 * 3600 * 1000;

const commitOf = (runId: string): string => `unattend.invalid/candidate:${runId}-commit`;

/** A run whose commit the engine has begun and does not end before it is released. */
async function startCommit(box: Sandbox): Promise<HeldCommit & { readonly run: RunningCli }> {
  await box.session(SESSION);
  const run = box.start(['--verbose', 'run', 'a.yaml']);
  await run.says('| written');
  const name = `unattend-${runIdOf(run)}`;
  const commit = await holdCommit(name, 'large');
  await heldContainer(name).run('touch /dev/go');
  await commit.reached();
  return { ...commit, run };
}

const mayCome = (sinceMs: number): string =>
  `left          run RUN: its image has not come, and may yet; gc looks for it until ${new Date(sinceMs + dayMs).toISOString()}\n`;

const notedCommit = async (file: string): Promise<Commit> => (await readLedger(file))['commit'] as Commit;

const sinceMsOf = async (file: string): Promise<number> => (await notedCommit(file)).sinceMs;

/** As if the commit had been asked for that long ago. */
const putBack = (file: string, ms: number): Promise<void> =>
  editLedger(file, ({ commit }) => ({ commit: { ...(commit as object), sinceMs: Date.now() - ms } }));

it('waits for a commit that goes on in the engine, and removes its image', async () => {
  await using box = await openSandbox();
  await using commit = await startCommit(box);
  const { run } = commit;
  const runId = await killWithWatcher(run);
  const file = ledgerOf(box, runId);
  // As if it were of very many files: the machine may be busy. So long as that takes no `gc` waits.
  await editLedger(file, ({ commit: noted }) => ({
    commit: { ...(noted as object), sinceMs: Date.now(), paths: 1_000_000 },
  }));
  const sweep = box.start(['gc']);
  await sweep.says(`run ${runId}: waiting for its image, which the engine may be making`);
  expect(await hasImage(commitOf(runId))).toBe(false);
  await commit.release();
  const { exitCode, stdout, stderr } = await sweep.ended;
  expect(stderr).toMatch(/: 120 s at most\n$/);
  expect(stdout).toContain(`removed       image ${commitOf(runId)}\n`);
  expect(exitCode).toBe(0);
  expect(await hasImage(commitOf(runId))).toBe(false);
  expect(await box.left()).toEqual(RECORDING);
});

it('removes an image that comes after nobody waits for it any more', async () => {
  await using box = await openSandbox();
  await using commit = await startCommit(box);
  const { run } = commit;
  const runId = await killWithWatcher(run);
  const file = ledgerOf(box, runId);
  await putBack(file, 600_000);
  const left = mayCome(await sinceMsOf(file));
  expect(await gc(box)).toEqual([0, expect.stringContaining(left)]);
  expect(await hasImage(commitOf(runId))).toBe(false);
  expect((await box.left()).files).toContain(LEDGER);
  // Of what has gone nothing is told again.
  expect(await gc(box, '--dry-run')).toEqual([0, left]);
  await commit.release();
  await until('the image has come', () => hasImage(commitOf(runId)), 30_000);
  expect(await gc(box)).toEqual([0, 'removed       image unattend.invalid/candidate:RUN-commit\n']);
  expect(await hasImage(commitOf(runId))).toBe(false);
  expect(await box.left()).toEqual(RECORDING);
});

it('removes an image that comes after the watcher has waited for it', async () => {
  await using box = await openSandbox();
  await using commit = await startCommit(box);
  const { run } = commit;
  const file = ledgerOf(box, runIdOf(run));
  const left = mayCome(await sinceMsOf(file));
  run.child.kill('SIGKILL');
  await run.ended;
  // The watcher ends by itself.
  expect(await box.left(20_000)).toEqual({ ...RECORDING, files: [...RECORDING.files, LEDGER] });
  expect(await gc(box)).toEqual([0, left]);
  await commit.release();
  await until('the image has come', () => hasImage(commitOf(runIdOf(run))), 30_000);
  expect(await gc(box)).toEqual([0, 'removed       image unattend.invalid/candidate:RUN-commit\n']);
  expect(await box.left()).toEqual(RECORDING);
});

it('notes of how many files a commit is', async () => {
  await using box = await openSandbox();
  await using commit = await startCommit(box);
  const { run } = commit;
  const noted = await notedCommit(ledgerOf(box, await killWithWatcher(run)));
  expect(noted.paths).toBeGreaterThan(250);
  expect(noted.bytes).toBeGreaterThan(0);
  await commit.release();
  await until('the image has come', () => hasImage(commitOf(runIdOf(run))), 30_000);
  await box.run(['gc']);
  expect(await box.left()).toEqual(RECORDING);
});

const commitCalls = /^POST \/commit\?/;

it('waits for a commit that never reached the engine no longer than it could have taken, and looks for a day', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  let isAsked = false;
  await using engine = await faultyEngine(({ method = '', url = '' }) => {
    if (!commitCalls.test(`${method} ${url}`)) return undefined;
    isAsked = true;
    return { isSilent: true };
  });
  const run = box.start(['run', 'a.yaml', '--engine', engine.address]);
  await until('the commit is asked for', () => isAsked, 30_000);
  const file = ledgerOf(box, await killWithWatcher(run));
  // As if it had been asked for just now, however long the killing took.
  await putBack(file, 0);
  const left = mayCome(await sinceMsOf(file));
  // Two minutes are more than a command line of a test may take.
  const { exitCode, stdout, stderr } = await box.run(['gc', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(box.plain(stdout))).toEqual({
    removed: ['ROOT/tmp/unattend-RUN'],
    left: [left.replace(/^left +/, '').trimEnd()],
    failures: [],
  });
  expect(box.plain(stderr)).toMatch(
    /^run RUN: waiting for its image, which the engine may be making: \d s at most\n$/,
  );
  expect(await gc(box)).toEqual([0, left]);
  await putBack(file, dayMs + 1);
  expect(await gc(box)).toEqual([0, 'Nothing is left of any run.\n']);
  expect(await box.left()).toEqual(RECORDING);
});

it('waits for the image of a commit whose answer was lost, once its run has failed', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  await using engine = await faultyEngine((call) => {
    if (!commitCalls.test(`${call.method ?? ''} ${call.url ?? ''}`)) return undefined;
    call.destroy();
    return { isSilent: true };
  });
  const run = box.start(['run', 'a.yaml', '--engine', engine.address]);
  const { exitCode, stderr } = await run.ended;
  expect(stderr).toContain('UNATTEND_ENGINE_GARBLED');
  expect(exitCode).toBe(5);
  const name = commitOf(runIdOf(run));
  await tagImage(BUSYBOX, name);
  expect(await box.left(30_000)).toEqual(RECORDING);
  expect(await hasImage(name)).toBe(false);
});
