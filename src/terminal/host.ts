import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { constants as system } from 'node:os';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { UnattendError } from '../errors.js';
import { RunningTime } from '../running-time.js';
import { createEndMarker } from './end-marker.js';
import { hostEchoOff } from './host-echo.js';
import { type ForkedProgram, forkOnPty, resizePty } from './host-pty.js';
import { type HostReader, startHostReader } from './host-reader.js';
import { hostProc } from './host-proc.js';
import type { Watched } from './wait-family.js';
import { observeWaitState } from './wait-look.js';
import { signalAll, watchFamily } from './session-processes.js';
import type {
  Completion,
  EchoState,
  Terminal,
  TerminalSize,
  TerminalSpec,
  WaitOptions,
  WaitState,
} from './terminal.js';
import { createByteWriter } from './byte-writer.js';

/** Opens a program of this machine on a pseudo-terminal; umask 022, environment exactly `spec.env`. */
export function openHostTerminal(spec: TerminalSpec): Terminal {
  return new HostTerminal(spec);
}

/** How long nothing may be read before the marker that ends the output has come back: only a stopped terminal (Ctrl-S) holds it up. */
const drainMs = 500;

/** How often that is waited for while something is read: a background program may write for ever. */
const mostDrains = 20;

/** How long the system may take to end processes that were killed. */
const afterKillMs = 1000;

/**
 * What has not ended after the grace is killed so often, so long after one another: a program of another user's, which is hung up on
 * instead, has 3 s to end.
 */
const mostKills = 60;
const killAgainMs = 50;

class HostTerminal implements Terminal {
  readonly completion: Promise<Completion>;
  readonly #program: ForkedProgram;
  readonly #reader: HostReader;
  readonly #writer: ReturnType<typeof createByteWriter>;
  readonly #marker = createEndMarker();
  readonly #onOutput: (bytes: Uint8Array) => void;
  /** Our own hold on the slave side: without it the system drops output that was not read when the program ended. */
  readonly #slaveFd: number;
  #settle!: (completion: Completion) => void;
  #reject!: (error: unknown) => void;
  #exit: Completion | undefined;
  /** What of the marker could not be written yet, the terminal being full. */
  #unwritten: Uint8Array;
  #hasRead = false;
  #isClosed = false;

  constructor(spec: TerminalSpec) {
    this.completion = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#reject = reject;
    });
    // Whoever holds the terminal looks at it; a rejection nobody has looked at yet must not end the process.
    this.completion.catch(() => undefined);
    this.#unwritten = this.#marker.bytes;
    this.#onOutput = spec.onOutput;
    this.#program = forkOnPty({
      argv: ['/bin/sh', '-c', 'umask 022; exec "$@"', 'sh', ...spec.argv],
      env: spec.env,
      cwd: spec.cwd,
      columns: spec.size.columns,
      rows: spec.size.rows,
      onExit: (exitCode, signal) => this.#onExit(exitCode, signal),
    });
    const { masterFd, slavePath } = this.#program;
    this.#slaveFd = openSync(slavePath, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    this.#writer = createByteWriter(masterFd);
    this.#reader = startHostReader({
      masterFd,
      onBytes: (bytes) => this.#onData(bytes),
      onError: () => this.#conclude(),
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#writer.write(bytes);
  }

  resize(size: TerminalSize): Promise<void> {
    if (!this.#isClosed) resizePty(this.#program.masterFd, size.columns, size.rows);
    return Promise.resolve();
  }

  waitForEchoOff(waitMs: number): Promise<EchoState> {
    return hostEchoOff(this.#watched, waitMs);
  }

  waitState(options?: WaitOptions): Promise<WaitState> {
    return observeWaitState(hostProc, this.#watched, { ...options, pause: delay });
  }

  async kill({ graceMs = 1000 }: { graceMs?: number } = {}): Promise<void> {
    const { pid: leader, slavePath } = this.#program;
    const left = watchFamily({ leader, slavePath, isOpen: () => !this.#isClosed });
    this.#signal(left(), 'SIGHUP');
    this.#signal(left(), 'SIGCONT');
    if (!(await this.#endsWithin(graceMs))) await this.#killAll(left);
    await this.completion;
    const goneMs = performance.now() + afterKillMs;
    for (let pids = left(); pids.length > 0 && performance.now() < goneMs; pids = left()) {
      signalAll(pids, 'SIGKILL');
      await delay(5);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#exit === undefined) await this.kill();
    else await this.completion;
  }

  get #watched(): Watched {
    return { leader: this.#program.pid, terminal: this.#program.slavePath };
  }

  /**
   * Programs of another user (sudo, su) may not be signalled by us. When the program itself is one, the terminal is hung up: the
   * system then sends SIGHUP in our place.
   */
  #signal(pids: readonly number[], signalName: NodeJS.Signals): void {
    if (signalAll(pids, signalName).includes(this.#program.pid)) this.#letGo();
  }

  /**
   * Again and again: who is born while the others are looked for is found the next time. Counted in rounds, for where this process
   * was stopped a time would be over before the first of them is known to have ended.
   */
  async #killAll(left: () => readonly number[]): Promise<void> {
    for (let round = 0; round < mostKills; round++) {
      this.#signal(left(), 'SIGKILL');
      if (await this.#endsWithin(killAgainMs)) return;
    }
    await turn(); // an end that is there to be read counts
    this.#giveUp(left());
  }

  async #endsWithin(ms: number): Promise<boolean> {
    using time = new RunningTime();
    let callOff: (() => void) | undefined;
    const isOver = new Promise<false>((resolve) => (callOff = time.after(ms, () => resolve(false))));
    try {
      return await Promise.race([this.completion.then(() => true), isOver]);
    } finally {
      callOff?.();
    }
  }

  #giveUp(pids: readonly number[]): void {
    if (this.#exit !== undefined) return;
    const who = pids.length === 1 ? `process ${pids.join()}` : `processes ${pids.join(', ')}`;
    this.#letGo();
    this.#reject(new UnattendError('CLEANUP_FAILED', { failures: [`${who} cannot be killed`] }));
  }

  #onData(piece: Buffer): void {
    this.#hasRead = true;
    const { output, isSeen } = this.#marker.push(piece);
    if (output.length > 0) this.#onOutput(output);
    if (isSeen) this.#conclude();
    else if (this.#exit !== undefined) this.#writeMarker();
  }

  #onExit(exitCode: number, signal: number): void {
    this.#exit =
      signal === 0 ? { kind: 'exit', exitCode } : { kind: 'signal', signalName: signalNameOf(signal) };
    if (this.#isClosed) this.#settle(this.#exit);
    this.#writeMarker();
    this.#drain(mostDrains);
  }

  /** A terminal that is full takes the rest when something was read. */
  #writeMarker(): void {
    if (this.#isClosed || this.#unwritten.length === 0) return;
    try {
      this.#unwritten = this.#unwritten.subarray(writeSync(this.#slaveFd, this.#unwritten));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }

  /** A timer goes before what lies ready to be read, so that is looked at once more: we may have been kept from reading it. */
  #drain(times: number): void {
    this.#hasRead = false;
    const look = (): void => {
      if (this.#isClosed) return;
      if (this.#hasRead && times > 1) this.#drain(times - 1);
      else this.#conclude();
    };
    setTimeout(() => setImmediate(look), drainMs).unref();
  }

  #conclude(): void {
    if (this.#isClosed || this.#exit === undefined) return;
    this.#letGo();
    this.#settle(this.#exit);
  }

  #letGo(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#writer.stop();
    this.#reader.stop();
    closeSync(this.#slaveFd);
  }
}

function signalNameOf(signal: number): string {
  return Object.entries(system.signals).find(([, number]) => number === signal)?.[0] ?? `SIG${signal}`;
}
