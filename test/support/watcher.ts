import { readdirSync, readFileSync } from 'node:fs';
import type { RunningCli } from './cli.js';
import { containersOf } from './containers.js';
import { until } from './until.js';

export function runIdOf(running: RunningCli): string {
  const runId = /\(run (\w+)\)/.exec(running.stderr())?.[1];
  if (runId === undefined) throw new Error(`no run has begun:\n${running.stderr()}`);
  return runId;
}

/**
 * Ends a run and its watcher by `kill -9`, as a power cut does: nobody is left who would clean up. Its container, which ends by itself,
 * has to be gone within `goneMs`.
 */
export async function killWithWatcher(running: RunningCli, goneMs = 30_000): Promise<string> {
  const runId = runIdOf(running);
  const watchers = processesWith(`${runId}.json`);
  if (watchers.length !== 1) throw new Error(`${watchers.length} watchers of run ${runId}`);
  for (const pid of watchers) process.kill(pid, 'SIGKILL');
  running.child.kill('SIGKILL');
  await running.ended;
  await until('the watcher is gone', () => processesWith(`${runId}.json`).length === 0);
  // A `gc` that comes before would remove it.
  await until('its container is gone', async () => (await containersOf([runId])).length === 0, goneMs);
  return runId;
}

function processesWith(words: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(words);
      } catch {
        return false; // it ended while we looked
      }
    })
    .map(Number);
}
