import type { Links, ProcessFacts, ProcReader, ThreadFacts } from './proc-reader.js';
import type { WaitOptions, WaitState } from './terminal.js';
import { isReadTimed } from './timed-read.js';
import { familyOf, holds, strangersOf, type Watched } from './wait-family.js';
import { pipesAwaited, pipesWithin } from './wait-pipes.js';
import { anyTerminal, type Verdict, type WaitingProcess, waitStateOf } from './wait-state.js';
import { isMaster, type Opened, slaveOf, waitOf } from './waits.js';

/** What one look showed. */
interface WaitLook {
  readonly state: Verdict['state'];
  readonly terminals: ReadonlySet<string>;
  /** As of the verdict. */
  readonly innermost: string | undefined;
  readonly all: readonly ProcessFacts[];
  /** Who holds the terminal, or a pipe that somebody waits for, without being born to the family. */
  readonly guests: readonly number[];
  readonly family: readonly number[];
  /** Those of the family that do more than pass bytes on. */
  readonly deciding: readonly number[];
  /** Equal later when none of those has done anything in between. */
  readonly marks: string;
}

/** Time between two looks that must agree, in milliseconds. */
const betweenMs = 150;

/**
 * What the programs on a terminal do: of two looks, who is seen waiting must have done nothing until the second. One look may
 * miss a program that was started while it was taken. Of who cannot be looked into it is known all the same whether they run:
 * one that does not, perhaps reads.
 */
export async function observeWaitState(
  reader: ProcReader,
  watched: Watched,
  { pause, looks = 2 }: WaitOptions & { readonly pause: (ms: number) => Promise<unknown> },
): Promise<WaitState> {
  const first = await look(reader, watched);
  if (looks === 1 || !isAtRest(first.state)) return told(first.state);
  await pause(betweenMs);
  if (await isAsBefore(first, reader, watched)) {
    const isCertain = first.state === 'reading' && !(await endsByItself(first, reader));
    return isCertain ? 'reading' : 'perhaps-reading';
  }
  const second = await look(reader, watched);
  if (!isWaiting(second.state)) return told(second.state);
  return first.state === 'reading' && second.state === 'reading' ? 'working' : 'perhaps-reading';
}

/** Who passes bytes on is seen only while it waits for some: it is looked for so often, so many milliseconds apart. */
const relayLooks = { most: 5, betweenMs: 20 };

/**
 * The terminal behind this one that all that is typed here is passed on to (sudo and script have one for their program); undefined
 * when there is none, or when it cannot be told. A terminal that somebody of the family only has, as for something in the
 * background, is none.
 */
export async function terminalBehind(
  reader: ProcReader,
  watched: Watched,
  pause: (ms: number) => Promise<unknown>,
): Promise<string | undefined> {
  const isElsewhere = ({ terminal = watched.terminal }: ProcessFacts): boolean =>
    terminal !== watched.terminal;
  if (!familyOf(await reader.processes(), watched).some(isElsewhere)) return undefined;
  for (let looks = 1; ; looks++) {
    const { state, innermost } = await look(reader, watched);
    if (innermost !== watched.terminal) return innermost;
    if (state !== 'working' || looks === relayLooks.most) return undefined;
    await pause(relayLooks.betweenMs);
  }
}

/** Whether a read of one of the terminals has a time limit, which does not show where the process waits. */
async function endsByItself({ terminals }: WaitLook, reader: ProcReader): Promise<boolean> {
  const named = [...terminals].filter((each) => each !== anyTerminal);
  const settings = await Promise.all(named.map((each) => reader.terminalSettings(each)));
  return settings.some(isReadTimed);
}

type State = Verdict['state'];

const isWaiting = (state: State): boolean => state === 'reading' || state === 'perhaps-reading';
const isAtRest = (state: State): boolean => isWaiting(state) || state === 'hidden';
const told = (state: State): WaitState => (state === 'hidden' ? 'unknown' : state);

/**
 * Whether nobody has run since and nobody was added: one who has not run waits as before and has started nothing, but may have
 * done so while the first look was taken, between the list of processes and the look at them.
 */
async function isAsBefore(before: WaitLook, reader: ProcReader, watched: Watched): Promise<boolean> {
  const { all, guests, family, deciding, marks } = before;
  if (marksOf(deciding, await reader.threads(deciding)) !== marks) return false;
  const known = new Set(all.map(({ pid }) => pid));
  const added = (await reader.processes(known)).filter(({ pid }) => !known.has(pid));
  return added.length === 0 || familyOf([...all, ...added], watched, guests).length === family.length;
}

function marksOf(pids: readonly number[], threads: ReadonlyMap<number, readonly ThreadFacts[]>): string {
  return JSON.stringify(pids.map((pid) => [pid, threads.get(pid)]));
}

async function look(reader: ProcReader, watched: Watched): Promise<WaitLook> {
  const all = await reader.processes();
  const strangers = strangersOf(all, familyOf(all, watched)).map(({ pid }) => pid);
  const strange = await reader.links(strangers);
  return lookWith(
    strangers.filter((pid) => holds(strange.get(pid), watched.terminal)),
    { all, strange, reader, watched },
  );
}

interface Sight {
  readonly all: readonly ProcessFacts[];
  /** Where the descriptors of those lead that were not born to the family. */
  readonly strange: ReadonlyMap<number, Links>;
  readonly reader: ProcReader;
  readonly watched: Watched;
}

async function lookWith(guests: readonly number[], sight: Sight): Promise<WaitLook> {
  const { all, strange, reader, watched } = sight;
  const members = familyOf(all, watched, guests);
  const family = members.map(({ pid }) => pid);
  const threads = await reader.threads(family);
  const links = await reader.links(family);
  const processes = await describe(reader, members, { threads, links });
  const awaited = pipesAwaited(processes);
  const more = [...strange].filter(
    ([pid, each]) => !family.includes(pid) && [...awaited].some((pipe) => holds(each, pipe)),
  );
  if (more.length > 0) return lookWith([...guests, ...more.map(([pid]) => pid)], sight);
  const pipes = await pipesWithin(awaited, links, reader);
  const { state, terminals, innermost, relays } = waitStateOf(processes, watched.terminal, pipes);
  const deciding = family.filter((pid) => !relays.has(pid));
  return { state, terminals, innermost, all, guests, family, deciding, marks: marksOf(deciding, threads) };
}

interface Seen {
  readonly threads: ReadonlyMap<number, readonly ThreadFacts[]>;
  readonly links: ReadonlyMap<number, Links>;
}

async function describe(
  reader: ProcReader,
  family: readonly ProcessFacts[],
  { threads, links }: Seen,
): Promise<readonly WaitingProcess[]> {
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
        hasTerminal: facts.terminal !== undefined,
      };
    }),
  );
}

async function mastersOf(process: Opened, reader: ProcReader): Promise<readonly string[]> {
  const masters = [...process.links].filter(([, target]) => isMaster(target));
  const slaves = await Promise.all(masters.map(([fd]) => slaveOf(reader, process.facts.pid, fd)));
  return slaves.map((slave) => slave ?? anyTerminal);
}
