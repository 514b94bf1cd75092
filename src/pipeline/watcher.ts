/*
 * A program of its own: waits until the run that holds its stdin is gone, then removes what that run left behind.
 * A run that ended by itself has closed its ledger, so there is nothing to do.
 */
import { hasMoreThanKept, readLedger } from './ledger.js';
import { Patience, watcherPatienceMs } from './patience.js';
import { sweep } from './sweep.js';

const ledgerFile = process.argv[2];
if (ledgerFile !== undefined) {
  // A signal to the terminal's process group is for the run; the watcher goes when the run has gone.
  for (const signalName of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signalName, () => undefined);
  process.stdin.on('error', () => undefined);
  process.stdin.on('close', () => void sweepAfter(ledgerFile).catch(() => (process.exitCode = 1)));
  process.stdin.resume();
}

/** What a run has left on purpose is for `gc`, once it is old. */
async function sweepAfter(file: string): Promise<void> {
  const entries = readLedger(file);
  if (entries === undefined || !hasMoreThanKept(entries)) return;
  const patience = new Patience(watcherPatienceMs);
  await sweep(file, { env: process.env, isKeptOver: false, isDryRun: false, patience });
}
