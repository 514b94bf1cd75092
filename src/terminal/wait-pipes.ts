import type { Links, ProcReader } from './proc-reader.js';
import type { WaitingProcess } from './wait-state.js';

/** The pipes that somebody waits to read from or to write to, `pipe:[N]`. */
export function pipesAwaited(processes: readonly WaitingProcess[]): ReadonlySet<string> {
  const waits = processes.flatMap(({ threads }) => threads.map(({ wait }) => wait));
  const sources = waits.flatMap((wait) => (wait.kind === 'descriptors' ? wait.on : []));
  return new Set(sources.flatMap((source) => (source.kind === 'pipe' ? source.name : [])));
}

/**
 * Those of these pipes of which both ends are seen in the hands of a family. Of another, whoever has the far end moves the one
 * that waits: it may have left the family, and be of a kind that may not be looked into.
 */
export async function pipesWithin(
  names: ReadonlySet<string>,
  links: ReadonlyMap<number, Links>,
  reader: ProcReader,
): Promise<ReadonlySet<string>> {
  const within = [...names].map(async (name) => {
    let [isRead, isWritten] = [false, false];
    for (const [pid, fd] of holdersOf(name, links)) {
      const mode = accessMode(await reader.descriptorInfo(pid, fd));
      isRead ||= mode === 0 || mode === 2;
      isWritten ||= mode === 1 || mode === 2;
      if (isRead && isWritten) return [name];
    }
    return [];
  });
  return new Set((await Promise.all(within)).flat());
}

function holdersOf(
  name: string,
  links: ReadonlyMap<number, Links>,
): readonly (readonly [pid: number, fd: number])[] {
  return [...links].flatMap(([pid, each]) =>
    [...each].filter(([, target]) => target === name).map(([fd]) => [pid, fd] as const),
  );
}

/** O_RDONLY (0), O_WRONLY (1) or O_RDWR (2), by the octal line `flags:` of fdinfo (proc(5)). */
function accessMode(info: string): number | undefined {
  const [, flags] = /^flags:\s*([0-7]+)/m.exec(info) ?? [];
  return flags === undefined ? undefined : Number.parseInt(flags, 8) & 3;
}
