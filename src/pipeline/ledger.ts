import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDirectory } from './make-directory.js';

/** What a run has made or is about to make and a crash would leave behind. */
export interface LedgerEntries {
  /** Address of the engine the containers and images are in. */
  readonly engine?: string;
  /** Names. */
  readonly containers: readonly string[];
  readonly images: readonly string[];
  /** The engine was asked for a commit and may still be at it. */
  readonly isCommitting?: boolean;
  /** Files and directories of this machine. */
  readonly paths: readonly string[];
}

/** The list of what a run would leave behind, kept on disk: a thing is in it before it is made. */
export interface Ledger {
  readonly file: string;
  note(entries: Partial<LedgerEntries>): void;
  /** The run has cleaned up itself. */
  close(): void;
}

/** Synchronous on purpose: an entry has to be on disk before what it names is made. */
export function openLedger(file: string): Ledger {
  let entries: LedgerEntries = { containers: [], images: [], paths: [] };
  makeDirectory({ path: dirname(file), variable: 'XDG_STATE_HOME', isShared: true });

  function save(): void {
    writeFileSync(`${file}.new`, JSON.stringify(entries), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  save();
  return {
    file,
    note(added) {
      entries = {
        ...entries,
        ...(added.engine === undefined ? {} : { engine: added.engine }),
        ...(added.isCommitting === undefined ? {} : { isCommitting: added.isCommitting }),
        containers: [...entries.containers, ...(added.containers ?? [])],
        images: [...entries.images, ...(added.images ?? [])],
        paths: [...entries.paths, ...(added.paths ?? [])],
      };
      save();
    },
    close() {
      rmSync(file, { force: true });
    },
  };
}

/** The entries of a ledger, or undefined when the run has closed it. */
export function readLedger(file: string): LedgerEntries | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LedgerEntries;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
