import type { Container } from '../engine/engine.js';
import { Program } from '../session/program.js';
import type { ConversationEvent } from '../session/program-spec.js';
import type { Clock } from '../session/clock.js';
import { openHostTerminal } from '../terminal/host.js';
import type { Terminal, TerminalSize } from '../terminal/terminal.js';
import { createOutputLog } from './output-log.js';
import type { Secret } from './secret.js';
import { Spawned } from './spawned.js';

export interface SpawnOptions {
  /** Default 120 columns, 40 rows. */
  readonly size?: TerminalSize;
  /** The whole environment; default PATH, HOME and USER of this process, TERM=xterm-256color, LANG=C.UTF-8, HISTFILE=/dev/null. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default this process's; in a container `/`. */
  readonly cwd?: string;
  /** Milliseconds each `expect`, `dialogue` and `exit` may take; default 30 s. */
  readonly timeoutMs?: number;
  /** Milliseconds without output; default none. */
  readonly idleMs?: number;
  /** Milliseconds of silence until a program that certainly waits for input is a stall; `false` is never; default 5 s. */
  readonly stallMs?: number | false;
  /** Milliseconds a secret waits for the terminal to stop echoing; default 10 s. */
  readonly echoWaitMs?: number;
  /** A running container to start it in; default this machine. */
  readonly container?: Container;
  /** In a container: name or number, `:GROUP` where it matters. */
  readonly user?: string;
  /** Called with what happens, in order: output, what was typed (of a secret its name), exchanges. */
  readonly onEvent?: (event: ConversationEvent) => void;
  /** Ends whatever is waited for with the signal's reason. */
  readonly cancelSignal?: AbortSignal;
  readonly clock?: Clock;
}

const defaults = { timeoutMs: 30_000, stallMs: 5000, size: { columns: 120, rows: 40 } };

/**
 * Starts a program on a pseudo-terminal. A string is a line for `/bin/sh -c`, a list is the program and its arguments.
 *
 * @example
 * await using keygen = await spawn(['ssh-keygen', '-f', 'id'], { cwd });
 * await keygen.expect('Enter passphrase');
 * await keygen.answer(new Secret(passphrase));
 * await keygen.expect('Enter same passphrase again:');
 * await keygen.answer(new Secret(passphrase));
 * await keygen.exit();
 */
export async function spawn(
  command: string | readonly [string, ...string[]],
  options: SpawnOptions = {},
): Promise<Spawned> {
  const { size = defaults.size, onEvent, cancelSignal, clock, echoWaitMs } = options;
  const output = createOutputLog();
  const secrets = new Map<string, Secret>();
  const program = await Program.open({
    open: (onOutput) => openTerminal(command, { ...options, size }, onOutput),
    size,
    secretValue: (name) => secrets.get(name)?.reveal() ?? '',
    onEvent: (event) => {
      if (event.kind === 'output') output.push(event.bytes);
      onEvent?.(event);
    },
    ...(clock !== undefined && { clock }),
    ...(echoWaitMs !== undefined && { echoWaitMs }),
    ...(cancelSignal !== undefined && { cancelSignal }),
  });
  program.terminal.completion.then(
    () => output.end(),
    () => output.end(),
  );
  const { timeoutMs = defaults.timeoutMs, idleMs = Infinity, stallMs = defaults.stallMs } = options;
  const limits = { timeoutMs, idleMs, stallMs: stallMs === false ? Infinity : stallMs };
  return new Spawned({ program, limits, keep: (secret) => keepSecret(secrets, secret), output });
}

/** Two secrets of one name are told apart by a number. */
function keepSecret(secrets: Map<string, Secret>, secret: Secret): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? secret.name : `${secret.name}-${count}`;
    const known = secrets.get(name);
    if (known !== undefined && known.reveal() !== secret.reveal()) continue;
    secrets.set(name, secret);
    return name;
  }
}

function openTerminal(
  command: string | readonly [string, ...string[]],
  options: SpawnOptions & { readonly size: TerminalSize },
  onOutput: (bytes: Uint8Array) => void,
): Terminal | Promise<Terminal> {
  const { container, cwd, env, size, user } = options;
  const argv = typeof command === 'string' ? (['/bin/sh', '-c', command] as const) : command;
  if (container === undefined)
    return openHostTerminal({ argv, env: env ?? hostEnv(), cwd: cwd ?? process.cwd(), size, onOutput });
  return container.openTerminal({
    argv,
    env: env ?? programEnv,
    size,
    onOutput,
    cwd: cwd ?? '/',
    ...(user !== undefined && { user }),
  });
}

const programEnv = { TERM: 'xterm-256color', LANG: 'C.UTF-8', HISTFILE: '/dev/null' };

/** What a person's shell would give it that it cannot do without; nothing else of this process's environment. */
function hostEnv(): Readonly<Record<string, string>> {
  const taken = ['PATH', 'HOME', 'USER'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(taken), ...programEnv };
}
