import { describe, expect, it } from 'vitest';
import { whereIs } from '../../src/terminal/syscalls.js';
import {
  parseStat,
  parseThread,
  type ProcessFacts,
  type ProcReader,
} from '../../src/terminal/proc-reader.js';
import { isReadTimed } from '../../src/terminal/timed-read.js';
import { familyOf } from '../../src/terminal/wait-family.js';
import { observeWaitState } from '../../src/terminal/wait-look.js';
import { pipesWithin } from '../../src/terminal/wait-pipes.js';
import { type WaitingProcess, waitStateOf } from '../../src/terminal/wait-state.js';
import type { Source, Wait } from '../../src/terminal/waits.js';

const outer = '/dev/pts/0';
const inner = '/dev/pts/1';
const terminal = (path = outer): Source => ({ kind: 'terminal', path });
const on = (...sources: Source[]): Wait => ({ kind: 'descriptors', on: sources, isLimited: false });
const limited = (...sources: Source[]): Wait => ({ kind: 'descriptors', on: sources, isLimited: true });
const relative: Wait = { kind: 'relative' };
const timer: Wait = { kind: 'other' };
const hidden: Wait = { kind: 'hidden' };
const pipe: Source = { kind: 'pipe', name: 'pipe:[1]' };
const foreignPipe: Source = { kind: 'pipe', name: 'pipe:[2]' };
const local: Source = { kind: 'local-socket' };
const other: Source = { kind: 'other' };

/** A process asleep in those waits, one a thread; its parent is the one before it unless it is said. */
function asleep(
  pid: number,
  waits: Wait | readonly Wait[],
  rest: Partial<WaitingProcess> = {},
): WaitingProcess {
  const threads = [waits].flat().map((wait) => ({ state: 'S', wait }));
  return { pid, parent: pid - 1, threads, masterOf: [], hasTerminal: true, ...rest };
}
const inState = (state: string, wait: Wait = timer) => ({ threads: [{ state, wait }] });
const relay = (pid: number, from: string, to: string): WaitingProcess =>
  asleep(pid, on(terminal(from), { kind: 'master', slave: to }, local), { masterOf: [to] });
const verdict = (...processes: WaitingProcess[]): string =>
  waitStateOf(processes, outer, new Set(['pipe:[1]'])).state;

describe('the terminal that all comes to that is typed', () => {
  const sudo = relay(1, outer, inner);
  it.each<[string, string | undefined, WaitingProcess[]]>([
    ['ours', outer, [asleep(1, on(terminal()))]],
    ['the one behind a relay', inner, [sudo, asleep(2, on(terminal(inner)))]],
    ['the one behind two relays', '/dev/pts/2', [sudo, relay(2, inner, '/dev/pts/2')]],
    [
      'ours, beside one that is passed nothing on to',
      outer,
      [asleep(1, on(terminal())), asleep(2, on({ kind: 'master', slave: inner }), { masterOf: [inner] })],
    ],
    ['unknown with a reader of ours beside the relay', undefined, [sudo, asleep(2, on(terminal()))]],
    ['unknown with two terminals behind', undefined, [sudo, relay(2, outer, '/dev/pts/2')]],
    ['unknown where the kernel does not say which is behind', undefined, [relay(1, outer, '*')]],
  ])('%s', (_, path, processes) => {
    expect(waitStateOf(processes, outer, new Set()).innermost).toBe(path);
  });
});

describe('the verdict of one look', () => {
  it.each<[string, string, WaitingProcess[]]>([
    ['a reader', 'reading', [asleep(1, on(terminal()))]],
    ['a reader below a shell that waits for it', 'reading', [asleep(1, relative), asleep(2, on(terminal()))]],
    ['a reader with a thread at rest', 'reading', [asleep(1, [on(terminal()), relative])]],
    ['a reader with a thread on a timer', 'perhaps-reading', [asleep(1, [on(terminal()), timer])]],
    [
      'a reader and a running thread',
      'working',
      [
        asleep(1, [on(terminal())], {
          threads: [
            { state: 'S', wait: on(terminal()) },
            { state: 'R', wait: { kind: 'running' } },
          ],
        }),
      ],
    ],
    ['a time limit', 'perhaps-reading', [asleep(1, limited(terminal()))]],
    ['an event loop', 'perhaps-reading', [asleep(1, [on(terminal(), other), relative])]],
    [
      'a reader whose child is on disk',
      'working',
      [asleep(1, on(terminal())), asleep(2, timer, inState('D'))],
    ],
    [
      'a reader whose child sleeps on a timer',
      'perhaps-reading',
      [asleep(1, on(terminal())), asleep(2, timer)],
    ],
    [
      'a reader whose child waits for a socket',
      'perhaps-reading',
      [asleep(1, on(terminal())), asleep(2, on(local))],
    ],
    [
      'a reader whose child reads a pipe of the family',
      'reading',
      [asleep(1, on(terminal())), asleep(2, on(pipe))],
    ],
    [
      'a reader whose child reads a pipe that somebody else has the end of',
      'perhaps-reading',
      [asleep(1, on(terminal())), asleep(2, on(foreignPipe))],
    ],
    ['a reader whose child is a zombie', 'reading', [asleep(1, on(terminal())), asleep(2, [])]],
    [
      'a reader whose child is stopped',
      'reading',
      [asleep(1, on(terminal())), asleep(2, timer, inState('T'))],
    ],
    [
      'a stopped reader',
      'working',
      [asleep(1, relative), asleep(2, on(terminal()), inState('T', on(terminal())))],
    ],
    ['a traced reader', 'working', [asleep(1, on(terminal()), inState('t', on(terminal())))]],
    ['a timer', 'working', [asleep(1, timer)]],
    ['an empty select', 'working', [asleep(1, limited())]],
    ['a pipe', 'working', [asleep(1, relative), asleep(2, on(pipe))]],
    ['another terminal', 'working', [asleep(1, on(terminal('/dev/pts/9')))]],
    ['one that sleeps and may not be looked into', 'hidden', [asleep(1, relative), asleep(2, hidden)]],
    [
      'the same without a terminal',
      'unknown',
      [asleep(1, relative), asleep(2, hidden, { hasTerminal: false })],
    ],
    ['the same, with a child on a timer', 'unknown', [asleep(1, hidden), asleep(2, timer)]],
    ['the same, with a zombie for a child', 'hidden', [asleep(1, hidden), asleep(2, [])]],
    [
      'a reader that has inherited the other side of somebody else’s terminal',
      'reading',
      [asleep(1, on(terminal()), { masterOf: ['/dev/pts/7'] })],
    ],
    [
      'a reader beside one that may not be looked into',
      'perhaps-reading',
      [asleep(1, on(terminal())), asleep(2, hidden)],
    ],
    [
      'a reader behind one that may not be looked into',
      'perhaps-reading',
      [asleep(1, hidden), asleep(2, on(terminal('/dev/pts/9')))],
    ],
    ['nobody', 'unknown', []],
    [
      'sudo and its monitor before a reader',
      'reading',
      [relay(1, outer, '/dev/pts/1'), asleep(2, on(local, pipe)), asleep(3, on(terminal('/dev/pts/1')))],
    ],
    [
      'sudo and its monitor before a timer',
      'working',
      [relay(1, outer, '/dev/pts/1'), asleep(2, on(local, pipe)), asleep(3, timer)],
    ],
    [
      'sudo below sudo',
      'reading',
      [
        relay(1, outer, '/dev/pts/1'),
        asleep(2, on(local)),
        relay(3, '/dev/pts/1', '/dev/pts/2'),
        asleep(4, on(local)),
        asleep(5, on(terminal('/dev/pts/2'))),
      ],
    ],
    [
      'one that answers the other terminal itself',
      'working',
      [
        asleep(1, on({ kind: 'master', slave: '/dev/pts/1' }), { masterOf: ['/dev/pts/1'] }),
        asleep(2, on(terminal('/dev/pts/1'))),
      ],
    ],
    [
      'a reader that holds a master nobody waits for, before a timer',
      'perhaps-reading',
      [asleep(1, on(terminal()), { masterOf: ['/dev/pts/1'] }), asleep(2, timer)],
    ],
  ])('%s: %s', (_, state, processes) => {
    expect(verdict(...processes)).toBe(state);
  });
});

describe('a syscall line', () => {
  const stack = '0x7ffea03306c8 0x7f2fce6552ad';
  it.each([
    ['running', 'x64', { kind: 'running' }],
    ['', 'x64', { kind: 'hidden' }],
    [`-1 ${stack}`, 'x64', { kind: 'elsewhere' }],
    [
      `0 0x0 0x1 0x2 0x3 0x4 0x5 ${stack}`,
      'x64',
      { kind: 'call', name: 'read', args: [0n, 1n, 2n, 3n, 4n, 5n] },
    ],
    [
      `63 0x0 0x1 0x2 0x3 0x4 0x5 ${stack}`,
      'aarch64',
      { kind: 'call', name: 'read', args: [0n, 1n, 2n, 3n, 4n, 5n] },
    ],
    [`230 0x0 0x0 0x2 0x3 0x4 0x5 ${stack}`, 'x86_64', { kind: 'elsewhere' }],
    [`219 0x0 0x0 0x2 0x3 0x4 0x5 ${stack}`, 'x64', { kind: 'hidden' }],
    [`0 0x0 0x1 0x2 0x3 0x4 0x5 ${stack}`, 'riscv64', { kind: 'hidden' }],
    ['7 0xffffffff 0x1 0x2 0x3 0x4 0x5 0xffa0c8 0xf7f0', 'x64', { kind: 'hidden' }],
  ])('%s on %s', (line, architecture, where) => {
    expect(whereIs(line, architecture)).toEqual(where);
  });
});

it('stat lines whose command holds blanks and parentheses', () => {
  const line = `42 (a) R (b 7) S 41 42 40 34817 42 4194304 1 2 3 4 11 12 0 0 20 0 1 0 777 0`;
  expect(parseStat(line)).toEqual({
    pid: 42,
    parent: 41,
    session: 40,
    terminal: '/dev/pts/1',
    startedAt: 777,
  });
  expect(parseThread(line, '1 2 3', 'running')).toEqual({
    id: 42,
    state: 'S',
    ran: '1 2 3',
    syscall: 'running',
  });
  expect(parseThread(line, '', '')?.ran).toBe('11 12');
  expect(parseThread(line.replace(') S', ') Z'), '', '')).toBeUndefined();
});

const facts = (pid: number, parent: number, session: number): ProcessFacts => ({
  pid,
  parent,
  session,
  terminal: undefined,
  startedAt: pid,
});

it('the family: descendants, whoever shares a session with one, and what these have started', () => {
  const all = [
    facts(1, 0, 1),
    facts(10, 1, 10), // the program
    facts(11, 10, 10),
    facts(12, 11, 12), // in a session of its own
    facts(13, 1, 12), // orphaned in that session
    facts(14, 13, 14),
    facts(20, 1, 20),
  ];
  const family = familyOf(all, { leader: 10, terminal: outer });
  expect(family.map(({ pid }) => pid)).toEqual([10, 11, 12, 13, 14]);
});

interface Moment {
  readonly pids: readonly number[];
  readonly ran: string;
  /** Nobody may be looked into. */
  readonly isHidden?: boolean;
}

/** A reader of the terminal at pid 10; each list of processes and each look at threads may differ. */
function machine(looks: readonly Moment[]): ProcReader {
  let at = 0;
  const now = (): Moment => looks[Math.min(at, looks.length - 1)] ?? { pids: [], ran: '' };
  return {
    processes: () =>
      Promise.resolve(now().pids.map((pid) => ({ ...facts(pid, pid - 1, 10), terminal: outer }))),
    threads(pids) {
      const { ran, isHidden } = now();
      const syscall = isHidden === true ? '' : `0 0x0 0x1 0x1 0x0 0x0 0x0 0x7ffea03306c8 0x7f2fce6552ad`;
      return Promise.resolve(new Map(pids.map((id) => [id, [{ id, state: 'S', ran, syscall }]])));
    },
    links: (pids) => Promise.resolve(new Map(pids.map((pid) => [pid, new Map([[0, outer]])]))),
    descriptorInfo: () => Promise.resolve(''),
    memory: () => Promise.resolve(undefined),
    unixSockets: () => Promise.resolve(''),
    terminalSettings: () => Promise.resolve(''),
    architecture: () => Promise.resolve('x64'),
    pause: () => Promise.resolve(at++),
  } as ProcReader & { pause: () => Promise<number> };
}

it.each([
  ['nothing happened between the looks', [{ pids: [10], ran: '1' }], 'reading'],
  [
    'it ran in between',
    [
      { pids: [10], ran: '1' },
      { pids: [10], ran: '2' },
    ],
    'working',
  ],
  [
    'a child was there that the first list lacked',
    [
      { pids: [10], ran: '1' },
      { pids: [10, 11], ran: '1' },
    ],
    'working',
  ],
  ['there is no such program', [{ pids: [], ran: '1' }], 'unknown'],
  ['who may not be looked into has not run', [{ pids: [10], ran: '1', isHidden: true }], 'perhaps-reading'],
  [
    'who may not be looked into has run',
    [
      { pids: [10], ran: '1', isHidden: true },
      { pids: [10], ran: '2', isHidden: true },
    ],
    'unknown',
  ],
  [
    'who may not be looked into is seen to read',
    [
      { pids: [10], ran: '1', isHidden: true },
      { pids: [10], ran: '2' },
    ],
    'perhaps-reading',
  ],
] as const)('two looks: %s', async (_, looks, state) => {
  const reader = machine(looks) as ProcReader & { pause: () => Promise<number> };
  expect(
    await observeWaitState(reader, { leader: 10, terminal: outer }, { pause: () => reader.pause() }),
  ).toBe(state);
});

it('pipes within a family: both ends are seen in it', async () => {
  const held = [
    ['both', '00', 1],
    ['both', '0100001', 2],
    ['read', '00', 1],
    ['read', '00', 2],
    ['written', '01', 1],
    ['opened for both', '02', 2],
    ['unreadable', '', 1],
    ['unreadable', '', 2],
    ['not waited for', '02', 1],
  ] as const;
  const heldBy = (pid: number) =>
    held.flatMap(([name, , by], fd) => (by === pid ? [[fd, name] as const] : []));
  const links = new Map([1, 2].map((pid) => [pid, new Map(heldBy(pid))]));
  const reader: ProcReader = {
    ...machine([]),
    descriptorInfo: (_, fd) => Promise.resolve(`pos:\t0\nflags:\t${held[fd]?.[1] ?? ''}\n`),
  };
  const names = new Set(['both', 'read', 'written', 'opened for both', 'unreadable', 'nobody’s']);
  expect([...(await pipesWithin(names, links, reader))]).toEqual(['both', 'opened for both']);
});

it('one look: of who may not be looked into nothing is known', async () => {
  const reader = machine([{ pids: [10], ran: '1', isHidden: true }]);
  const pause = (): Promise<never> => Promise.reject(new Error('one look pauses'));
  expect(await observeWaitState(reader, { leader: 10, terminal: outer }, { pause, looks: 1 })).toBe(
    'unknown',
  );
});

it.each([
  ['a key within 5 seconds', 'min = 0; time = 50; -icanon -echo', true],
  ['no input at all', 'min = 0; time = 0; -icanon -echo', false],
  ['a key, and more within a second of it', 'min = 1; time = 10; -icanon -echo', false],
  ['a line', 'min = 0; time = 50; icanon echo', false],
  ['a terminal that is gone', '', false],
])('a read that ends by itself: %s', (_, settings, isTimed) => {
  expect(isReadTimed(settings)).toBe(isTimed);
});
