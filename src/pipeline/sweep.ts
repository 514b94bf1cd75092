import { renameSync, rmSync } from 'node:fs';
import { connectEngine } from '../engine/connect.js';
import type { Environment } from '../engine/endpoint.js';
import type { Engine } from '../engine/engine.js';
import { claimLedger, unclaimedName } from './claim.js';
import type { LateThing } from './gc-report.js';
import { givenUpMs, hasCommitEnded } from './late-commit.js';
import { waitForContainer } from './late-container.js';
import { type LedgerEntries, readLedger, removeLedger, writeLedger } from './ledger.js';
import type { Patience } from './patience.js';
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
  /** For what may be under way in the engine. */
  readonly patience: Patience;
  /** Told what is waited for that may be under way in the engine, and how long at most. */
  readonly onWait?: (what: LateThing, longestMs: number) => void;
}

/**
 * Removes what a run that died left behind, as its ledger names it, and then the ledger. What cannot be removed keeps the
 * ledger; so do a container that was left on purpose and the image of a commit that may still come. Undefined when there is no ledger, or somebody else has it.
 */
export async function sweep(ledgerFile: string, options: SweepOptions): Promise<Tallied | undefined> {
  if (options.isDryRun) {
    const entries = readLedger(ledgerFile);
    return entries && sweepEntries(entries, options);
  }
  const claimed = claimLedger(ledgerFile);
  if (claimed === undefined) return undefined;
  const free = unclaimedName(ledgerFile);
  let staying: LedgerEntries | undefined;
  let isDone = false;
  try {
    const entries = readLedger(claimed);
    if (entries === undefined) return undefined;
    const tallied = await sweepEntries(entries, options);
    const isClean = tallied.failures.length === 0;
    if (isClean) staying = stayingOf(entries, tallied);
    if (staying !== undefined) writeLedger(free, staying);
    isDone = isClean;
    return tallied;
  } finally {
    if (isDone) removeLedger(claimed);
    else renameSync(claimed, free);
    if (staying === undefined) rmSync(`${free}.new`, { force: true });
  }
}

/** What is left to be looked for once all else has gone. */
function stayingOf(entries: LedgerEntries, { isKept, isAwaited }: Tallied): LedgerEntries | undefined {
  if (isKept !== true && isAwaited !== true) return undefined;
  const { owner, engine, images, commit, kept } = entries;
  return {
    ...(owner && { owner }),
    ...(engine !== undefined && { engine }),
    containers: [],
    images: isAwaited === true ? images : [],
    paths: [],
    undos: [],
    ...(isAwaited === true && { commit }),
    ...(isKept === true && kept && { kept }),
  };
}

async function sweepEntries(entries: LedgerEntries, options: SweepOptions): Promise<Tallied> {
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
  await tally.attempt(undefined, async () => {
    if (engine !== undefined) await removeLate(entries, { engine, tally }, options);
  });
  const isAwaited = await tally.attempt(
    false,
    async () => engine !== undefined && isAwaiting(entries, engine, options),
  );
  await inEngine((it) => [...refs].filter(goes).map((ref) => imageThing(it, ref)));
  return { ...tally.result(), isKept, isAwaited };
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

/** A container that the engine was still making when it was looked for. */
async function removeLate(
  { starting }: LedgerEntries,
  { engine, tally }: { readonly engine: Engine; readonly tally: Tally },
  { isDryRun, patience, onWait }: SweepOptions,
): Promise<void> {
  if (starting === undefined) return;
  const thing = containerThing(engine, starting.container);
  if (tally.hasMet(thing)) return;
  const tell = (longestMs: number): void => onWait?.('container', longestMs);
  await waitForContainer(engine, { starting, isBrief: isDryRun, patience, onWait: tell });
  await tally.removeAll([thing]);
}

/** Whether an image may still come once this sweep has waited for it. */
async function isAwaiting(
  { commit, images }: LedgerEntries,
  engine: Engine,
  { isDryRun, patience, onWait }: SweepOptions,
): Promise<boolean> {
  if (commit === undefined) return false;
  const tell = (longestMs: number): void => onWait?.('image', longestMs);
  const waiting = { commit, refs: images, isBrief: isDryRun, patience, onWait: tell };
  const hasEnded = await hasCommitEnded(engine, waiting);
  return !hasEnded && Date.now() < givenUpMs(commit);
}
