import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { constants as system } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { echoStateOf, echoWatchArguments, echoWatchScript } from './echo-watch.js';
import { createEndMarker } from './end-marker.js';
import { type ForkedProgram, forkOnPty, resizePty } from './host-pty.js';
import { type HostReader, startHostReader } from './host-reader.js';
import { hostProc } from './host-proc.js';
import { observeWaitState } from './wait-look.js';
import { processesOfSession, signalAll } from './session-processes.js';
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

/** How long the marker that ends the output may take to come back: only a stopped terminal (Ctrl-S) delays it. */
const drainMs = 500;

/** How long the system may take to end processes that were killed. */
const afterKillMs = 1000;

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
  #exit: Completion | undefined;
  #isClosed = false;

  constructor(spec: TerminalSpec) {
    this.completion = new Promise((resolve) => (this.#settle = resolve));
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
      onError: () => this.#close(),
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#writer.write(bytes);
  }

  resize(size: TerminalSize): Promise<void> {
    if (!this.#isClosed) resizePty(this.#program.masterFd, size.columns, size.rows);
    return Promise.resolve();
  }

  async waitForEchoOff(waitMs: number): Promise<EchoState> {
    const watch = ['-c', echoWatchScript, 'sh', ...echoWatchArguments(this.#program.slavePath, waitMs)];
    const { stdout } = await promisify(execFile)('/bin/sh', watch);
    return echoStateOf(stdout);
  }

  waitState(options?: WaitOptions): Promise<WaitState> {
    const { pid, slavePath } = this.#program;
    return observeWaitState(hostProc, { leader: pid, terminal: slavePath }, { ...options, pause: delay });
  }

  async kill({ graceMs = 1000 }: { graceMs?: number } = {}): Promise<void> {
    const left = (): readonly number[] => processesOfSession(this.#program.pid);
    signalAll(left(), 'SIGHUP');
    signalAll(left(), 'SIGCONT');
    const deadline = setTimeout(() => signalAll(left(), 'SIGKILL'), graceMs);
    await this.completion;
    clearTimeout(deadline);
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

  #onData(piece: Buffer): void {
    const { output, isSeen } = this.#marker.push(piece);
    if (output.length > 0) this.#onOutput(output);
    if (isSeen) this.#close();
  }

  #onExit(exitCode: number, signal: number): void {
    this.#exit =
      signal === 0 ? { kind: 'exit', exitCode } : { kind: 'signal', signalName: signalNameOf(signal) };
    try {
      writeSync(this.#slaveFd, this.#marker.bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    setTimeout(() => this.#close(), drainMs).unref();
  }

  #close(): void {
    if (this.#isClosed || this.#exit === undefined) return;
    this.#isClosed = true;
    this.#writer.stop();
    this.#reader.stop();
    closeSync(this.#slaveFd);
    this.#settle(this.#exit);
  }
}

function signalNameOf(signal: number): string {
  return Object.entries(system.signals).find(([, number]) => number === signal)?.[0] ?? `SIG${signal}`;
}
