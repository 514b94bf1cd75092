import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnattendError } from '../errors.js';
import type { Journal, Undo } from '../engine/engine.js';
import { syncDirectory } from '../sync-directory.js';
import { makeDirectory } from './make-directory.js';
import { ownIdentity, type ProcessIdentity } from './process-identity.js';

/** What a run has made or is about to make and a crash would leave behind. */
export interface LedgerEntries {
  /** The process of the run; while it lives, all of this is its own business. */
  readonly owner?: ProcessIdentity;
  /** Address of the engine the containers and images are in. */
  readonly engine?: string;
  /** Names. */
  readonly containers: readonly string[];
  readonly images: readonly string[];
  /** The engine is asked for a container and may still be making it. */
  readonly starting?: Starting | undefined;
  /** The engine is asked for a commit and may still be at it. */
  readonly commit?: Commit | undefined;
  /** Files and directories of this machine. */
  readonly paths: readonly string[];
  /** What is changed in a container that is not ours. */
  readonly undos: readonly Undo[];
  /** Tags are being given, and the run may die before all of them are. */
  readonly publication?: Publication | undefined;
  /** What `--keep` has left; the rest of the run's things went. */
  readonly kept?: Kept;
}

/** A container that was left on purpose, and the image that is only there for it. */
interface Kept {
  readonly container: string;
  readonly image?: string;
  /** The directory its inputs are in. */
  readonly inputs?: string;
  readonly sinceMs: number;
}

export interface Starting {
  /** Its name. */
  readonly container: string;
  /** When the engine was about to be asked for it, in milliseconds since 1970. */
  readonly sinceMs: number;
}

export interface Commit {
  /** When the engine was asked for it, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** What the container has over its image, if the engine said. */
  readonly bytes?: number;
  /** In how many paths it differs from it. */
  readonly paths: number;
}

/** Tags of one image, and what each named before. */
export interface Publication {
  readonly imageId: string;
  readonly tags: readonly { readonly ref: string; readonly previousId?: string }[];
}

/** What may be noted at once; undos have a way of their own. */
type Noted = Partial<Omit<LedgerEntries, 'owner' | 'undos' | 'kept'>>;

/** The list of what a run would leave behind, kept on disk: a thing is in it before it is made. */
export interface Ledger {
  readonly file: string;
  /** For what is changed in a container that is not ours. */
  readonly journal: Journal;
  note(entries: Noted): void;
  /** What the engine was asked for has come, or does not. Also where that cannot be written: then `close` need not keep it. */
  settle(what: 'starting' | 'commit'): void;
  /** All tags are given, or all are given back. */
  published(): void;
  /** The container, and its image, stay after this run, until they are old. */
  keep(kept: Kept): void;
  /** The run has cleaned up itself; what is kept, could not be put back or may still come stays written. */
  close(): void;
}

/** Synchronous on purpose: an entry has to be on disk before what it names is made. */
export function openLedger(file: string): Ledger {
  let entries: LedgerEntries = { owner: ownIdentity(), containers: [], images: [], paths: [], undos: [] };
  makeDirectory({ path: dirname(file), variable: 'XDG_STATE_HOME', isShared: true });

  function change(changed: Partial<LedgerEntries>): void {
    const next = { ...entries, ...changed };
    writeLedger(file, next);
    entries = next;
  }

  change({});
  return {
    file,
    journal: {
      note: (undo) => change({ undos: [...entries.undos, undo] }),
      settle: (id) => change({ undos: entries.undos.filter((each) => each.id !== id) }),
    },
    note: ({ containers = [], images = [], paths = [], ...rest }) =>
      change({
        ...rest,
        containers: [...entries.containers, ...containers],
        images: [...entries.images, ...images],
        paths: [...entries.paths, ...paths],
      }),
    settle(what) {
      entries = { ...entries, [what]: undefined };
      change({});
    },
    published: () => change({ publication: undefined }),
    keep: (kept) => change({ kept }),
    close() {
      const { kept, undos, starting, commit, images } = entries;
      const mayCome = {
        containers: starting === undefined ? [] : [starting.container],
        images: commit === undefined ? [] : images,
      };
      const isOver = starting === undefined && commit === undefined;
      if (kept === undefined && undos.length === 0 && isOver) removeLedger(file);
      else change({ ...mayCome, paths: [] });
    },
  };
}

export function hasMoreThanKept({
  containers,
  images,
  paths,
  undos,
  publication,
  kept,
}: LedgerEntries): boolean {
  const count = containers.length + images.length + paths.length + undos.length;
  return count > 0 || publication !== undefined || kept === undefined;
}

/** As a whole or not at all, and on the disk when it returns: a power cut finds it. */
export function writeLedger(file: string, entries: LedgerEntries): void {
  putInPlace(file, JSON.stringify(entries));
  try {
    syncDirectory(dirname(file));
  } catch (cause) {
    const { message } = cause as Error;
    const problem = `The ledger ${file} is written, but a power cut may bring back the one before: ${message}.`;
    const help = 'Look after that disk, or set XDG_STATE_HOME to a directory on another one.';
    throw new UnattendError('USAGE', { problem, help }, { cause });
  }
}

function putInPlace(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (cause) {
    rmSync(`${file}.new`, { force: true });
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const doing = `write the ledger ${file}`;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new UnattendError('NO_SPACE', { doing, reason: message }, { cause });
    const help = 'Set XDG_STATE_HOME to a directory that you may write to.';
    throw new UnattendError('USAGE', { problem: `Cannot ${doing}: ${message}.`, help }, { cause });
  }
}

export function removeLedger(file: string): void {
  for (const path of [file, `${file}.new`]) rmSync(path, { force: true });
}

/** The entries of a ledger, or undefined when the run has closed it. */
export function readLedger(file: string): LedgerEntries | undefined {
  try {
    const writtenMs = statSync(file).mtimeMs;
    const { commit, ...read } = JSON.parse(readFileSync(file, 'utf8')) as Written;
    return {
      ...{ containers: [], images: [], paths: [], undos: [] },
      ...read,
      ...(commit && { commit: wholeCommit(commit, writtenMs) }),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** By an older version. */
type Written = Partial<Omit<LedgerEntries, 'commit'>> & { readonly commit?: Partial<Commit> };

/** Nothing is written between the note of a commit and its end: where the note does not say when it was made, the file does. */
const wholeCommit = ({ sinceMs, paths, ...rest }: Partial<Commit>, writtenMs: number): Commit => ({
  ...rest,
  sinceMs: sinceMs ?? writtenMs,
  paths: paths ?? 0,
});
