import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  Completion,
  EchoState,
  Terminal,
  TerminalSize,
  WaitOptions,
  WaitState,
} from '../terminal/terminal.js';
import { RunningTime } from '../running-time.js';
import type { ProcReader } from '../terminal/proc-reader.js';
import { observeWaitState, terminalBehind } from '../terminal/wait-look.js';
import type { Client } from './client.js';
import { ContainerProc } from './container-proc.js';
import { drain } from './drain.js';
import { EchoWatch } from './echo-watch.js';
import { endFamily, holdsOutput } from './end-family.js';
import type { ContainerTerminalSpec } from './engine.js';
import { startExec, type StartedExec } from './exec-call.js';
import { endOfExec } from './exec-end.js';
import { engineCall, engineFailure } from './failure.js';
import { statusOf } from './fault.js';
import type { Greeting } from './greeting.js';
import { terminalArgv } from './launcher.js';
import { procByOwner } from './proc-by-owner.js';
import { readGreeting } from './read-greeting.js';
import { StartGrace } from './start-grace.js';
import { unlessCanceled } from './unless-canceled.js';

const DEFAULT_GRACE_MS = 1000;
/** 128 + SIGHUP: the engine hangs up a terminal whose reader is gone as soon as its program writes. */
const HUNG_UP_EXIT_CODE = 129;
/** How long the engine may take to kill a program and to notice that it has ended, on a busy machine too. */
const KILL_MS = 20_000;

/** Starts a program on a terminal of its own in a container; resolves when the program is about to run. */
export async function openTerminal(
  client: Client,
  containerId: string,
  { argv, env, cwd, size, onOutput, user, cancelSignal }: ContainerTerminalSpec,
): Promise<Terminal> {
  const nonce = randomBytes(8).toString('hex');
  const call = { containerId, argv: terminalArgv(argv, nonce, size), env, cwd, size, user };
  const work = { client, doing: `start ${argv[0]} in the container` };
  using grace = new StartGrace(cancelSignal);
  const start = async (): Promise<Terminal> => {
    const exec = await startExec(client, call, grace.signal);
    const read = (): Promise<Greeting> => readGreeting(exec.stream, nonce, grace.signal);
    const greeting = await engineCall({ ...work, place: 'stream' }, read);
    return new ExecTerminal({ client, containerId, exec, greeting, name: argv[0], onOutput, user });
  };
  return await unlessCanceled(cancelSignal, () => engineCall(work, start));
}

interface Parts {
  readonly client: Client;
  readonly containerId: string;
  readonly exec: StartedExec;
  readonly greeting: Greeting;
  readonly name: string;
  readonly onOutput: (bytes: Uint8Array) => void;
  readonly user: string | undefined;
}

/** Runs in the container beside the program until it is closed. */
interface Helper {
  close(): void;
}

class ExecTerminal implements Terminal {
  readonly completion: Promise<Completion>;
  readonly #parts: Parts;
  readonly #abandon = new AbortController();
  #isComplete = false;
  /** Nothing comes and nothing goes any more; why is not known yet. */
  #isStreamOver = false;
  #killing: { readonly graceMs: number; readonly isDone: Promise<void> } | undefined;
  #echoWatch: Promise<EchoWatch> | undefined;
  #proc: Promise<ProcReader> | undefined;
  readonly #helpers: Promise<Helper>[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.completion = this.#complete();
    // Whoever holds the terminal looks at it; a rejection nobody has looked at yet must not end the process.
    this.completion.catch(() => undefined);
  }

  write(bytes: Uint8Array): void {
    const { stream } = this.#parts.exec;
    if (!this.#isComplete && stream.writable) {
      stream.write(bytes);
    }
  }

  async resize({ columns, rows }: TerminalSize): Promise<void> {
    const { client, exec, name } = this.#parts;
    try {
      await client.getExec(exec.id).resize({ h: rows, w: columns });
    } catch (error) {
      // Podman answers 201, which docker-modem takes for a failure. Docker answers 500 when the program has just ended.
      if (statusOf(error) !== 201 && (await client.getExec(exec.id).inspect()).Running) {
        throw await engineFailure({ client, doing: `resize the terminal of ${name}` }, error);
      }
    }
  }

  kill({ graceMs = DEFAULT_GRACE_MS } = {}): Promise<void> {
    if (this.#isComplete) return Promise.resolve();
    // Who has less patience than the one before is not made to wait for that one.
    if (this.#killing === undefined || graceMs < this.#killing.graceMs)
      this.#killing = { graceMs, isDone: this.#kill(graceMs) };
    return this.#killing.isDone;
  }

  /** A terminal in raw mode may have a second one behind it (Debian 12's sudo runs its program on one of its own): then that counts. */
  async waitForEchoOff(waitMs: number): Promise<EchoState> {
    const { client, containerId, greeting, user } = this.#parts;
    const { pid: leader, ttyPath: terminal } = greeting;
    if (this.#isComplete || terminal === undefined) return 'unknown';
    // To an exec an empty user is the container's own.
    this.#echoWatch ??= this.#hold(EchoWatch.open(client, containerId, user ?? ''));
    const watch = await this.#echoWatch;
    const untilMs = performance.now() + waitMs;
    const ask = (path: string): Promise<EchoState> =>
      watch.ask(path, Math.max(0, untilMs - performance.now()));
    const state = await ask(terminal);
    if (state !== 'raw') return state;
    const behind = await terminalBehind(await this.#reader(), { leader, terminal }, delay);
    if (behind === undefined) return state;
    const inner = await ask(behind);
    // That one is gone: what this one is now is asked anew.
    return inner === 'unknown' ? ask(terminal) : inner;
  }

  async waitState(options?: WaitOptions): Promise<WaitState> {
    const { pid: leader, ttyPath: terminal } = this.#parts.greeting;
    // A program that is cut off from us waits for ever, and that is no verdict about who answers it.
    if (this.#isComplete || this.#isStreamOver || terminal === undefined) return 'unknown';
    return observeWaitState(await this.#reader(), { leader, terminal }, { ...options, pause: delay });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  #reader(): Promise<ProcReader> {
    return (this.#proc ??= this.#openReader());
  }

  async #openReader(): Promise<ProcReader> {
    const { client, containerId } = this.#parts;
    const openAs = (user?: string): Promise<ContainerProc> =>
      this.#hold(ContainerProc.open(client, containerId, user));
    return procByOwner(await openAs(), openAs);
  }

  /** What is opened while the program ends goes as well. */
  #hold<T extends Helper>(helper: Promise<T>): Promise<T> {
    this.#helpers.push(helper);
    if (this.#isComplete) letGo(helper);
    return helper;
  }

  async #complete(): Promise<Completion> {
    const { client, containerId, exec, greeting, name, onOutput } = this.#parts;
    const doing = `run ${name} in the container`;
    const drained = drain(exec.stream, onOutput, { isHeld: true }).finally(() => (this.#isStreamOver = true));
    // The program may have written already; the caller gets to see its Terminal first.
    setImmediate(() => exec.stream.resume());
    try {
      const isCut = async (): Promise<boolean> => {
        if (!(await holdsOutput(client, containerId, greeting))) return false;
        // Nobody could end it by this terminal any more.
        await endFamily(client, containerId, greeting, DEFAULT_GRACE_MS);
        return true;
      };
      const brokenExitCode = (): number | undefined =>
        this.#killing === undefined ? HUNG_UP_EXIT_CODE : undefined;
      const end = { doing, drained, isCut, brokenExitCode, cancelSignal: this.#abandon.signal };
      // Whoever gives up waits for no answer of an engine either.
      const exitCode = await Promise.race([endOfExec(client, exec, end), reasonOf(this.#abandon.signal)]);
      return { kind: 'exit', exitCode, mayBeSignal: true };
    } catch (error) {
      throw await engineFailure({ client, doing }, error);
    } finally {
      this.#isComplete = true;
      exec.stream.destroy();
      this.#helpers.forEach(letGo);
    }
  }

  async #kill(graceMs: number): Promise<void> {
    const { client, containerId, greeting } = this.#parts;
    const settled = this.completion.then(
      () => undefined,
      () => undefined,
    );
    // A container that is gone cannot be entered; then the terminal ends by itself.
    let failure: unknown;
    const ended = endFamily(client, containerId, greeting, graceMs).catch((error: unknown) => {
      failure = error;
    });
    using time = new RunningTime();
    let callOff: (() => void) | undefined;
    const late = new Promise<'late'>((resolve) => {
      callOff = time.after(graceMs + KILL_MS, () => resolve('late'));
    });
    if ((await Promise.race([Promise.all([ended, settled]), late])) === 'late') {
      this.#parts.exec.stream.destroy();
      this.#abandon.abort(failure ?? new Error(`it was not ended within ${(graceMs + KILL_MS) / 1000} s`));
    }
    callOff?.();
    await settled;
  }
}

function letGo(helper: Promise<Helper>): void {
  helper.then(
    (each) => each.close(),
    () => undefined,
  );
}

/** Rejects with the signal's reason when it aborts. */
function reasonOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
