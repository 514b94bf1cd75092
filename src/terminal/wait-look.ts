import type { ProcessFacts, ProcReader, ThreadFacts } from './proc-reader.js';
import type { WaitState } from './terminal.js';
import { familyOf, holds, strangersOf, type Watched } from './wait-family.js';
import { anyTerminal, type WaitingProcess, waitStateOf } from './wait-state.js';
import { isMaster, type Opened, slaveOf, waitOf } from './waits.js';

/** What one look showed. */
interface WaitLook {
  readonly state: WaitState;
  /** All but those that only pass bytes on, which may do so meanwhile. */
  readonly deciding: readonly number[];
  /** Equal later when none of those has done anything in between. */
  readonly marks: string;
}

/** Time between two looks that must agree, in milliseconds. */
const betweenMs = 150;

/**
 * What the programs on a terminal do: who is seen waiting must have done nothing until a second look. That one is short
 * when it agrees: who has not run has started no program and waits as before.
 */
export async function observeWaitState(
  reader: ProcReader,
  watched: Watched,
  pause: (ms: number) => Promise<unknown>,
): Promise<WaitState> {
  const first = await look(reader, watched);
  if (!isWaiting(first.state)) return first.state;
  await pause(betweenMs);
  const { deciding } = first;
  if (marksOf(deciding, await reader.threads(deciding)) === first.marks) return first.state;
  const second = await look(reader, watched);
  if (!isWaiting(second.state)) return second.state;
  return first.state === 'reading' && second.state === 'reading' ? 'working' : 'perhaps-reading';
}

const isWaiting = (state: WaitState): boolean => state === 'reading' || state === 'perhaps-reading';

function marksOf(pids: readonly number[], threads: ReadonlyMap<number, readonly ThreadFacts[]>): string {
  return JSON.stringify(pids.map((pid) => [pid, threads.get(pid)]));
}

async function look(reader: ProcReader, watched: Watched): Promise<WaitLook> {
  const all = await reader.processes();
  const born = familyOf(all, watched);
  if (born.length === 0) return { state: 'unknown', marks: '', deciding: [] };
  const guests = await guestsAmong(strangersOf(all, born), reader, watched);
  const family = guests.length === 0 ? born : familyOf(all, watched, guests);
  const threads = await reader.threads(family.map(({ pid }) => pid));
  const processes = await describe(reader, family, threads);
  const { state, relays } = waitStateOf(processes, watched.terminal);
  const deciding = family.map(({ pid }) => pid).filter((pid) => !relays.has(pid));
  return { state, deciding, marks: marksOf(deciding, threads) };
}

async function guestsAmong(
  strangers: readonly ProcessFacts[],
  reader: ProcReader,
  watched: Watched,
): Promise<readonly number[]> {
  const pids = strangers.map(({ pid }) => pid);
  const links = await reader.links(pids);
  return pids.filter((pid) => holds(links.get(pid), watched));
}

async function describe(
  reader: ProcReader,
  family: readonly ProcessFacts[],
  threads: ReadonlyMap<number, readonly ThreadFacts[]>,
): Promise<readonly WaitingProcess[]> {
  const links = await reader.links(family.map(({ pid }) => pid));
  const architecture = await reader.architecture();
  return Promise.all(
    family.map(async (facts) => {
      const process: Opened = { facts, links: links.get(facts.pid) ?? new Map() };
      return {
        pid: facts.pid,
        parent: facts.parent,
        threads: await Promise.all(
          (threads.get(facts.pid) ?? []).map(async ({ state, syscall }) => ({
            state,
            wait: await waitOf(syscall, process, reader, architecture),
          })),
        ),
        masterOf: await mastersOf(process, reader),
      };
    }),
  );
}

async function mastersOf(process: Opened, reader: ProcReader): Promise<readonly string[]> {
  const masters = [...process.links].filter(([, target]) => isMaster(target));
  const slaves = await Promise.all(masters.map(([fd]) => slaveOf(reader, process.facts.pid, fd)));
  return slaves.map((slave) => slave ?? anyTerminal);
}
