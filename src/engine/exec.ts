import { randomBytes } from 'node:crypto';
import { type Duplex, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './client.js';
import { drain } from './drain.js';
import { endFamily, holdsOutput } from './end-family.js';
import type { ExecResult, ExecSpec } from './engine.js';
import { startExec, type StartedExec } from './exec-call.js';
import { endOfExec } from './exec-end.js';
import { engineCall, engineFailure } from './failure.js';
import { RefusedInWords } from './fault.js';
import { plainArgv } from './launcher.js';
import { PlainOutput } from './plain-output.js';
import { ENDED_AT_ONCE } from './read-greeting.js';
import { START_GRACE_MS, StartGrace } from './start-grace.js';
import { type StopCause, Stopper } from './stopper.js';
import { unlessCanceled } from './unless-canceled.js';

const GRACE_MS = 1000;

/**
 * Runs a command without a terminal. It is killed, with everything it started, at its timeout (the result says so) or
 * when `cancelSignal` aborts (then this rejects with the signal's reason, once it is dead; with ENGINE_FAILED when the engine had
 * not begun it 3 s later).
 */
export async function runExec(client: Client, containerId: string, spec: ExecSpec): Promise<ExecResult> {
  const { argv, env, user, cwd, stdin, timeoutMs, cancelSignal } = spec;
  cancelSignal?.throwIfAborted();
  const nonce = randomBytes(8).toString('hex');
  const call = { containerId, argv: plainArgv(argv, nonce), env, user, cwd, hasStdin: stdin !== undefined };
  const work = { client, doing: `run ${argv[0]} in the container` };
  const start = async (): Promise<StartedExec> => {
    using grace = new StartGrace(cancelSignal);
    return await startExec(client, call, grace.signal);
  };
  const exec = await unlessCanceled(cancelSignal, () => engineCall(work, start));
  const [result, cause] = await engineCall(work, async () => {
    const output = new PlainOutput(nonce, spec.onOutput);
    const drained = drain(exec.stream, (bytes) => output.push(bytes));
    if (stdin !== undefined) {
      feed(exec.stream, stdin);
    }
    const stop = async (cause: StopCause): Promise<void> => {
      const begun = cause === 'cancel' ? Promise.race([output.greeted, tooLate()]) : output.greeted;
      await endFamily(client, containerId, await begun, GRACE_MS);
    };
    const hasEnded = async (): Promise<boolean> => !(await client.getExec(exec.id).inspect()).Running;
    using stopper = new Stopper({ timeoutMs, cancelSignal, stop, hasEnded });
    const isCut = async (): Promise<boolean> => {
      // Cut off within its greeting it runs on unknown: nobody can end it.
      if (!output.isGreeted) return output.refusal === '';
      const greeting = await output.greeted;
      if (!(await holdsOutput(client, containerId, greeting))) return false;
      await endFamily(client, containerId, greeting, GRACE_MS);
      return true;
    };
    const over = new AbortController();
    const hasStarted = (): boolean => output.isGreeted;
    const ending = { doing: work.doing, drained, isCut, hasStarted, cancelSignal: over.signal };
    const end = endOfExec(client, exec, ending);
    // One that could not be stopped runs on; nobody waits for it.
    const exitCode = await Promise.race([end, stopper.failed]).finally(() => {
      over.abort();
      exec.stream.destroy();
    });
    if (!output.isGreeted) {
      if (output.refusal !== '') throw new RefusedInWords(output.refusal);
      throw await engineFailure({ ...work, place: 'stream' }, new Error(ENDED_AT_ONCE));
    }
    const { stdout, stderr } = output;
    return [{ exitCode, isTimedOut: stopper.cause === 'timeout', stdout, stderr }, stopper.cause] as const;
  });
  if (cause === 'cancel') {
    cancelSignal?.throwIfAborted();
  }
  return result;
}

/** Rejects when the engine has had the time to begin a command that is not wanted any more. */
async function tooLate(): Promise<never> {
  await delay(START_GRACE_MS, undefined, { ref: false });
  throw new Error(`canceled, and it had not begun ${START_GRACE_MS / 1000} s later; it may still`);
}

/** Gives a command its input; a command that ends before it has read all is no failure of ours. */
function feed(stream: Duplex, stdin: Uint8Array | AsyncIterable<Uint8Array>): void {
  stream.on('error', () => undefined);
  if (stdin instanceof Uint8Array) stream.end(stdin);
  else
    Readable.from(stdin)
      .on('error', (error) => stream.destroy(error))
      .pipe(stream);
}
