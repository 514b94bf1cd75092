import type { Links, ProcessFacts, ProcReader } from './proc-reader.js';
import { isRestingCall, type RestingCall, type WatchingCall, whereIs } from './syscalls.js';
import { type Interest, epollInterests, pollInterests, selectInterests } from './wait-interests.js';

/** What a descriptor leads to. */
export type Source =
  | { readonly kind: 'terminal'; readonly path: string }
  /** The other side of a terminal; `slave` where the system tells which. */
  | { readonly kind: 'master'; readonly slave: string | undefined }
  /** A pipe without a path, `pipe:[N]`: whoever has its other end got it from who has this one, or both from a third. */
  | { readonly kind: 'pipe'; readonly name: string }
  | { readonly kind: 'local-socket' }
  | { readonly kind: 'other' };

/** What a sleeping thread waits for. */
export type Wait =
  /** Any of these descriptors; `isLimited` when it also wakes by itself after a time. */
  | { readonly kind: 'descriptors'; readonly on: readonly Source[]; readonly isLimited: boolean }
  /** A child, another thread, or a signal as a child that ends sends. */
  | { readonly kind: 'relative' }
  /** A timer, a disk, or anything else. */
  | { readonly kind: 'other' }
  | { readonly kind: 'running' }
  | { readonly kind: 'hidden' };

/** A process whose descriptors are known. */
export interface Opened {
  readonly facts: ProcessFacts;
  readonly links: Links;
}

/** What a thread of that process waits for, by its syscall line. */
export async function waitOf(
  syscall: string,
  process: Opened,
  reader: ProcReader,
  architecture: string,
): Promise<Wait> {
  const where = whereIs(syscall, architecture);
  if (where.kind === 'elsewhere') return { kind: 'other' };
  if (where.kind !== 'call') return where;
  const { name, args } = where;
  if (isRestingCall(name)) return { kind: isRest(name, args) ? 'relative' : 'other' };
  // Whoever waits for a descriptor has one: they may not be listed.
  if (process.links.size === 0) return { kind: 'hidden' };
  const watched = await watchedBy(name, args, process, reader);
  if (watched === undefined) return { kind: 'hidden' };
  const on = watched.interests.map(async ({ fd, isInput }): Promise<Source> => {
    return isInput ? await sourceOf(fd, process, reader) : { kind: 'other' };
  });
  return { kind: 'descriptors', on: await Promise.all(on), isLimited: watched.isLimited };
}

/** Operations of futex(2) that wait: WAIT, LOCK_PI, WAIT_BITSET, WAIT_REQUEUE_PI, LOCK_PI2. */
const waitingFutexes = [0n, 6n, 9n, 11n, 13n];

/** Whether only a relative can end that wait: a child, another thread, whoever sends a signal. */
function isRest(name: RestingCall, args: readonly bigint[]): boolean {
  const [, operation = 0n, third = 0n, time = 0n] = args;
  switch (name) {
    case 'child':
    case 'signal':
      return true;
    case 'signal-or-time':
      return third === 0n;
    case 'futex':
      return waitingFutexes.includes(operation & 0x7fn) && time === 0n;
  }
}

interface Watching {
  readonly interests: readonly Interest[];
  readonly isLimited: boolean;
}

async function watchedBy(
  name: WatchingCall,
  args: readonly bigint[],
  { facts: { pid }, links }: Opened,
  reader: ProcReader,
): Promise<Watching | undefined> {
  const [first = 0n, , third = 0n, fourth = 0n, fifth = 0n] = args;
  const until = (interests: readonly Interest[] | undefined, isLimited: boolean): Watching | undefined =>
    interests && { interests, isLimited };
  /** A time of -1 or less is no limit. */
  const isTime = (value: bigint): boolean => BigInt.asIntN(32, value) >= 0n;
  switch (name) {
    case 'read':
      return until([{ fd: Number(first), isInput: true }], false);
    case 'write':
      // Into a pipe it waits for a relative as a reader does; a terminal that takes nothing is not one that gives.
      return until([{ fd: Number(first), isInput: isPipe(links.get(Number(first))) }], false);
    case 'poll':
      return until(await pollInterests(reader, pid, args), isTime(third));
    case 'ppoll':
      return until(await pollInterests(reader, pid, args), third !== 0n);
    case 'select':
      return until(await selectInterests(reader, pid, args), fifth !== 0n);
    case 'epoll_wait':
      return until(await epollInterests(reader, pid, Number(first)), isTime(fourth));
    case 'epoll_pwait2':
      return until(await epollInterests(reader, pid, Number(first)), fourth !== 0n);
  }
}

const isPipe = (target = ''): boolean => target.startsWith('pipe:');

/** What a descriptor leads to. */
async function sourceOf(fd: number, { facts, links }: Opened, reader: ProcReader): Promise<Source> {
  const target = links.get(fd) ?? '';
  if (/^\/dev\/pts\/\d+$/.test(target)) return { kind: 'terminal', path: target };
  if (target === '/dev/tty' && facts.terminal !== undefined)
    return { kind: 'terminal', path: facts.terminal };
  if (isMaster(target)) return { kind: 'master', slave: await slaveOf(reader, facts.pid, fd) };
  if (isPipe(target)) return { kind: 'pipe', name: target };
  const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
  if (inode === undefined) return { kind: 'other' };
  const isLocal = (await reader.unixSockets(facts.pid)).split(/\s+/).includes(inode);
  return { kind: isLocal ? 'local-socket' : 'other' };
}

/** Whether a link leads to the master side of a pseudo-terminal. */
export function isMaster(target: string): boolean {
  return target === '/dev/ptmx' || target === '/dev/pts/ptmx';
}

/** The terminal behind a master (Linux 4.14 and later say it). */
export async function slaveOf(reader: ProcReader, pid: number, fd: number): Promise<string | undefined> {
  const [, index] = /^tty-index:\s*(\d+)/m.exec(await reader.descriptorInfo(pid, fd)) ?? [];
  return index === undefined ? undefined : `/dev/pts/${index}`;
}
