import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { echoStateOf, echoWatchArguments, echoWatchScript } from './echo-watch.js';
import { hostProc } from './host-proc.js';
import type { EchoState } from './terminal.js';
import type { Watched } from './wait-family.js';
import { terminalBehind } from './wait-look.js';

/**
 * Resolves as soon as what is typed at a terminal of this machine is not echoed, or to what holds after `waitMs`. Who passes bytes
 * on to a terminal behind (su, script) has put ours in raw mode: then the flags of that one count.
 */
export async function hostEchoOff(watched: Watched, waitMs: number): Promise<EchoState> {
  const untilMs = performance.now() + waitMs;
  const state = await echoOff(watched.terminal, waitMs);
  if (state !== 'raw') return state;
  const behind = await terminalBehind(hostProc, watched, delay);
  const inner =
    behind === undefined ? 'unknown' : await echoOff(behind, Math.max(0, untilMs - performance.now()));
  // One that has gone meanwhile tells nothing.
  return inner === 'unknown' ? 'raw' : inner;
}

async function echoOff(device: string, waitMs: number): Promise<EchoState> {
  const watch = ['-c', echoWatchScript, 'sh', ...echoWatchArguments(device, waitMs)];
  const { stdout } = await promisify(execFile)('/bin/sh', watch);
  return echoStateOf(stdout);
}
