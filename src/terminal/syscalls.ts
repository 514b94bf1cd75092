import type { ProcReader } from './proc-reader.js';

/** What a sleeping thread waits for. */
export type Wait =
  /** Input on these descriptors, and whether it also wakes by itself after a time. */
  | { readonly kind: 'input'; readonly targets: readonly string[]; readonly isLimited: boolean }
  /** A child, or a signal as one that ends sends. */
  | { readonly kind: 'child' }
  /** Another thread. */
  | { readonly kind: 'thread' }
  /** A timer, a lock on a file, a disk, or anything else that is not ours to give. */
  | { readonly kind: 'other' };

type Call = 'read' | 'poll' | 'ppoll' | 'select' | 'epoll' | 'child' | 'thread';

/** System calls that wait, by number (Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h). */
const tables: Readonly<Record<string, Readonly<Record<number, Call>>>> = {
  x64: {
    0: 'read',
    17: 'read',
    19: 'read',
    7: 'poll',
    271: 'ppoll',
    23: 'select',
    270: 'select',
    232: 'epoll',
    281: 'epoll',
    441: 'epoll',
    61: 'child',
    247: 'child',
    34: 'child',
    130: 'child',
    128: 'child',
    202: 'thread',
  },
  arm64: {
    63: 'read',
    65: 'read',
    67: 'read',
    73: 'ppoll',
    72: 'select',
    22: 'epoll',
    441: 'epoll',
    260: 'child',
    95: 'child',
    133: 'child',
    137: 'child',
    98: 'thread',
  },
};

/** More descriptors than a program that waits for a person has. */
const mostDescriptors = 256;

/** What a thread waits for, by its line of `/proc/PID/task/TID/syscall`; undefined where the machine cannot tell. */
export async function waitOf(
  syscall: string,
  pid: number,
  reader: ProcReader,
  architecture: string = process.arch,
): Promise<Wait | undefined> {
  const table = tables[architecture];
  const [number, ...words] = syscall.trim().split(' ');
  if (table === undefined || number === undefined || number === '') return undefined;
  const call = table[Number(number)];
  if (call === undefined) return { kind: 'other' };
  if (call === 'child' || call === 'thread') return { kind: call };
  const watched = await descriptorsOf(call, words.slice(0, 6).map(BigInt), pid, reader);
  if (watched === undefined) return undefined;
  const targets = await Promise.all(watched.fds.map((fd) => reader.link(pid, fd)));
  return { kind: 'input', targets: targets.map((each) => each ?? '?'), isLimited: watched.isLimited };
}

interface Watched {
  readonly fds: readonly number[];
  readonly isLimited: boolean;
}

async function descriptorsOf(
  call: Exclude<Call, 'child' | 'thread'>,
  args: readonly bigint[],
  pid: number,
  reader: ProcReader,
): Promise<Watched | undefined> {
  const [first = 0n, second = 0n, third = 0n, fourth = 0n, fifth = 0n] = args;
  switch (call) {
    case 'read':
      return { fds: [Number(first)], isLimited: false };
    case 'poll':
    case 'ppoll': {
      const fds = await pollFds(reader, pid, first, Number(second));
      const isLimited = call === 'poll' ? BigInt.asIntN(32, third) >= 0n : third !== 0n;
      return fds && { fds, isLimited };
    }
    case 'select': {
      const sets = await Promise.all(
        [second, third, fourth].map((at) => setFds(reader, pid, at, Number(first))),
      );
      if (sets.includes(undefined)) return undefined;
      return { fds: [...new Set(sets.flatMap((each) => each ?? []))], isLimited: fifth !== 0n };
    }
    case 'epoll':
      return {
        fds: await reader.epollTargets(pid, Number(first)),
        isLimited: BigInt.asIntN(32, fourth) >= 0n,
      };
  }
}

/** The descriptors of an array of `struct pollfd`: int fd, short events, short revents; negative ones are passed over. */
async function pollFds(
  reader: ProcReader,
  pid: number,
  address: bigint,
  count: number,
): Promise<readonly number[] | undefined> {
  if (count > mostDescriptors) return undefined;
  const bytes = await reader.memory(pid, address, count * 8);
  if (bytes?.length !== count * 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, at) => view.getInt32(at * 8, true)).filter((fd) => fd >= 0);
}

/** The descriptors of an `fd_set`, a bit each. */
async function setFds(
  reader: ProcReader,
  pid: number,
  address: bigint,
  count: number,
): Promise<readonly number[] | undefined> {
  if (address === 0n) return [];
  const length = Math.ceil(Math.min(count, 1024) / 8);
  const bytes = await reader.memory(pid, address, length);
  if (bytes?.length !== length) return undefined;
  const isSet = (fd: number): boolean => ((bytes[fd >> 3] ?? 0) & (1 << (fd & 7))) !== 0;
  return Array.from({ length: Math.min(count, 1024) }, (_, fd) => fd).filter(isSet);
}
