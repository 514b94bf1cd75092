import type { ProcReader } from './proc-reader.js';

/** A descriptor that is waited on; not `isInput` when only for room to write, or for an error. */
export interface Interest {
  readonly fd: number;
  readonly isInput: boolean;
}

/** More descriptors than a program that waits for a person has. */
const mostDescriptors = 256;

/** POLLIN and POLLRDNORM, of poll(2) and epoll(7) alike. */
const inputEvents = 0x41;

/** The array of `struct pollfd` (int fd, short events, short revents) at the first argument; negative ones are passed over. */
export async function pollInterests(
  reader: ProcReader,
  pid: number,
  [address = 0n, count = 0n]: readonly bigint[],
): Promise<readonly Interest[] | undefined> {
  if (count > mostDescriptors) return undefined;
  const length = Number(count) * 8;
  const bytes = length === 0 ? new Uint8Array() : await reader.memory(pid, address, length);
  if (bytes?.length !== length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Number(count) }, (_, at) => ({
    fd: view.getInt32(at * 8, true),
    isInput: (view.getInt16(at * 8 + 4, true) & inputEvents) !== 0,
  })).filter(({ fd }) => fd >= 0);
}

/** The three sets of select: to read, to write, with exceptions. */
export async function selectInterests(
  reader: ProcReader,
  pid: number,
  [count = 0n, ...sets]: readonly bigint[],
): Promise<readonly Interest[] | undefined> {
  const found: Interest[] = [];
  if (count > mostDescriptors) return undefined;
  for (const [at, address] of sets.slice(0, 3).entries()) {
    const fds = await descriptorsIn(reader, pid, address, Number(count));
    if (fds === undefined) return undefined;
    found.push(...fds.map((fd) => ({ fd, isInput: at === 0 })));
  }
  return found;
}

/** The descriptors of an `fd_set`, a bit each. */
async function descriptorsIn(
  reader: ProcReader,
  pid: number,
  address: bigint,
  count: number,
): Promise<readonly number[] | undefined> {
  const length = Math.ceil(count / 8);
  if (address === 0n || length === 0) return [];
  const bytes = await reader.memory(pid, address, length);
  if (bytes?.length !== length) return undefined;
  const isSet = (fd: number): boolean => ((bytes[fd >> 3] ?? 0) & (1 << (fd & 7))) !== 0;
  return Array.from({ length: count }, (_, fd) => fd).filter(isSet);
}

/** What an epoll descriptor watches, by the lines `tfd: FD events: MASK …` of its fdinfo. */
export async function epollInterests(
  reader: ProcReader,
  pid: number,
  fd: number,
): Promise<readonly Interest[] | undefined> {
  const info = await reader.descriptorInfo(pid, fd);
  if (info === '') return undefined;
  return [...info.matchAll(/^tfd:\s*(\d+)\s+events:\s*([\da-f]+)/gm)].map(([, target, events = '']) => ({
    fd: Number(target),
    isInput: (Number.parseInt(events, 16) & inputEvents) !== 0,
  }));
}
