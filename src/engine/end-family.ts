import { UnattendError } from '../errors.js';
import type { Client } from './client.js';
import type { Greeting } from './greeting.js';
import { END_ALL, END_FAMILY, HOLDS_OUTPUT } from './process-scripts.js';
import { runRootScript } from './root-script.js';

const STOP_GRACE_MS = 2000;

/** Ends a program in a container and all it started: HUP, then KILL to what is left after `graceMs`; Infinity is never. */
export async function endFamily(
  client: Client,
  containerId: string,
  program: Greeting,
  graceMs: number,
): Promise<void> {
  // A shell counts in whole numbers.
  const wholeMs = Math.min(Math.ceil(graceMs), Number.MAX_SAFE_INTEGER);
  const args = [String(program.pid), program.ttyPath ?? '', String(wholeMs)];
  await mustSucceed('end a program in the container', runRootScript(client, containerId, END_FAMILY, args));
}

/** Whether a program in a container runs and has what the engine reads its output from. */
export async function holdsOutput(client: Client, containerId: string, program: Greeting): Promise<boolean> {
  const args = [String(program.pid), program.ttyPath ?? ''];
  return (await runRootScript(client, containerId, HOLDS_OUTPUT, args)).exitCode === 0;
}

/** Ends every process but PID 1: TERM, then KILL to what is left after two seconds; verified. */
export async function endAll(client: Client, containerId: string): Promise<void> {
  await mustSucceed(
    'end the processes of the container',
    runRootScript(client, containerId, END_ALL, [String(STOP_GRACE_MS)]),
  );
}

async function mustSucceed(doing: string, run: ReturnType<typeof runRootScript>): Promise<void> {
  const { exitCode, output } = await run;
  if (exitCode !== 0) {
    throw new UnattendError('ENGINE_FAILED', { doing, reason: `exit code ${exitCode}, left: ${output}` });
  }
}
