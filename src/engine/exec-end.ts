import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './client.js';
import type { StartedExec } from './exec-call.js';

const FIRST_POLL_MS = 5;
const LAST_POLL_MS = 250;
/** By then 155 ms have passed since the end of the output. */
const LOOK_POLL_MS = 160;
const LINGER_POLL_MS = 2000;
/** Docker itself closes the output of an ended exec that others hold open after 2 s (moby, daemon/monitor.go). */
const LINGER_MS = 3000;

interface ExecEnd {
  /** Settles when the stream has ended. */
  readonly drained: Promise<void>;
  /** Whether the program still has what its output goes to: then the stream has not ended but broken. Default no. */
  readonly isCut?: () => Promise<boolean>;
  readonly cancelSignal?: AbortSignal;
}

/**
 * The exit code of an exec, after its last byte. Throws when the stream breaks. A background process that
 * holds the output open does not hold this up for long: Docker ends a terminal's stream with its program (measured) and
 * other output 2 s later; where an engine ends neither, we do after 5 s.
 */
export async function endOfExec(
  client: Client,
  exec: StartedExec,
  { drained, isCut = () => Promise.resolve(false), cancelSignal }: ExecEnd,
): Promise<number> {
  const isDrained = new AbortController();
  const signal = cancelSignal ? AbortSignal.any([isDrained.signal, cancelSignal]) : isDrained.signal;
  endLingering(client, exec, signal).catch(() => undefined);
  try {
    await drained;
  } finally {
    isDrained.abort();
  }
  return exitCodeOf(client, exec.id, { isCut, ...(cancelSignal && { cancelSignal }) });
}

async function endLingering(client: Client, exec: StartedExec, signal: AbortSignal): Promise<void> {
  do {
    await delay(LINGER_POLL_MS, undefined, { signal });
  } while ((await client.getExec(exec.id).inspect()).Running);
  await delay(LINGER_MS, undefined, { signal });
  exec.stream.destroy();
}

/**
 * The exit code, once the engine says that the exec does not run any more: while it runs, Docker says null and Podman 0.
 * A program that has closed its terminal may run on for long; this waits for it.
 */
async function exitCodeOf(
  client: Client,
  execId: string,
  { isCut, cancelSignal }: Omit<ExecEnd, 'drained' | 'isCut'> & Required<Pick<ExecEnd, 'isCut'>>,
): Promise<number> {
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, LAST_POLL_MS)) {
    cancelSignal?.throwIfAborted();
    const { Running: isRunning, ExitCode: exitCode } = await client.getExec(execId).inspect();
    if (!isRunning && exitCode !== null) {
      return exitCode;
    }
    // A program that is about to end needs a moment; one look is enough, for what is broken stays so.
    if (pollMs === LOOK_POLL_MS && (await isCut())) {
      throw new Error('the connection to its output broke');
    }
    await delay(pollMs, undefined, cancelSignal ? { signal: cancelSignal } : {});
  }
}
