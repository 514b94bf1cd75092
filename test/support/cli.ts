import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { until } from './until.js';

/** What `bin/setup` has built. */
export const MAIN = resolve(import.meta.dirname, '../../dist/bin/unattend.js');

/** A command line that has not ended by then hangs: it is killed, so that its test fails and can clean up. */
const LONGEST_MS = 40_000;

/** How a command line ended, and all it wrote. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly signalName: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a child that runs. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until it has written that to stderr; fails at once when it ends without. */
  readonly says: (text: string | RegExp) => Promise<void>;
  readonly ended: Promise<CliResult>;
}

export interface CliSpec {
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A command that starts the command line given after it, for example `unshare --mount`. */
  readonly through?: readonly string[];
  /** How long it may take at most; default 40 s. */
  readonly longestMs?: number;
  /** Default none: what is written to `child.stdin` then goes nowhere. */
  readonly stdin?: 'pipe';
}

/** Starts the command line that `bin/setup` has built, with exactly this environment and no terminal. */
export function startCli({
  args,
  cwd,
  env,
  through = [],
  stdin,
  longestMs = LONGEST_MS,
}: CliSpec): RunningCli {
  const [program = process.execPath, ...words] = [...through, process.execPath, MAIN, ...args];
  const stdio = [stdin ?? 'ignore', 'pipe', 'pipe'] as const;
  const child = spawn(program, words, { cwd, env, stdio: [...stdio] }) as ChildProcessByStdio<
    Writable | null,
    Readable,
    Readable
  >;
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  const stdout = (): string => Buffer.concat(out).toString();
  const stderr = (): string => Buffer.concat(err).toString();
  let hasEnded = false;
  const deadline = setTimeout(() => child.kill('SIGKILL'), longestMs);
  const ended = once(child, 'close').then((values): CliResult => {
    hasEnded = true;
    clearTimeout(deadline);
    const [exitCode, signalName] = values as [number | null, NodeJS.Signals | null];
    return { exitCode, signalName, stdout: stdout(), stderr: stderr() };
  });
  const hasSaid = (text: string | RegExp): boolean =>
    typeof text === 'string' ? stderr().includes(text) : text.test(stderr());
  return {
    child,
    stdout,
    stderr,
    ended,
    async says(text) {
      await until(`stderr has ${String(text)}`, () => hasSaid(text) || hasEnded, 20_000);
      if (!hasSaid(text)) throw new Error(`it ended without saying ${String(text)}:\n${stderr()}`);
    },
  };
}
