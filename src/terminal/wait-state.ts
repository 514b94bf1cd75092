import type { WaitState } from './terminal.js';
import type { Source, Wait } from './waits.js';

/** A process as the verdict sees it. */
export interface WaitingProcess {
  readonly pid: number;
  readonly parent: number;
  /** The threads that live; none for a zombie. */
  readonly threads: readonly WaitingThread[];
  /** The terminals whose master side it holds, `/dev/pts/N`. */
  readonly masterOf: readonly string[];
  /** It has a controlling terminal. */
  readonly hasTerminal: boolean;
}

interface WaitingThread {
  /** The state letter of proc(5). */
  readonly state: string;
  readonly wait: Wait;
}

/**
 * What one look showed: the verdict, the terminals that what is typed may come to, the one of them that all of it comes to
 * where that is certain, and who only passes bytes on between a terminal and one behind it.
 */
export interface Verdict {
  /** `hidden`: all asleep, one of them on a terminal and not to be looked into, and not for a child of its own. */
  readonly state: WaitState | 'hidden';
  readonly terminals: ReadonlySet<string>;
  readonly innermost: string | undefined;
  readonly relays: ReadonlySet<number>;
}

/** Stands for the slave of a master where the kernel does not say which it is (before 4.14). */
export const anyTerminal = '*';

type Descriptors = Wait & { kind: 'descriptors' };

/**
 * What the programs on a terminal are doing, from one look at all of them. `reading` needs everybody at rest: whoever
 * waits, waits for a relative or for the terminal, so that nothing but what is typed can move any of them. `pipes` are those of
 * which both ends are among them, `pipe:[N]`.
 */
export function waitStateOf(
  processes: readonly WaitingProcess[],
  terminal: string,
  pipes: ReadonlySet<string>,
): Verdict {
  const all = processes.filter(({ threads }) => threads.length > 0);
  const { terminals, relays } = throughRelays(all, terminal);
  const state = all.some(isAwake) ? 'working' : stateOfSleepers({ all, relays, terminals, pipes });
  return { state, terminals, innermost: innermostOf(all, { terminals, relays }), relays };
}

/** The terminal that nobody passes on from, when it is the only one and nobody reads what is passed on to it at another. */
function innermostOf(
  all: readonly WaitingProcess[],
  { terminals, relays }: Pick<Verdict, 'terminals' | 'relays'>,
): string | undefined {
  if (terminals.has(anyTerminal)) return undefined;
  const readersOf = (path: string): readonly WaitingProcess[] =>
    all.filter((each) => waitsOn(each, isOneOf(new Set([path]))));
  const isRelay = ({ pid }: WaitingProcess): boolean => relays.has(pid);
  const [innermost, ...others] = [...terminals].filter((path) => !readersOf(path).some(isRelay));
  const isShared = [...terminals].some((path) => path !== innermost && !readersOf(path).every(isRelay));
  return others.length > 0 || isShared ? undefined : innermost;
}

interface Sleepers {
  readonly all: readonly WaitingProcess[];
  readonly relays: ReadonlySet<number>;
  /** Those that what is typed may come to. */
  readonly terminals: ReadonlySet<string>;
  readonly pipes: ReadonlySet<string>;
}

function stateOfSleepers(sleepers: Sleepers): Verdict['state'] {
  const inner = sleepers.all.filter(({ pid }) => !sleepers.relays.has(pid));
  const readers = inner.filter((each) => waitsOn(each, isOneOf(sleepers.terminals)));
  if (readers.some((reader) => isCertain(reader, inner, sleepers))) return 'reading';
  if (readers.length > 0) return 'perhaps-reading';
  const hidden = inner.filter(({ threads }) => threads.some(({ wait }) => wait.kind === 'hidden'));
  if (inner.length > 0 && hidden.length === 0) return 'working';
  // Who cannot be looked into may be the one that passes bytes on to a terminal behind.
  if (inner.some((each) => waitsOn(each, ({ kind }) => kind === 'terminal'))) return 'perhaps-reading';
  const parents = new Set(sleepers.all.map(({ parent }) => parent));
  return hidden.some(({ pid, hasTerminal }) => hasTerminal && !parents.has(pid)) ? 'hidden' : 'unknown';
}

/** A stopped thread (`T`) cannot go on by itself; all other states but `S` and `I` are work. */
function isAwake({ threads }: WaitingProcess): boolean {
  return threads.some(
    ({ state, wait }) => !'STI'.includes(state) || (state !== 'T' && wait.kind === 'running'),
  );
}

const isOneOf =
  (terminals: ReadonlySet<string>) =>
  (source: Source): boolean =>
    source.kind === 'terminal' && (terminals.has(source.path) || terminals.has(anyTerminal));

/** Its sleep ends by input on descriptors of that kind, perhaps among others. */
function waitsOn({ threads }: WaitingProcess, isWanted: (source: Source) => boolean): boolean {
  return threads.some(
    ({ state, wait }) => state !== 'T' && wait.kind === 'descriptors' && wait.on.some(isWanted),
  );
}

/**
 * Who reads a terminal and holds the master of another passes bytes on (sudo, script, apt-get, tmux): then the programs
 * on that one read what is typed here. Who holds a master and does not read ours answers for itself (expect). A master
 * nobody here waits for was only inherited, from us or from whoever else has several terminals open.
 */
function throughRelays(
  all: readonly WaitingProcess[],
  terminal: string,
): { readonly terminals: ReadonlySet<string>; readonly relays: ReadonlySet<number> } {
  const terminals = new Set([terminal]);
  const relays = new Set<number>();
  const isWatched = (slave: string): boolean =>
    all.some((each) =>
      waitsOn(each, (source) => source.kind === 'master' && (source.slave ?? anyTerminal) === slave),
    );
  for (let before = -1; before !== relays.size;) {
    before = relays.size;
    for (const each of all) {
      const behind = each.masterOf.filter(isWatched);
      if (behind.length === 0 || !waitsOn(each, isOneOf(terminals))) continue;
      relays.add(each.pid);
      for (const slave of behind) terminals.add(slave);
    }
  }
  return { terminals, relays };
}

/** It waits for nothing but the terminal, and everybody else for a relative or the terminal. */
function isCertain(
  reader: WaitingProcess,
  inner: readonly WaitingProcess[],
  { all, terminals, pipes }: Sleepers,
): boolean {
  const isOurs = isOneOf(terminals);
  const isKin = (source: Source): boolean =>
    isOurs(source) || (source.kind === 'pipe' && pipes.has(source.name));
  const reads = ({ wait }: WaitingThread): boolean => isUnlimited(wait) && wait.on.every(isOurs);
  if (!reader.threads.every((thread) => reads(thread) || thread.wait.kind === 'relative')) return false;
  const ancestors = ancestorsOf(reader, all);
  return inner.every((each) => each === reader || isAtRest(each, isKin, ancestors.has(each.pid)));
}

/** A parent may hear of its child by a socket pair (sudo's monitor, node); anybody else may talk to a service by one. */
function isAtRest(
  { threads }: WaitingProcess,
  isKin: (source: Source) => boolean,
  isAncestor: boolean,
): boolean {
  const isRest = (source: Source): boolean => isKin(source) || (source.kind === 'local-socket' && isAncestor);
  return threads.every(
    ({ state, wait }) =>
      state === 'T' || wait.kind === 'relative' || (isUnlimited(wait) && wait.on.every(isRest)),
  );
}

function isUnlimited(wait: Wait): wait is Descriptors {
  return wait.kind === 'descriptors' && !wait.isLimited && wait.on.length > 0;
}

function ancestorsOf(of: WaitingProcess, all: readonly WaitingProcess[]): ReadonlySet<number> {
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const found = new Set<number>();
  for (let pid = parents.get(of.pid); pid !== undefined && !found.has(pid); pid = parents.get(pid))
    found.add(pid);
  return found;
}
