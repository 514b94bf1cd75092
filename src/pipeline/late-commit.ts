import type { Engine } from '../engine/engine.js';
import { oldMs } from './gc-report.js';
import type { Commit } from './ledger.js';
import type { Patience } from './patience.js';

/*
 * A commit goes on in the engine without the client that asked for it. Whether one is under way no engine tells: Docker logs an
 * event at its end only (20.10, measured: also when the container is gone by then), and while it is at it every call for the
 * container, its removal too, is answered as ever. So its image is waited for; what comes later than that is for the next `gc`.
 */

/** The start of one, on a machine that is busy. */
const leastMs = 5000;
/** Ten times what is usual (measured: 10 s a GB of large files). */
const msPerGigabyte = 100_000;
/** Ten times the least for files of 4 bytes (measured: 100,000 of them 19 to 80 s, 10,000 4 to 9 s, at a load of 8 to 16 on 2 cores). */
const msPerPath = 2;
/** Where the engine did not say how much it is. */
const unknownMs = 120_000;
/** A load under the same name that was under way when the client died ends within this. */
const loadMs = 1000;

/** How long a commit is waited for, counted from when it was asked for. */
function longestCommitMs({ bytes, paths }: Commit): number {
  const forBytes = bytes === undefined ? unknownMs : (bytes / 2 ** 30) * msPerGigabyte;
  return leastMs + forBytes + paths * msPerPath;
}

/** When nobody looks for its image any more. */
export const givenUpMs = ({ sinceMs }: Commit): number => sinceMs + oldMs;

export interface Waiting {
  readonly commit: Commit;
  /** The names its image may have. */
  readonly refs: readonly string[];
  /** Looks once and does not wait. */
  readonly isBrief: boolean;
  readonly patience: Patience;
  /** Told how long at most it is waited for, when it is. */
  readonly onWait?: ((longestMs: number) => void) | undefined;
}

/** Waits for the image of a commit that may be under way; false when it has not come. */
export async function hasCommitEnded(engine: Engine, waiting: Waiting): Promise<boolean> {
  const { commit, refs, isBrief, patience, onWait } = waiting;
  const isThere = async (): Promise<boolean> => {
    for (const ref of refs) if ((await engine.findImage(ref)) !== undefined) return true;
    return false;
  };
  // A clock that was set back makes it no longer than it can be.
  const passedMs = Math.max(0, Date.now() - commit.sinceMs);
  const longestMs = isBrief ? 0 : longestCommitMs(commit) - passedMs;
  const hasCome = await patience.until(isThere, { longestMs, onWait });
  if (hasCome && !isBrief) await patience.pass(loadMs);
  return hasCome;
}
