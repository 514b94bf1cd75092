import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fateOf, isRunning, ownIdentity, type ProcessIdentity } from '../../src/pipeline/process-identity.js';
import { until } from '../support/until.js';

const own = ownIdentity();

it('a process that runs is alive', () => {
  expect(fateOf(own)).toEqual({ kind: 'alive' });
});

it('one whose number another process has got since is dead', () => {
  expect(fateOf({ ...own, startTicks: (own.startTicks ?? 0) - 1 })).toEqual({ kind: 'dead' });
});

it('one of another boot is dead, whatever has its number now', () => {
  expect(fateOf({ ...own, boot: '0' })).toEqual({ kind: 'dead' });
});

it.each([
  [{ ...own, machine: 'build7' }, 'its process is on another machine, build7'],
  [{ ...own, machine: 'build7', boot: '0' }, 'its process is on another machine, build7'],
  [{ ...own, pidNamespace: 'pid:[1]' }, 'its process is in another container'],
  [undefined, 'it does not say which process it belongs to'],
])('one that cannot be seen from here is neither', (identity, why) => {
  expect(fateOf(identity)).toEqual({ kind: 'unknown', why });
});

it('without a start time the number alone decides', () => {
  const bare = Object.fromEntries(
    Object.entries(own).filter(([name]) => name !== 'startTicks'),
  ) as ProcessIdentity;
  expect(fateOf(bare)).toEqual({ kind: 'alive' });
  expect(fateOf({ ...bare, pid: 2 ** 22 + 1 })).toEqual({ kind: 'dead' });
});

it('one that has ended and that nobody has waited for is dead', async () => {
  // The shell becomes a sleep that never waits for the child it has got.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [bytes] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(bytes.toString());
  const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'latin1');
  try {
    await until('it is a zombie', () => stat().includes(') Z '));
    const ticks = Number(stat().split(' ')[21]);
    expect(isRunning(pid, ticks)).toBe(false);
  } finally {
    parent.kill();
  }
});
