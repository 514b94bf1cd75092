import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { parseStat, type ProcessFacts, type ProcReader, stateOf, type ThreadFacts } from './proc-reader.js';

/** /proc of this machine; what may not be read or has gone is left out. */
export const hostProc: ProcReader = {
  processes: () => Promise.resolve(readdirSync('/proc').filter(isNumber).flatMap(processOf)),
  link: (pid, fd) => Promise.resolve(attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`))),
  memory: (pid, address, length) => Promise.resolve(attempt(() => readMemory(pid, address, length))),
  epollTargets(pid, fd) {
    const info = attempt(() => readFileSync(`/proc/${pid}/fdinfo/${fd}`, 'latin1')) ?? '';
    return Promise.resolve([...info.matchAll(/^tfd:\s*(\d+)/gm)].map(([, target]) => Number(target)));
  },
};

const isNumber = (name: string): boolean => /^\d+$/.test(name);

function processOf(pid: string): readonly ProcessFacts[] {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  const facts = stat === undefined ? undefined : parseStat(stat, threadsOf(pid));
  return facts === undefined ? [] : [facts];
}

function threadsOf(pid: string): readonly ThreadFacts[] {
  const names = attempt(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  return names.map((thread) => {
    const folder = `/proc/${pid}/task/${thread}`;
    return {
      state: stateOf(attempt(() => readFileSync(`${folder}/stat`, 'latin1')) ?? ''),
      syscall: attempt(() => readFileSync(`${folder}/syscall`, 'latin1').trim()) ?? '',
    };
  });
}

function readMemory(pid: number, address: bigint, length: number): Uint8Array {
  const fd = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(fd, bytes, 0, length, address));
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
