import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, so that another one that gets its number later is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in ticks since boot; absent where there is no /proc. */
  readonly startTicks?: number;
  readonly machine: string;
  readonly boot?: string;
  /** In which numbers are counted: each container has its own. */
  readonly pidNamespace?: string;
}

/** What has become of a process: `unknown` where it cannot be told from here, and why. */
export type Fate =
  { readonly kind: 'alive' } | { readonly kind: 'dead' } | { readonly kind: 'unknown'; readonly why: string };

export function ownIdentity(): ProcessIdentity {
  const startTicks = startTicksOf(process.pid);
  const [boot, pidNamespace] = [bootOf(), namespaceOf()];
  return {
    pid: process.pid,
    machine: hostname(),
    ...(startTicks !== undefined && { startTicks }),
    ...(boot !== undefined && { boot }),
    ...(pidNamespace !== undefined && { pidNamespace }),
  };
}

/** Whether that process still runs; `own` is the process that asks. */
export function fateOf(identity: ProcessIdentity | undefined, own = ownIdentity()): Fate {
  if (identity === undefined) return { kind: 'unknown', why: 'it does not say which process it belongs to' };
  const { pid, machine, boot, pidNamespace, startTicks } = identity;
  if (machine !== own.machine)
    return { kind: 'unknown', why: `its process is on another machine, ${machine}` };
  if (boot !== own.boot) return { kind: 'dead' };
  if (pidNamespace !== own.pidNamespace)
    return { kind: 'unknown', why: 'its process is in another container' };
  return isRunning(pid, startTicks) ? { kind: 'alive' } : { kind: 'dead' };
}

/** Whether the process with that number is the one that was started then. */
export function isRunning(pid: number, startTicks: number | undefined): boolean {
  return startTicks === undefined ? isThere(pid) : startTicksOf(pid) === startTicks;
}

/** Absent for a process that is not there, or has ended and only waits for its parent. Fields: proc(5), stat. */
function startTicksOf(pid: number): number | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The name is in brackets and may have anything in it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return Number(fields[19]);
}

const bootOf = (): string | undefined =>
  attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());

const namespaceOf = (): string | undefined => attempt(() => readlinkSync('/proc/self/ns/pid'));

function isThere(pid: number): boolean {
  return attempt(() => process.kill(pid, 0)) ?? false;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
