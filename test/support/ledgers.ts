import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Sandbox } from './sandbox.js';

/** As `left` names it. */
export const LEDGER = 'state/unattend/runs/RUN.json';

export const ledgerOf = (box: Sandbox, runId: string): string =>
  join(dirname(box.directory), LEDGER.replace('RUN', runId));

type Entries = Record<string, unknown>;

export const readLedger = async (file: string): Promise<Entries> =>
  JSON.parse(await readFile(file, 'utf8')) as Entries;

/** Changes what a ledger says, as if it had been written so. */
export async function editLedger(file: string, change: (entries: Entries) => object): Promise<void> {
  const entries = await readLedger(file);
  await writeFile(file, JSON.stringify({ ...entries, ...change(entries) }));
}

/** What `gc` says that has nothing to wait for, and its exit code. */
export async function gc(
  box: Sandbox,
  ...flags: readonly string[]
): Promise<readonly [number | null, string]> {
  const { exitCode, stdout, stderr } = await box.run(['gc', ...flags]);
  expect(stderr).toBe('');
  return [exitCode, box.plain(stdout)];
}
