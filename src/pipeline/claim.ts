import { renameSync } from 'node:fs';
import { isRunning, ownIdentity } from './process-identity.js';

/*
 * A ledger is taken by giving it another name, which only one of two that try can do. The name says who has it, so that
 * it is free again when that process has died over it: `RUN.json.PID-TICKS`.
 */
const pattern = /^(([0-9a-f]{12})\.json)(?:\.(\d+)-(\d*)|\.(new))?$/;

/** A file of the ledgers' directory. */
export interface LedgerFile {
  readonly runId: string;
  /** What it is called while nobody has taken it. */
  readonly name: string;
  /** Who has taken it and lives. */
  readonly claimant?: number;
  /** Written and not yet in its place: its writer died, or is about to put it there. */
  readonly isNew: boolean;
}

/** What a file of that name is; undefined when it is none of ours. */
export function parseLedgerName(fileName: string): LedgerFile | undefined {
  const [, name = '', runId, pid, ticks = '', isNew] = pattern.exec(fileName) ?? [];
  if (runId === undefined) return undefined;
  const isClaimed = pid !== undefined && isRunning(Number(pid), ticks === '' ? undefined : Number(ticks));
  return { runId, name, isNew: isNew !== undefined, ...(isClaimed && { claimant: Number(pid) }) };
}

/** Takes a ledger for this process; undefined when it is gone, or somebody else was faster. */
export function claimLedger(file: string): string | undefined {
  const { pid, startTicks } = ownIdentity();
  const claimed = `${unclaimedName(file)}.${pid}-${startTicks ?? ''}`;
  try {
    renameSync(file, claimed);
    return claimed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The path without the claim of somebody who has died. */
export const unclaimedName = (file: string): string => file.replace(/\.json\.\d+-\d*$/, '.json');
