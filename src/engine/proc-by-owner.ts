import type { ProcReader } from '../terminal/proc-reader.js';

/** A reader that also tells whose a process is. */
export interface OwnerReader extends ProcReader {
  /** `UID:GID` in numbers; absent for a process that has more than one of either (a program with its owner's rights). */
  owners(pids: readonly number[]): Promise<ReadonlyMap<number, string>>;
}

/** How many owners are asked beside root: each has a helper in the container, which stays until the terminal is done. */
export const mostOwners = 8;

/**
 * What root may not see in a container that is not ours, without SYS_PTRACE, the owner of the process may: whoever is refused to
 * root is asked for by a reader that runs as its owner. Each such reader is opened when it is first needed, for 8 owners at most;
 * one that cannot be opened, or is one too many, sees nothing. Nobody sees into a program that the system keeps from being
 * dumped (sudo, passwd).
 */
export function procByOwner(root: OwnerReader, openAs: (owner: string) => Promise<ProcReader>): ProcReader {
  const readers = new Map<string, Promise<ProcReader | undefined>>();
  /** Who answered for a process last. */
  const readerOf = new Map<number, ProcReader>();

  function readerFor(owner: string): Promise<ProcReader | undefined> | undefined {
    if (!readers.has(owner) && readers.size < mostOwners)
      readers.set(
        owner,
        openAs(owner).catch(() => undefined),
      );
    return readers.get(owner);
  }

  /** Root is asked anew each time: a process that gives up root's rights becomes another's. */
  async function both<T>(
    pids: readonly number[],
    ask: (reader: ProcReader, pids: readonly number[]) => Promise<ReadonlyMap<number, T>>,
    isRefused: (answer: T | undefined) => boolean,
  ): Promise<ReadonlyMap<number, T>> {
    const found = new Map(await ask(root, pids));
    const refused = pids.filter((pid) => isRefused(found.get(pid)));
    const answering = new Map<number, ProcReader>();
    const owners = refused.length === 0 ? new Map<number, string>() : await root.owners(refused);
    for (const owner of new Set(owners.values())) {
      const reader = owner === '0:0' ? undefined : await readerFor(owner);
      if (reader === undefined) continue;
      const theirs = refused.filter((pid) => owners.get(pid) === owner);
      for (const [pid, answer] of await ask(reader, theirs)) found.set(pid, answer);
      for (const pid of theirs) answering.set(pid, reader);
    }
    for (const pid of pids) readerOf.set(pid, answering.get(pid) ?? root);
    return found;
  }

  return {
    processes: () => root.processes(),
    threads: (pids) =>
      both(
        pids,
        (reader, some) => reader.threads(some),
        (threads) => threads?.some(({ syscall }) => syscall === '') === true,
      ),
    links: (pids) =>
      both(
        pids,
        (reader, some) => reader.links(some),
        (links) => links === undefined || links.size === 0,
      ),
    descriptorInfo: (pid, fd) => (readerOf.get(pid) ?? root).descriptorInfo(pid, fd),
    memory: (pid, address, length) => (readerOf.get(pid) ?? root).memory(pid, address, length),
    unixSockets: (pid) => root.unixSockets(pid),
    terminalSettings: (path) => root.terminalSettings(path),
    architecture: () => root.architecture(),
  };
}
