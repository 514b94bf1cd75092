import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerFile, parseLedgerName } from './claim.js';
import { sweepNames } from './gc-names.js';
import { type GcOptions, type GcReport, oldMs } from './gc-report.js';
import { givenUpMs } from './late-commit.js';
import { type LedgerEntries, readLedger, removeLedger } from './ledger.js';
import { isOfRun, whyNotOurs } from './ledger-of-run.js';
import { gcPatienceMs, Patience } from './patience.js';
import { fateOf } from './process-identity.js';
import { sweep } from './sweep.js';
import type { Tallied } from './tally.js';

/**
 * Removes what runs left that died: what the ledgers of this machine name whose process is proven dead, and with `isAll` what
 * bears one of our names and is old. Never throws for what it meets: the report says it.
 */
export async function collectGarbage(options: GcOptions): Promise<GcReport> {
  const reports: GcReport[] = [];
  const spared = new Set<string>();
  const patience = new Patience(gcPatienceMs);
  for (const fileName of namesIn(options.stateDirectory)) {
    const file = parseLedgerName(fileName);
    if (file === undefined) continue;
    const report = await ofLedger(join(options.stateDirectory, fileName), file, { ...options, patience });
    reports.push(report);
    if (report.left.length + report.failures.length > 0) spared.add(file.runId);
  }
  if (options.isAll) reports.push(await sweepNames(options, spared));
  return {
    removed: reports.flatMap(({ removed }) => removed),
    left: reports.flatMap(({ left }) => left),
    failures: reports.flatMap(({ failures }) => failures),
  };
}

async function ofLedger(
  path: string,
  file: LedgerFile,
  options: GcOptions & { readonly patience: Patience },
): Promise<GcReport> {
  const { runId, claimant } = file;
  if (claimant !== undefined) return left(`run ${runId}: the process ${claimant} is cleaning up after it`);
  const { isAll, isDryRun, env, nowMs, patience, onWait } = options;
  const isOld = ageMs(path, nowMs) > oldMs;
  const notOurs = whyNotOurs(path);
  if (notOurs !== undefined) return left(`run ${runId}: ${notOurs}`);
  const entries = read(path, runId);
  if (entries === undefined) return none; // it ended while we looked
  if (entries === 'broken') return ofBroken(path, runId, isAll && isOld, isDryRun);
  const fate = fateOf(entries.owner);
  if (fate.kind === 'alive' && file.isNew) return none; // told of once
  if (fate.kind === 'alive')
    return left(`run ${runId}: it is under way (process ${entries.owner?.pid ?? 0})`);
  if (fate.kind === 'unknown' && !(isAll && isOld)) return left(`run ${runId}: ${fate.why}`);
  if (file.isNew) {
    if (!isDryRun) removeLedger(path);
    return none; // what it would have named was never made
  }
  const { kept } = entries;
  const isKeptOver = kept !== undefined && nowMs - kept.sinceMs > oldMs;
  const swept = await sweep(path, {
    ...{ env, isKeptOver, isDryRun, patience },
    onWait: (what, longestMs) => onWait?.({ runId, what, longestMs }),
  });
  const { removed, failures } = swept ?? none;
  return {
    removed,
    failures,
    left: [...stays(entries, isKeptOver, swept), ...mayCome(entries, runId, swept)],
  };
}

/** A container that was left on purpose and is there. */
function stays({ kept }: LedgerEntries, isKeptOver: boolean, swept: Tallied | undefined): readonly string[] {
  if (kept === undefined || isKeptOver || swept === undefined || swept.failures.length > 0) return [];
  if (swept.isKept !== true) return [];
  const untilWhen = new Date(kept.sinceMs + oldMs).toISOString();
  return [`container ${kept.container}: --keep left it; gc removes it after ${untilWhen}`];
}

/** The image of a commit that went on in the engine, and has not come. */
function mayCome({ commit }: LedgerEntries, runId: string, swept: Tallied | undefined): readonly string[] {
  if (commit === undefined || swept?.isAwaited !== true || swept.failures.length > 0) return [];
  const untilWhen = new Date(givenUpMs(commit)).toISOString();
  return [`run ${runId}: its image has not come, and may yet; gc looks for it until ${untilWhen}`];
}

/**
 * Not one of ours can be half-written but after a power cut, and none names what is not of its run; its name still says which
 * run it was.
 */
function ofBroken(path: string, runId: string, isToGo: boolean, isDryRun: boolean): GcReport {
  if (!isToGo) return left(`run ${runId}: ${path} cannot be read; with --all it goes once it is a day old`);
  if (!isDryRun) removeLedger(path);
  return { ...none, removed: [path] };
}

function read(path: string, runId: string): LedgerEntries | 'broken' | undefined {
  try {
    const entries = readLedger(path);
    return entries === undefined || isOfRun(entries, runId) ? entries : 'broken';
  } catch {
    return 'broken';
  }
}

const none: GcReport = { removed: [], left: [], failures: [] };
const left = (text: string): GcReport => ({ ...none, left: [text] });

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function ageMs(path: string, nowMs: number): number {
  return nowMs - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? nowMs);
}
