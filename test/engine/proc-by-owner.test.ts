import { describe, expect, it } from 'vitest';
import { ownersIn } from '../../src/engine/proc-answers.js';
import { mostOwners, type OwnerReader, procByOwner } from '../../src/engine/proc-by-owner.js';
import type { ThreadFacts } from '../../src/terminal/proc-reader.js';

/** A reader that sees into these processes only. */
function reader(name: string, seen: readonly number[], owners = new Map<number, string>()): OwnerReader {
  const threadOf = (id: number): ThreadFacts => ({
    id,
    state: 'S',
    ran: '',
    syscall: seen.includes(id) ? name : '',
  });
  const visible = (pids: readonly number[]): readonly number[] => pids.filter((pid) => seen.includes(pid));
  return {
    processes: () => Promise.resolve([]),
    threads: (pids) => Promise.resolve(new Map(pids.map((pid) => [pid, [threadOf(pid)]]))),
    links: (pids) => Promise.resolve(new Map(visible(pids).map((pid) => [pid, new Map([[0, name]])]))),
    owners: (pids) => Promise.resolve(new Map([...owners].filter(([pid]) => pids.includes(pid)))),
    descriptorInfo: () => Promise.resolve(name),
    memory: () => Promise.resolve(Buffer.from(name)),
    unixSockets: () => Promise.resolve(''),
    terminalSettings: () => Promise.resolve(''),
    architecture: () => Promise.resolve('x64'),
  };
}

/** What each of these processes is seen to be in. */
const callsOf = async (of: OwnerReader | ReturnType<typeof procByOwner>, pids: readonly number[]) =>
  [...(await of.threads(pids)).values()].map(([thread]) => thread?.syscall);

describe('who looks at a process', () => {
  it('root where it may, its owner where not; each owner is opened once', async () => {
    const owners = new Map([
      [2, '7:7'],
      [3, '8:8'],
      [4, '8:8'],
    ]);
    const opened: string[] = [];
    const both = procByOwner(reader('root', [1], owners), (owner) => {
      opened.push(owner);
      return Promise.resolve(reader(owner, [2, 3, 4]));
    });
    expect(await callsOf(both, [1, 2, 3, 4])).toEqual(['root', '7:7', '8:8', '8:8']);
    expect(await both.links([1, 2, 3])).toEqual(
      new Map(
        [
          [1, 'root'],
          [2, '7:7'],
          [3, '8:8'],
        ].map(([pid, name]) => [pid, new Map([[0, name]])]),
      ),
    );
    expect(await Promise.all([1, 2, 3].map((pid) => both.descriptorInfo(pid, 0)))).toEqual([
      'root',
      '7:7',
      '8:8',
    ]);
    expect(opened).toEqual(['7:7', '8:8']);
  });

  it('nobody for one of root that is not to be seen, one of two owners, one whose reader does not open', async () => {
    const opened: string[] = [];
    const both = procByOwner(
      reader(
        'root',
        [],
        new Map([
          [1, '0:0'],
          [3, '7:7'],
        ]),
      ),
      (owner) => {
        opened.push(owner);
        return Promise.reject(new Error('no'));
      },
    );
    expect(await callsOf(both, [1, 2, 3])).toEqual(['', '', '']);
    expect(await callsOf(both, [1, 2, 3])).toEqual(['', '', '']);
    expect(opened).toEqual(['7:7']);
  });

  it('a process that becomes another user’s is asked for anew', async () => {
    const owners = new Map([[1, '7:7']]);
    const mine = [1];
    const both = procByOwner(reader('root', mine, owners), (owner) => Promise.resolve(reader(owner, [1])));
    expect(await callsOf(both, [1])).toEqual(['root']);
    mine.pop();
    expect(await callsOf(both, [1])).toEqual(['7:7']);
    owners.set(1, '8:8');
    expect(await callsOf(both, [1])).toEqual(['8:8']);
    mine.push(1);
    expect(await callsOf(both, [1])).toEqual(['root']);
    expect(await both.descriptorInfo(1, 0)).toBe('root');
  });

  it('of more owners than 8 the first', async () => {
    const pids = Array.from({ length: mostOwners + 2 }, (_, at) => at);
    const owners = new Map(pids.map((pid) => [pid, `${pid + 1}:1`]));
    const both = procByOwner(reader('root', [], owners), (owner) => Promise.resolve(reader(owner, pids)));
    expect(await callsOf(both, pids)).toEqual([...[...owners.values()].slice(0, 8), '', '']);
  });
});

it('owners from status files; a program with the rights of another has none', () => {
  const status = (pid: number, uids: string, gids: string): string[] =>
    `Name:\tPid: x\nPid:\t${pid}\nPPid:\t1\nUid:\t${uids}\nGid:\t${gids}\nFDSize:\t64`.split('\n');
  const lines = [
    ...status(10, '1000\t1000\t1000\t1000', '100\t100\t100\t100'),
    ...status(11, '1000\t0\t0\t0', '100\t100\t100\t100'),
    ...status(12, '1000\t1000\t1000\t1000', '100\t5\t5\t5'),
    ...status(13, '0\t0\t0\t0', '0\t0\t0\t0'),
  ];
  expect(ownersIn(lines)).toEqual(
    new Map([
      [10, '1000:100'],
      [13, '0:0'],
    ]),
  );
});
