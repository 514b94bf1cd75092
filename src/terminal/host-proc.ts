import { execFile } from 'node:child_process';
import { closeSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { type Links, parseStat, parseThread, type ProcReader, type ThreadFacts } from './proc-reader.js';

/** /proc of this machine. */
export const hostProc: ProcReader = {
  processes: (known) =>
    Promise.resolve(
      numbersIn('/proc')
        .filter((pid) => pid !== process.pid && known?.has(pid) !== true)
        .flatMap((pid) => parseStat(textOf(`/proc/${pid}/stat`)) ?? []),
    ),
  threads: (pids) => Promise.resolve(new Map(pids.map((pid) => [pid, threadsOf(pid)]))),
  links: (pids) => Promise.resolve(new Map(pids.map((pid) => [pid, linksOf(pid)]))),
  descriptorInfo: (pid, fd) => Promise.resolve(textOf(`/proc/${pid}/fdinfo/${fd}`)),
  memory: (pid, address, length) => Promise.resolve(attempt(() => readMemory(pid, address, length))),
  unixSockets: (pid) => Promise.resolve(textOf(`/proc/${pid}/net/unix`)),
  terminalSettings: (path) =>
    new Promise((resolve) => {
      execFile('stty', ['-F', path, '-a'], (_, settings) => resolve(settings));
    }),
  architecture: () => Promise.resolve(process.arch),
};

function threadsOf(pid: number): readonly ThreadFacts[] {
  return numbersIn(`/proc/${pid}/task`).flatMap((id) => {
    const read = (name: string): string => textOf(`/proc/${pid}/task/${id}/${name}`).trim();
    return parseThread(read('stat'), read('schedstat'), read('syscall')) ?? [];
  });
}

function linksOf(pid: number): Links {
  const folder = `/proc/${pid}/fd`;
  return new Map(numbersIn(folder).map((fd) => [fd, attempt(() => linkOf(`${folder}/${fd}`)) ?? '']));
}

/** Containers have terminals of the same names: what leads to one that is not ours has no name here. */
function linkOf(path: string): string {
  const target = readlinkSync(path);
  if (!target.startsWith('/dev/pts/') || target === '/dev/pts/ptmx') return target;
  const [theirs, ours] = [statSync(path), attempt(() => statSync(target))];
  return theirs.dev === ours?.dev && theirs.rdev === ours.rdev ? target : '';
}

function numbersIn(folder: string): readonly number[] {
  return (attempt(() => readdirSync(folder)) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Hundreds of them are read at once: `readFile` would ask each for its size first, which is 0 in /proc. */
function textOf(path: string): string {
  return attempt(() => withFile(path, readAll)) ?? '';
}

function readAll(fd: number): string {
  const piece = Buffer.allocUnsafe(4000);
  let text = '';
  for (let length = -1; length !== 0;) {
    length = readSync(fd, piece, 0, piece.length, null);
    text += piece.toString('latin1', 0, length);
    if (length < piece.length && text.endsWith('\n')) break;
  }
  return text;
}

function readMemory(pid: number, address: bigint, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  const read = withFile(`/proc/${pid}/mem`, (fd) => readSync(fd, bytes, 0, length, address));
  return read === length ? bytes : undefined;
}

function withFile<T>(path: string, read: (fd: number) => T): T {
  const fd = openSync(path, 'r');
  try {
    return read(fd);
  } finally {
    closeSync(fd);
  }
}

/** Processes end while they are looked at, and those of others may not be looked into. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
