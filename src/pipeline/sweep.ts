import { renameSync, rmSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { connectEngine } from '../engine/connect.js';
import type { Environment } from '../engine/endpoint.js';
import type { Engine } from '../engine/engine.js';
import { claimLedger, unclaimedName } from './claim.js';
import { type LedgerEntries, readLedger, removeLedger, writeLedger } from './ledger.js';
import { Tally, type Tallied } from './tally.js';
import {
  containerThing,
  imageThing,
  namesEngine,
  pathThing,
  tagThings,
  type Thing,
  undoThing,
} from './things.js';

export interface SweepOptions {
  /** Says how the engine is reached, besides its address. */
  readonly env: Environment;
  /** Whether a container that `--keep` left goes too. */
  readonly isKeptOver: boolean;
  /** Looks and removes nothing. */
  readonly isDryRun: boolean;
}

/**
 * Removes what a run that died left behind, as its ledger names it, and then the ledger. What cannot be removed keeps the
 * ledger; so does a container that was left on purpose. Undefined when there is no ledger, or somebody else has it.
 */
export async function sweep(ledgerFile: string, options: SweepOptions): Promise<Tallied | undefined> {
  if (options.isDryRun) {
    const entries = readLedger(ledgerFile);
    return entries && sweepEntries(entries, { ...options, waitMs: 0 });
  }
  const claimed = claimLedger(ledgerFile);
  if (claimed === undefined) return undefined;
  const free = unclaimedName(ledgerFile);
  let keeping: LedgerEntries['kept'];
  let isDone = false;
  try {
    const entries = readLedger(claimed);
    if (entries === undefined) return undefined;
    const tallied = await sweepEntries(entries, {
      ...options,
      waitMs: longestWaitMs(entries.commit) - (Date.now() - statSync(claimed).mtimeMs),
    });
    const isClean = tallied.failures.length === 0;
    if (isClean && tallied.isKept === true) keeping = entries.kept;
    if (keeping !== undefined)
      writeLedger(free, { ...entries, containers: [], images: [], paths: [], undos: [] });
    isDone = isClean;
    return tallied;
  } finally {
    if (isDone) removeLedger(claimed);
    else renameSync(claimed, free);
    if (keeping === undefined) rmSync(`${free}.new`, { force: true });
  }
}

/** How long a commit may go on in the engine after its client has died. */
const longestCommitMs = 120_000;
/** The start of one, on a machine that is busy. */
const leastCommitMs = 5000;
/** Ten times what is usual (measured: 10 s a GB of large files, 21 s a GB of 37,000 small ones). */
const commitMsPerGigabyte = 100_000;
/** A load under the same name that was under way when the client died ends within this. */
const loadMs = 1000;

async function sweepEntries(
  entries: LedgerEntries,
  options: SweepOptions & { readonly waitMs: number },
): Promise<Tallied> {
  const tally = new Tally(options.isDryRun);
  await using engine = await engineOf(entries, options.env, tally);
  const isKept = await tally.attempt(entries.kept !== undefined, () => isStillKept(entries, engine, options));
  const { kept } = entries;
  const goes = (name: string): boolean =>
    !isKept || ![kept?.container, kept?.image, kept?.inputs].includes(name);
  const names = new Set([...entries.containers, ...(kept === undefined ? [] : [kept.container])]);
  const paths = new Set([...entries.paths, ...(kept?.inputs === undefined ? [] : [kept.inputs])]);
  const refs = new Set([...entries.images, ...(kept?.image === undefined ? [] : [kept.image])]);

  const inEngine = async (things: (engine: Engine) => readonly Thing[]): Promise<void> => {
    if (engine !== undefined) await tally.removeAll(things(engine));
  };
  await inEngine((it) => [...names].filter(goes).map((name) => containerThing(it, name)));
  await inEngine((it) => entries.undos.toReversed().map((each) => undoThing(it, each)));
  await tally.removeAll([...paths].filter(goes).map(pathThing));
  await inEngine((it) => tagThings(it, entries.publication));
  if (engine !== undefined && entries.commit !== undefined && !options.isDryRun)
    await tally.attempt(undefined, () => commitEnded(engine, entries.images, options.waitMs));
  await inEngine((it) => [...refs].filter(goes).map((ref) => imageThing(it, ref)));
  return { ...tally.result(), isKept };
}

/** One that its user has removed is not. */
async function isStillKept(
  { kept }: LedgerEntries,
  engine: Engine | undefined,
  { isKeptOver }: SweepOptions,
): Promise<boolean> {
  if (kept === undefined || isKeptOver) return false;
  return engine === undefined || (await engine.findContainer(kept.container)) !== undefined;
}

async function engineOf(entries: LedgerEntries, env: Environment, tally: Tally): Promise<Engine | undefined> {
  const { engine: address } = entries;
  if (address === undefined || !namesEngine(entries)) return undefined;
  return tally.attempt(undefined, () => connectEngine({ address, env }));
}

/**
 * Whether a commit is under way no engine tells. Docker logs an event at its end only (20.10, measured: also when the container
 * is gone by then), and while it is at it every call for the container, its removal too, is answered as ever.
 */
function longestWaitMs(commit: LedgerEntries['commit']): number {
  if (commit?.bytes === undefined) return longestCommitMs;
  return Math.min(longestCommitMs, leastCommitMs + (commit.bytes / 2 ** 30) * commitMsPerGigabyte);
}

/** A commit goes on without the client that asked for it: its image, under whichever name, is waited for. */
async function commitEnded(engine: Engine, refs: readonly string[], waitMs: number): Promise<void> {
  const deadlineMs = performance.now() + waitMs;
  const isThere = async (): Promise<boolean> => {
    for (const ref of refs) if ((await engine.findImage(ref)) !== undefined) return true;
    return false;
  };
  while (performance.now() < deadlineMs && !(await isThere())) await delay(200);
  await delay(loadMs);
}
