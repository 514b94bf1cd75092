import { readdirSync, readFileSync } from 'node:fs';
import type { RunningCli } from './cli.js';
import { containersOf } from './containers.js';
import { callEngine } from './engine-api.js';
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
  const isGone = async (): Promise<boolean> => {
    const left = await containersOf([runId]);
    if (left.length > 0) await removeDead(`unattend-${runId}`);
    return left.length === 0;
  };
  await until('its container is gone', isGone, goneMs);
  return runId;
}

/**
 * Docker 20.10 does not try again where it could not remove a container by itself, because it wrote into the container's folder
 * meanwhile ("directory not empty" in its log): then it is dead, and stays.
 */
async function removeDead(name: string): Promise<void> {
  const { status, body } = await callEngine({ method: 'GET', path: `/containers/${name}/json` });
  if (status !== 200) return;
  const { State: state } = JSON.parse(body.toString()) as { State: { Status: string } };
  if (state.Status === 'dead')
    await callEngine({ method: 'DELETE', path: `/containers/${name}?force=true&v=true` });
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
