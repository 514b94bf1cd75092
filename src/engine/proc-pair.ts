import type { ProcReader } from '../terminal/proc-reader.js';

/**
 * What one reader of /proc may not see, another may: root without SYS_PTRACE (in a container that is not ours) sees its own
 * programs, the program's user sees theirs. The second is asked for only when the first was refused something.
 */
export function pairOfProc(first: ProcReader, second: () => Promise<ProcReader>): ProcReader {
  const refused = new Set<number>();
  const readerFor = async (pid: number): Promise<ProcReader> => (refused.has(pid) ? second() : first);
  /** Asks the first about those it may see, the second about the others. */
  async function both<T>(
    pids: readonly number[],
    ask: (reader: ProcReader, pids: readonly number[]) => Promise<ReadonlyMap<number, T>>,
  ): Promise<ReadonlyMap<number, T>> {
    const others = pids.filter((pid) => refused.has(pid));
    const seen = await ask(
      first,
      pids.filter((pid) => !refused.has(pid)),
    );
    return others.length === 0 ? seen : new Map([...seen, ...(await ask(await second(), others))]);
  }
  return {
    processes: () => first.processes(),
    async threads(pids) {
      const seen = await first.threads(pids);
      refused.clear();
      for (const [pid, threads] of seen) if (threads.some(({ syscall }) => syscall === '')) refused.add(pid);
      if (refused.size === 0) return seen;
      return new Map([...seen, ...(await (await second()).threads([...refused]))]);
    },
    links: (pids) => both(pids, (reader, some) => reader.links(some)),
    descriptorInfo: async (pid, fd) => (await readerFor(pid)).descriptorInfo(pid, fd),
    memory: async (pid, address, length) => (await readerFor(pid)).memory(pid, address, length),
    unixSockets: (pid) => first.unixSockets(pid),
    terminalSettings: (path) => first.terminalSettings(path),
    architecture: () => first.architecture(),
  };
}
