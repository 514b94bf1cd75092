import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { connectEngine } from '../engine/connect.js';
import type { Engine } from '../engine/engine.js';
import { Cleanup } from './cleanup.js';
import { removeTree } from './inputs/remove-tree.js';
import { type LedgerEntries, readLedger } from './ledger.js';

/**
 * Removes what a run that died left behind, as its ledger names it, and then the ledger. What cannot be removed keeps
 * the ledger. Throws CLEANUP_FAILED.
 */
export async function sweep(ledgerFile: string): Promise<void> {
  const entries = readLedger(ledgerFile);
  if (entries === undefined) return;
  const { containers, images, paths, isCommitting = false } = entries;
  const cleanup = new Cleanup(); // the last one goes first
  cleanup.add(`remove ${images.join(', ')}`, () =>
    inEngine(entries, images, (engine) => removeImages(engine, images, isCommitting)),
  );
  for (const path of paths) cleanup.add(`remove ${path}`, () => removeTree(path));
  cleanup.add(`remove ${containers.join(', ')}`, () =>
    inEngine(entries, containers, async (engine) => {
      for (const name of containers) await engine.removeContainer(name);
    }),
  );
  await cleanup[Symbol.asyncDispose]();
  await rm(ledgerFile, { force: true });
}

async function inEngine(
  { engine: address }: LedgerEntries,
  names: readonly string[],
  remove: (engine: Engine) => Promise<void>,
): Promise<void> {
  if (address === undefined || names.length === 0) return;
  await using engine = await connectEngine({ address, env: {} });
  await remove(engine);
}

/**
 * How long a commit may go on in the engine after its client has died: 10 s a GB (measured), so about 12 GB. Longer would
 * only keep this process waiting where the engine never got the request.
 */
const commitMs = 120_000;
/** A load under the same name that was under way when the client died ends within this. */
const loadMs = 1000;

/** A commit goes on without the client that asked for it: its image, under whichever name, is waited for. */
async function removeImages(engine: Engine, refs: readonly string[], isCommitting: boolean): Promise<void> {
  const deadlineMs = performance.now() + commitMs;
  const isThere = async (): Promise<boolean> => {
    for (const ref of refs) if ((await engine.findImage(ref)) !== undefined) return true;
    return false;
  };
  while (isCommitting && performance.now() < deadlineMs && !(await isThere())) await delay(200);
  if (isCommitting) await delay(loadMs);
  for (const ref of refs) await engine.removeImage(ref);
}
