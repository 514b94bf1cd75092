import type { ProcessFacts, ProcReader } from '../terminal/proc-reader.js';

/**
 * What one reader of /proc may not see, another may: root without SYS_PTRACE (in a container that is not ours) sees its own
 * programs, the program's user sees theirs. The second is asked for only when the first was refused something.
 */
export function pairOfProc(first: ProcReader, second: () => Promise<ProcReader>): ProcReader {
  const refusedTo = new Set<number>();
  const readerFor = async (pid: number): Promise<ProcReader> => (refusedTo.has(pid) ? second() : first);
  return {
    async processes() {
      const seen = await first.processes();
      refusedTo.clear();
      for (const { pid, threads } of seen)
        if (threads.some(({ syscall }) => syscall === '')) refusedTo.add(pid);
      if (refusedTo.size === 0) return seen;
      const others = new Map((await (await second()).processes()).map((each) => [each.pid, each]));
      return seen.map((each): ProcessFacts =>
        refusedTo.has(each.pid) ? (others.get(each.pid) ?? each) : each,
      );
    },
    link: async (pid, fd) => (await readerFor(pid)).link(pid, fd),
    memory: async (pid, address, length) => (await readerFor(pid)).memory(pid, address, length),
    epollTargets: async (pid, fd) => (await readerFor(pid)).epollTargets(pid, fd),
  };
}
