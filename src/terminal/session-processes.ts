import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { parseStat, type ProcessFacts } from './proc-reader.js';

/** A program on a terminal of this host. */
export interface Family {
  /** Its pid, which is its session's too. */
  readonly leader: number;
  readonly slavePath: string;
  /** Whether we hold the terminal still: its name is used again at once when nobody does. */
  readonly isOpen: () => boolean;
}

/**
 * Returns what tells, at each call, which processes of a program still run: those of its session, the children of any of them,
 * the sessions that these have opened, and what holds its terminal (what `setsid` or `nohup` has moved out of the session and
 * orphaned). Who was seen once stays in it.
 */
export function watchFamily({ leader, slavePath, isOpen }: Family): () => readonly number[] {
  /** When each started: numbers are used again. */
  const known = new Map<number, number>();
  return () => {
    const running = runningProcesses();
    const isKnown = ({ pid, startedAt }: ProcessFacts): boolean => known.get(pid) === startedAt;
    /** Its number is not used again while somebody is in the session: who was born as its leader died is found by it. */
    const isTheirs = (session: number): boolean => {
      const leaderNow = running.find(({ pid }) => pid === session);
      return known.has(session) && (leaderNow === undefined || isKnown(leaderNow));
    };
    // Just after it was started the program has no session of its own yet; it is known then by who has started it.
    const isFirst = ({ pid, parent, session }: ProcessFacts): boolean =>
      session === leader || (pid === leader && parent === process.pid) || (isOpen() && holds(pid, slavePath));
    for (const each of running.filter(isFirst)) known.set(each.pid, each.startedAt);
    for (let size = -1; size !== known.size;) {
      size = known.size;
      const parents = new Set(running.filter(isKnown).map(({ pid }) => pid));
      const isOfKin = ({ parent, session }: ProcessFacts): boolean =>
        parents.has(parent) || isTheirs(session);
      for (const each of running.filter(isOfKin)) known.set(each.pid, each.startedAt);
    }
    return running.filter(isKnown).map(({ pid }) => pid);
  };
}

/** Process ids of a session on this host that still run. */
export function processesOfSession(leader: number): readonly number[] {
  return runningProcesses()
    .filter(({ session }) => session === leader)
    .map(({ pid }) => pid);
}

function runningProcesses(): readonly ProcessFacts[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (runningProcess(name) ?? []) : []));
}

function runningProcess(name: string): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    return /\) [ZX] [^)]*$/.test(stat) || Number(name) === process.pid ? undefined : parseStat(stat);
  } catch {
    return undefined; // it ended while we looked
  }
}

/** On one of its first three descriptors. Containers have terminals of the same names. */
function holds(pid: number, slavePath: string): boolean {
  return [0, 1, 2].some((fd) => {
    const path = `/proc/${pid}/fd/${fd}`;
    try {
      if (readlinkSync(path) !== slavePath) return false;
      const [theirs, ours] = [statSync(path), statSync(slavePath)];
      return theirs.dev === ours.dev && theirs.rdev === ours.rdev;
    } catch {
      return false; // it is not ours to look at, or ended
    }
  });
}

/** Sends a signal to each process and returns those that may not be signalled; those that are gone already are passed over. */
export function signalAll(pids: readonly number[], signalName: NodeJS.Signals): readonly number[] {
  return pids.filter((pid) => {
    try {
      process.kill(pid, signalName);
      return false;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ESRCH' && code !== 'EPERM') throw error;
      return code === 'EPERM';
    }
  });
}
