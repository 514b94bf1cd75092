import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './client.js';
import type { StartedExec } from './exec-call.js';
import { exitCodeOfEvent } from './exec-event.js';
import { engineCall, engineFailure } from './failure.js';
import { statusOf } from './fault.js';

const FIRST_POLL_MS = 5;
const LAST_POLL_MS = 250;
/** By then 15 ms have passed since the end of the output: an engine may be behind with what it says of an end. */
const LOOK_POLL_MS = 20;
/** What Docker says, whatever becomes of the program, when it could not write to its client (moby, daemon/exec.go). */
const UNSENT_EXIT_CODE = 126;
/** The event of an end may come behind what the engine says when asked (Docker 20.10: after at most 21 ms of 300 on a busy machine). */
const EVENT_WAIT_MS = 1000;
const LINGER_POLL_MS = 2000;
/** Docker itself closes the output of an ended exec that others hold open after 2 s (moby, daemon/monitor.go). */
const LINGER_MS = 3000;

interface ExecEnd {
  /** Completes "failed to …". */
  readonly doing: string;
  /** Settles when the stream has ended. */
  readonly drained: Promise<void>;
  /** Whether the program still has what its output goes to: then the stream has not ended but broken. Default no. */
  readonly isCut?: () => Promise<boolean>;
  /** Whether the program is known to have run, and so 126 is not the engine's word for one that it cannot start. Default yes. */
  readonly hasStarted?: () => boolean;
  /**
   * The exit code of a program whose output is taken away while it writes. With it, one that was still running when its stream
   * ended did not end the stream: that was broken. Undefined when we ended the program ourselves.
   */
  readonly brokenExitCode?: () => number | undefined;
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
  { drained, ...end }: ExecEnd,
): Promise<number> {
  const { cancelSignal } = end;
  const isDrained = new AbortController();
  const signal = cancelSignal ? AbortSignal.any([isDrained.signal, cancelSignal]) : isDrained.signal;
  endLingering(client, exec, signal).catch(() => undefined);
  try {
    await engineCall({ client, doing: end.doing, place: 'stream' }, () => drained);
  } finally {
    isDrained.abort();
  }
  return exitCodeOf(client, exec.id, end);
}

async function endLingering(client: Client, exec: StartedExec, signal: AbortSignal): Promise<void> {
  do {
    await delay(LINGER_POLL_MS, undefined, { signal });
  } while (await mayRun(client, exec));
  await delay(LINGER_MS, undefined, { signal });
  exec.stream.destroy();
}

/** An engine that does not answer now says nothing; one that knows no such program any more has ended it. */
async function mayRun(client: Client, exec: StartedExec): Promise<boolean> {
  try {
    return (await client.getExec(exec.id).inspect()).Running;
  } catch (error) {
    return statusOf(error) !== 404;
  }
}

/**
 * The exit code, once the engine says that the exec does not run any more: while it runs, Docker says null and Podman 0.
 * A program that has closed its terminal may run on for long; this waits for it. One that ends is known to have ended before its
 * stream does (Docker 20.10, measured: by 0.2 to 56 ms).
 */
async function exitCodeOf(
  client: Client,
  execId: string,
  { doing, isCut, hasStarted, brokenExitCode, cancelSignal }: Omit<ExecEnd, 'drained'>,
): Promise<number> {
  const inspect = () =>
    engineCall({ client, doing, place: 'started program' }, () => client.getExec(execId).inspect());
  const broken = () =>
    engineFailure({ client, doing, place: 'stream' }, new Error('it ended before the program did'));
  /** Where its container has ended meanwhile nobody can look, and nothing is cut off. */
  const isCutOff = async (): Promise<boolean> => {
    try {
      return (await isCut?.()) === true;
    } catch (error) {
      if ((await inspect()).Running) throw error;
      return false;
    }
  };
  /** Whether 126 is not the program's own. Docker does not know the program any more then, and its event says 127. */
  const isUnsent = async (): Promise<boolean> => {
    if (await isCutOff()) return true;
    if (hasStarted?.() === false) return false;
    const noted = await exitCodeOfEvent(client, execId, { waitMs: EVENT_WAIT_MS, cancelSignal });
    return noted !== undefined && noted !== UNSENT_EXIT_CODE;
  };
  let hasOutlivedStream = false;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, LAST_POLL_MS)) {
    cancelSignal?.throwIfAborted();
    const { Running: isRunning, ExitCode: exitCode } = await inspect();
    if (!isRunning && exitCode !== null) {
      if (hasOutlivedStream && exitCode === brokenExitCode?.()) throw await broken();
      if (exitCode === UNSENT_EXIT_CODE && (await isUnsent())) throw await broken();
      return exitCode;
    }
    hasOutlivedStream = true;
    // What has the output open after its end was cut off; one look is enough, for what is broken stays so.
    if (pollMs === LOOK_POLL_MS && (await isCutOff())) throw await broken();
    await delay(pollMs, undefined, cancelSignal ? { signal: cancelSignal } : {});
  }
}
