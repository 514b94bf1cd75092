import type { ProcessFacts, ProcReader, ThreadFacts } from './proc-reader.js';
import type { WaitState } from './terminal.js';
import { familyOf, holds, strangersOf, type Watched } from './wait-family.js';
import { anyTerminal, type WaitingProcess, waitStateOf } from './wait-state.js';
import { isMaster, type Opened, slaveOf, waitOf } from './waits.js';

/** What one look showed. */
interface WaitLook {
  readonly state: WaitState;
  /** Equal in two looks when nobody did anything in between. */
  readonly marks: string;
}

/** Time between two looks that must agree, in milliseconds. */
const betweenMs = 150;

/** What the programs on a terminal do: who is seen waiting must have done nothing until a second look. */
export async function observeWaitState(
  reader: ProcReader,
  watched: Watched,
  pause: (ms: number) => Promise<unknown>,
): Promise<WaitState> {
  const first = await look(reader, watched);
  if (!isWaiting(first.state)) return first.state;
  await pause(betweenMs);
  const second = await look(reader, watched);
  if (!isWaiting(second.state)) return second.state;
  if (first.state !== second.state) return 'perhaps-reading';
  return second.state === 'reading' && second.marks !== first.marks ? 'working' : second.state;
}

const isWaiting = (state: WaitState): boolean => state === 'reading' || state === 'perhaps-reading';

async function look(reader: ProcReader, watched: Watched): Promise<WaitLook> {
  const all = await reader.processes();
  const born = familyOf(all, watched);
  if (born.length === 0) return { state: 'unknown', marks: '' };
  const strangers = strangersOf(all, born).map(({ pid }) => pid);
  const theirs = await reader.links(strangers);
  const family = familyOf(
    all,
    watched,
    strangers.filter((pid) => holds(theirs.get(pid), watched)),
  );
  const threads = await reader.threads(family.map(({ pid }) => pid));
  const processes = await describe(reader, family, threads);
  const { state, relays } = waitStateOf(processes, watched.terminal);
  const marks = processes
    .filter(({ pid }) => !relays.has(pid))
    .map(({ pid }) => `${pid}: ${JSON.stringify(threads.get(pid))}`)
    .join('\n');
  return { state, marks };
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
