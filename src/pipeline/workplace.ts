import type { Container } from '../engine/engine.js';
import type { Terminal, TerminalSpec } from '../terminal/terminal.js';

/** A command without a terminal; stdin is /dev/null. */
export interface CommandSpec {
  readonly argv: readonly [string, ...string[]];
  /** Added to what every program there gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly user?: string;
  readonly timeoutMs?: number;
  readonly onOutput?: (bytes: Uint8Array, stream: 'stdout' | 'stderr') => void;
  readonly cancelSignal?: AbortSignal;
}

export interface CommandResult {
  /** How it ended, for people: `exit code 7`. */
  readonly status: string;
  /** Undefined when a signal killed it. */
  readonly exitCode?: number;
  readonly isTimedOut: boolean;
  /** The last 64 kB. */
  readonly stdout: string;
  readonly stderr: string;
}

interface ProgramSpec extends Omit<TerminalSpec, 'cwd'> {
  readonly cwd?: string;
  readonly user?: string;
  readonly cancelSignal?: AbortSignal;
}

/** Where steps run: this machine or a container. */
export interface Workplace {
  /** On this machine `user` does not apply: everything runs as the caller. */
  readonly isContainer: boolean;
  /** The container, when it is one. */
  readonly container?: Container;
  /** Who programs run as unless a step says so: a name or number; on this machine the caller. */
  readonly user: string;
  /** PATH of programs whose step names none. */
  readonly path: string;
  runCommand(spec: CommandSpec): Promise<CommandResult>;
  openTerminal(spec: ProgramSpec): Promise<Terminal>;
}

/** What every program gets besides its place's own environment (docs/language.md, waiting). */
export const programEnv = { TERM: 'xterm-256color', HISTFILE: '/dev/null' } as const;
/** What engines give to programs of an image that sets none. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Given where the place has no LANG of its own. */
export const defaultLang = 'C.UTF-8';
/** Creates files as `umask 022` whatever the caller's umask; `$@` is the command. */
export const umaskScript = 'umask 022; exec "$@"';
