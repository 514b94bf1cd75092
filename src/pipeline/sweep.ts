import { rm } from 'node:fs/promises';
import { connectEngine } from '../engine/connect.js';
import { Cleanup } from './cleanup.js';
import { removeTree } from './inputs/remove-tree.js';
import { readLedger } from './ledger.js';

/** Removes what a run that died left behind, as its ledger names it, and then the ledger. */
export async function sweep(ledgerFile: string): Promise<void> {
  const entries = readLedger(ledgerFile);
  if (entries === undefined) return;
  const cleanup = new Cleanup();
  cleanup.add(`remove ${ledgerFile}`, () => rm(ledgerFile, { force: true }));
  for (const path of entries.paths)
    cleanup.add(`remove ${path}`, () => removeTree(path));
  if (entries.engine !== undefined && entries.containers.length + entries.images.length > 0) {
    const engine = await connectEngine({ address: entries.engine, env: {} });
    cleanup.add('leave the engine', async () => engine[Symbol.asyncDispose]());
    for (const ref of entries.images) cleanup.add(`remove the image ${ref}`, () => engine.removeImage(ref));
    for (const name of entries.containers)
      cleanup.add(`remove the container ${name}`, () => engine.removeContainer(name));
  }
  await cleanup[Symbol.asyncDispose]();
}
