/** Size of a terminal in character cells. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** How a program ended: an exit code, or (where the system tells them apart, on the host) the signal that killed it. */
export type Completion =
  /** `mayBeSignal`: this kind of terminal reports a death by signal N as exit code 128+N. */
  | { readonly kind: 'exit'; readonly exitCode: number; readonly mayBeSignal?: boolean }
  | { readonly kind: 'signal'; readonly signalName: string };

/**
 * What a terminal's flags say now: it echoes; it does not, in line mode (a hidden prompt); neither, in raw mode, where
 * the program itself shows what is typed or not; or the machine cannot tell.
 */
export type EchoState = 'on' | 'off' | 'raw' | 'unknown';

/**
 * What the programs on a terminal are doing.
 * - `reading`: all asleep, one of them in a read, poll or select without a time limit on its terminal and nothing else, and
 *   none of its children at work: it certainly waits for input.
 * - `perhaps-reading`: all asleep, one of them in a poll, select or epoll on its terminal among other things, or with a time
 *   limit, or of a kind that may not be looked into: it may be waiting for input.
 * - `working`: anything else, sleeping in a timer or reading a pipe included.
 * - `unknown`: the machine cannot tell.
 */
export type WaitState = 'reading' | 'perhaps-reading' | 'working' | 'unknown';

/** One look is quick; two, 150 ms apart, that agree are certain. Default 2. */
export interface WaitOptions {
  readonly looks?: 1 | 2;
}

/**
 * A program on a pseudo-terminal. Host process, container exec and a recording are three kinds of the same thing.
 * Output goes, in order, to the `onOutput` given when the terminal was opened; a chunk is the caller's to keep.
 */
export interface Terminal extends AsyncDisposable {
  /** Sends bytes as if typed. Bytes sent after the program ended are dropped. */
  write(bytes: Uint8Array): void;
  resize(size: TerminalSize): Promise<void>;
  /** Settles once, after the last byte of output was delivered. Rejects when the terminal itself failed. */
  readonly completion: Promise<Completion>;
  /**
   * Ends the program and all it started on this terminal: `SIGHUP`, and `SIGKILL` to what is left after
   * `graceMs` (default 1000). Idempotent; resolves when `completion` has settled.
   */
  kill(options?: { graceMs?: number | undefined }): Promise<void>;
  /** Resolves as soon as the terminal does not echo (`off`, `raw`), or to what it is when `waitMs` has passed. */
  waitForEchoOff(waitMs: number): Promise<EchoState>;
  /** What the programs on this terminal, and on terminals behind it (sudo has one of its own), are doing now. */
  waitState(options?: WaitOptions): Promise<WaitState>;
}

/** How a program is started on a terminal, common to all kinds. */
export interface TerminalSpec {
  /** Program and arguments; no shell in between. */
  readonly argv: readonly [string, ...string[]];
  /** The whole environment: nothing of the caller's is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly size: TerminalSize;
  readonly onOutput: (bytes: Uint8Array) => void;
}
