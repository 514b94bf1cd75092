import type { ProcessFacts, ProcReader } from './proc-reader.js';
import { type Wait, waitOf } from './syscalls.js';
import type { WaitOptions, WaitState } from './terminal.js';

/** A process and what each of its threads waits for; undefined for a thread that runs or that the machine cannot tell of. */
export interface WaitingProcess {
  readonly facts: ProcessFacts;
  readonly waits: readonly (Wait | undefined)[];
}

/** What one look showed; two looks with equal `marks` showed a program that did nothing in between. */
export interface WaitLook {
  readonly state: WaitState;
  readonly marks: string;
}

/** The program whose terminal is looked at. */
export interface Watched {
  readonly leader: number;
  /** Its terminal, `/dev/pts/N`. */
  readonly terminal: string;
}

/** The program, all it started, and whatever else is on its terminal or on one behind it (sudo, script and tmux have their own). */
export function familyOf(
  all: readonly ProcessFacts[],
  { leader, terminal }: Watched,
): readonly ProcessFacts[] {
  const members = new Set<number>([leader]);
  const terminals = new Set<string>([terminal]);
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const each of all) {
      const isOnTerminal = each.terminal !== undefined && terminals.has(each.terminal);
      const isMember = members.has(each.pid) || members.has(each.parent) || isOnTerminal;
      if (
        !isMember ||
        (members.has(each.pid) && (each.terminal === undefined || terminals.has(each.terminal)))
      )
        continue;
      members.add(each.pid);
      if (each.terminal !== undefined) terminals.add(each.terminal);
      isGrowing = true;
    }
  }
  return all.filter(({ pid, state }) => members.has(pid) && state !== 'Z' && state !== 'X');
}

/** Looks once. */
export async function lookAtWait(reader: ProcReader, watched: Watched): Promise<WaitLook> {
  const family = familyOf(await reader.processes(), watched);
  const processes = await Promise.all(
    family.map(async (facts) => ({
      facts,
      waits: await Promise.all(facts.threads.map(({ syscall }) => waitOf(syscall, facts.pid, reader))),
    })),
  );
  const marks = family
    .map(({ pid, ticks, threads }) => `${pid} ${ticks} ${threads.map(({ syscall }) => syscall).join(' ')}`)
    .join('\n');
  return { state: waitStateOf(processes), marks };
}

const isTerminal = (target: string): boolean => /^\/dev\/(?:pts\/\d+|tty|console)$/.test(target);
const isMaster = (target: string): boolean => /^\/dev\/(?:ptmx|pts\/ptmx)$/.test(target);

/**
 * What a program is doing, from one look. A process that passes bytes between a terminal and a pseudo-terminal of its own is
 * no reader: the program behind it decides.
 */
export function waitStateOf(processes: readonly WaitingProcess[]): WaitState {
  const all = processes.filter((each) => !isRelay(each));
  const asleep = all.filter(({ facts }) => facts.state !== 'T' && facts.state !== 't');
  if (asleep.length === 0) return all.length === 0 ? 'unknown' : 'working';
  const isAwake = ({ facts }: WaitingProcess): boolean =>
    [facts.state, ...facts.threads.map(({ state }) => state)].some((state) => state !== 'S' && state !== 'I');
  if (asleep.some(isAwake)) return 'working';
  const readers = asleep.filter(reads);
  if (readers.some((reader) => isCertain(reader, asleep))) return 'reading';
  if (readers.length > 0) return 'perhaps-reading';
  return asleep.some(({ waits }) => waits.includes(undefined)) ? 'unknown' : 'working';
}

const inputs = ({ waits }: WaitingProcess): readonly (Wait & { kind: 'input' })[] =>
  waits.flatMap((wait) => (wait?.kind === 'input' ? [wait] : []));

/** It waits for input on a terminal, perhaps among other things. */
const reads = (process: WaitingProcess): boolean =>
  inputs(process).some(({ targets }) => targets.some(isTerminal));

const isRelay = (process: WaitingProcess): boolean =>
  inputs(process).some(({ targets }) => targets.some(isMaster));

/** It waits for nothing but the terminal, its other threads for each other, and none of its children is at work. */
function isCertain(reader: WaitingProcess, all: readonly WaitingProcess[]): boolean {
  const isOnTerminal = (wait: Wait | undefined): boolean =>
    wait?.kind === 'input' && !wait.isLimited && wait.targets.every(isTerminal);
  const isIdle = (wait: Wait | undefined): boolean => isOnTerminal(wait) || wait?.kind === 'thread';
  if (!reader.waits.some(isOnTerminal) || !reader.waits.every(isIdle)) return false;
  return descendantsOf(reader, all).every(isResting);
}

/** A process that only waits for its own children, or for the terminal too. */
const isResting = ({ waits }: WaitingProcess): boolean =>
  waits.every(
    (wait) =>
      wait?.kind === 'child' ||
      wait?.kind === 'thread' ||
      (wait?.kind === 'input' && !wait.isLimited && wait.targets.every(isTerminal)),
  );

function descendantsOf(of: WaitingProcess, all: readonly WaitingProcess[]): readonly WaitingProcess[] {
  const members = new Set([of.facts.pid]);
  for (let size = 0; size !== members.size;) {
    size = members.size;
    for (const { facts } of all) if (members.has(facts.parent)) members.add(facts.pid);
  }
  return all.filter((each) => each !== of && members.has(each.facts.pid));
}

/** Time between two looks that must agree, in milliseconds. */
const betweenMs = 150;

/** Looks as often as asked for; of two looks, a program that is seen waiting must not have done anything in between. */
export async function observeWaitState(
  reader: ProcReader,
  watched: Watched,
  { pause, looks = 2 }: WaitOptions & { readonly pause: (ms: number) => Promise<unknown> },
): Promise<WaitState> {
  const first = await lookAtWait(reader, watched);
  if (looks === 1) return first.state;
  if (first.state !== 'reading' && first.state !== 'perhaps-reading') return first.state;
  await pause(betweenMs);
  const second = await lookAtWait(reader, watched);
  if (second.state === first.state && second.marks === first.marks) return first.state;
  const hasMoved = second.state === 'working' || second.state === 'unknown' || first.state === 'reading';
  return hasMoved ? 'working' : second.state;
}
