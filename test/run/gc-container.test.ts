import type { IncomingMessage } from 'node:http';
import { expect, it, vi } from 'vitest';
import { faultyEngine } from '../engine/support/proxy.js';
import type { RunningCli } from '../support/cli.js';
import { containersOf } from '../support/containers.js';
import { callEngine, fromEngine } from '../support/engine-api.js';
import { BUSYBOX } from '../support/images.js';
import { editLedger, gc, LEDGER, ledgerOf, readLedger } from '../support/ledgers.js';
import { openProxy } from '../support/proxy.js';
import { openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';
import { killWithWatcher, runIdOf } from '../support/watcher.js';

// Each waits for several runs of the command line.
vi.setConfig({ testTimeout: 120_000 });

interface Held extends AsyncDisposable {
  readonly run: RunningCli;
  /** There is no engine any more. */
  readonly goAway: () => Promise<void>;
  /** Breaks the connection on which it was asked for. */
  readonly hangUp: () => void;
  /** How often somebody looked for the container since it was asked for. */
  readonly looks: () => number;
}

/** A run whose `nth` container the engine is asked for, and does not make. */
async function startHeld(box: Sandbox, nth = 1): Promise<Held> {
  await box.session('deploy:\n  - run: touch /made\ntest:\n  - run: test -e /made\n');
  let [asked, looks] = [0, 0];
  let asking: IncomingMessage | undefined;
  const engine = await faultyEngine((call) => {
    const { method = '', url = '' } = call;
    const isCreate = method === 'POST' && url.startsWith('/containers/create?');
    if (isCreate && ++asked === nth) {
      asking = call;
      return { isSilent: true };
    }
    if (asked === nth && /^\/containers\/unattend-[^/]+\/json/.test(url)) looks++;
    return undefined;
  });
  const run = box.start(['run', 'a.yaml', '--engine', engine.address]);
  await until('the container is asked for', () => asked === nth, 40_000);
  return {
    run,
    async goAway() {
      await engine[Symbol.asyncDispose]();
    },
    hangUp: () => asking?.socket.destroy(),
    looks: () => looks,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      const name = `unattend-${runIdOf(run)}`;
      for (const each of [name, `${name}-test`])
        await callEngine({ method: 'DELETE', path: `/containers/${each}?force=true` });
    },
  };
}

/** What the engine does with what it was asked for, also when nobody waits for it any more. */
async function make(name: string): Promise<void> {
  const body = Buffer.from(JSON.stringify({ Image: BUSYBOX, Cmd: ['true'] }));
  await fromEngine({ method: 'POST', path: `/containers/create?name=${name}`, body });
}

/** As if the container had been asked for that long ago. */
const putBack = (file: string, ms: number): Promise<void> =>
  editLedger(file, ({ starting }) => ({
    starting: { ...(starting as object), sinceMs: Date.now() - ms },
  }));

const without = async (runId: string): Promise<boolean> => (await containersOf([runId])).length === 0;

it.concurrent.each([
  ['of the steps', 1, ''],
  ['of the tests', 2, '-test'],
])('the watcher removes a container %s that comes after it has looked for it', async (_, nth, suffix) => {
  await using box = await openSandbox();
  await using held = await startHeld(box, nth);
  const runId = runIdOf(held.run);
  held.run.child.kill('SIGKILL');
  await held.run.ended;
  await until('it is looked for again', () => held.looks() >= 5);
  await make(`unattend-${runId}${suffix}`);
  expect(await box.left(20_000)).toEqual(RECORDING);
});

it.concurrent('the watcher gives a container up that never comes', async () => {
  await using box = await openSandbox();
  await using held = await startHeld(box);
  held.run.child.kill('SIGKILL');
  await held.run.ended;
  expect(await box.left(30_000)).toEqual(RECORDING);
  expect(held.looks()).toBeGreaterThan(5);
});

it.concurrent('gc waits for a container that may come, says so, and removes it', async () => {
  await using box = await openSandbox();
  await using held = await startHeld(box);
  const runId = await killWithWatcher(held.run);
  await putBack(ledgerOf(box, runId), 0);
  const sweep = box.start(['gc']);
  await sweep.says(`run ${runId}: waiting for its container, which the engine may be making: 10 s at most`);
  await make(`unattend-${runId}`);
  const { exitCode, stdout } = await sweep.ended;
  expect(box.plain(stdout)).toContain('removed       container unattend-RUN\n');
  expect(exitCode).toBe(0);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent('gc does not wait where it could have come by now, and a dry run not at all', async () => {
  await using box = await openSandbox();
  await using held = await startHeld(box);
  const runId = await killWithWatcher(held.run);
  const file = ledgerOf(box, runId);
  await putBack(file, 0);
  const none = 'removed       ROOT/tmp/unattend-RUN\n';
  expect(await gc(box, '--dry-run')).toEqual([0, none.replace('removed       ', 'would remove  ')]);
  await putBack(file, 60_001);
  expect(await gc(box)).toEqual([0, none]);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent('a ledger says nothing of it once the container has started', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo started; sleep 100\n');
  const run = box.start(['--verbose', 'run', 'a.yaml']);
  await run.says('| started');
  const file = ledgerOf(box, await killWithWatcher(run));
  expect(await readLedger(file)).not.toHaveProperty('starting');
});

it.concurrent('a container whose answer was lost is looked for once its run has failed', async () => {
  await using box = await openSandbox();
  await using held = await startHeld(box);
  held.hangUp();
  const { exitCode, stderr } = await held.run.ended;
  expect(stderr).toContain('UNATTEND_ENGINE_GARBLED');
  expect(exitCode).toBe(5);
  const before = held.looks();
  await until('it is looked for again', () => held.looks() >= before + 4);
  await make(`unattend-${runIdOf(held.run)}`);
  expect(await box.left(20_000)).toEqual(RECORDING);
});

it.concurrent('of an engine that goes away over it the container is looked for when it is back', async () => {
  await using box = await openSandbox();
  await using held = await startHeld(box);
  await held.goAway();
  const { exitCode } = await held.run.ended;
  expect(exitCode).toBe(5);
  const runId = runIdOf(held.run);
  expect((await box.left(20_000)).files).toEqual([...RECORDING.files, LEDGER]);
  await make(`unattend-${runId}`);
  await using engine = await openProxy();
  await editLedger(ledgerOf(box, runId), () => ({ engine: engine.address }));
  expect(await gc(box)).toEqual([0, 'removed       container unattend-RUN\n']);
  expect(await without(runId)).toBe(true);
  expect(await box.left()).toEqual(RECORDING);
});
