import { stat } from 'node:fs/promises';
import type { Container } from '../engine/engine.js';
import { createRedactor } from '../redact.js';
import { Program } from '../session/program.js';
import { openHostTerminal } from '../terminal/host.js';
import type { Terminal, TerminalSize } from '../terminal/terminal.js';
import { checkEnv, containerEnv, type Env, hostEnv } from './environment.js';
import { type SpawnEvent, tellingEvents } from './events.js';
import { guardListener } from './listener.js';
import { createOutputLog } from './output-log.js';
import { ownCopy } from './own-copy.js';
import { createSecrets } from './secrets.js';
import type { SizeLike } from './size.js';
import { Spawned } from './spawned.js';
import { checkMs, checkNames, checkSignal, checkSize, checkText, isObject, shown } from './wrong-use.js';

export interface SpawnOptions {
  /** Default 120 columns, 40 rows. */
  readonly size?: SizeLike | undefined;
  /**
   * Variables besides PATH, HOME and USER of this process (in a container: besides its own), TERM=xterm-256color,
   * LANG=C.UTF-8 and HISTFILE=/dev/null; undefined takes one away. `{ ...process.env }` is all of this process's.
   */
  readonly env?: Env | undefined;
  /** Default this process's; in a container an absolute path, default `/`. */
  readonly cwd?: string | undefined;
  /** Milliseconds each call that waits may take; default 30 s. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds without output until a call that waits fails, from its beginning at the earliest; default none. */
  readonly idleMs?: number | undefined;
  /** Milliseconds of silence until a program that certainly waits for input is a stall; `false` is never; default 5 s. */
  readonly stallMs?: number | false | undefined;
  /** Milliseconds a secret waits for the terminal to stop echoing; default 10 s. */
  readonly echoWaitMs?: number | undefined;
  /** A running container to start it in; default this machine. */
  readonly container?: Container | undefined;
  /** In a container: name or number, `:GROUP` where it matters; default the container's. */
  readonly user?: string | undefined;
  /** Gets what the program writes, the values of secrets removed, e.g. `process.stdout`. */
  readonly log?: { write(bytes: Uint8Array): unknown } | undefined;
  /**
   * Called with what happens, in order, the values of secrets removed. What it throws is thrown by the call that waits, or the
   * next one, and the program is killed.
   */
  readonly onEvent?: ((event: SpawnEvent) => void) | undefined;
  /** Ends whatever is waited for, now and later, with the signal's reason; the program runs on. */
  readonly cancelSignal?: AbortSignal | undefined;
}

/** A line for `/bin/sh -c`, or a program and its arguments. */
export type CommandLike = string | readonly string[];

const defaults = { timeoutMs: 30_000, stallMs: 5000, columns: 120, rows: 40 };

/**
 * Starts a program on a pseudo-terminal. A string is a line for `/bin/sh -c`, a list is the program and its arguments. A
 * program that does not exist ends with exit code 127, as a shell's would. Throws a TypeError for options that make no sense.
 *
 * @example
 * await using keygen = await spawn(['ssh-keygen', '-f', 'id'], { cwd });
 * await keygen.expect('Enter passphrase');
 * await keygen.answer(new Secret(passphrase));
 * await keygen.expect('Enter same passphrase again:');
 * await keygen.answer(new Secret(passphrase));
 * await keygen.exit();
 */
export async function spawn(command: CommandLike, options: SpawnOptions = {}): Promise<Spawned> {
  checkNames('spawn', options, spawnNames);
  const argv = argvOf(command);
  checkOptions(options);
  if (options.container === undefined) await checkDirectory(options.cwd);
  else checkContainerDirectory(options.cwd);
  const { columns = defaults.columns, rows = defaults.rows } = options.size ?? {};
  const { timeoutMs = defaults.timeoutMs, idleMs = Infinity, stallMs = defaults.stallMs } = options;
  const { cancelSignal, echoWaitMs, log, onEvent } = options;
  const redactor = createRedactor();
  const secrets = createSecrets(redactor);
  const output = createOutputLog();
  const listener = guardListener((event: SpawnEvent) => {
    if (event.kind === 'output') log?.write(ownCopy(event.bytes));
    onEvent?.(event.kind === 'output' ? { ...event, bytes: ownCopy(event.bytes) } : event);
  });
  const { failure } = listener;
  const isHeard = log !== undefined || onEvent !== undefined;
  const events = tellingEvents(redactor, listener.tell);
  const ends = cancelSignal === undefined ? failure : AbortSignal.any([cancelSignal, failure]);
  const program = await Program.open({
    open: (onOutput) =>
      openTerminal(argv, { ...options, cancelSignal: ends }, { size: { columns, rows }, onOutput }),
    size: { columns, rows },
    secretValue: (name) => secrets.value(name),
    onSecretShown: (value, standing) => redactor.addShown(value, standing),
    conceal: (text) => redactor.shown(text),
    onEvent(event) {
      if (event.kind === 'output') output.push(event.bytes);
      if (isHeard) events.tell(event);
    },
    ...(echoWaitMs !== undefined && { echoWaitMs }),
    cancelSignal: ends,
  });
  endOnFailure(program, failure);
  const end = (): void => {
    output.end();
    events.end();
  };
  program.terminal.completion.then(end, end);
  setImmediate(() => output.forgetStart()); // whoever iterates at once sees what came before `spawn` returned
  const limits = { timeoutMs, idleMs, stallMs: stallMs === false ? Infinity : stallMs };
  return new Spawned({ program, limits, secrets, redactor, output, failure, cancelSignal: ends });
}

/** Nobody listens any more. A program that cannot be killed is an error of `kill` and of the disposal, which try again. */
function endOnFailure(program: Program, failure: AbortSignal): void {
  const kill = (): void => void program.terminal.kill().catch(() => undefined);
  if (failure.aborted) kill();
  else failure.addEventListener('abort', kill);
}

function openTerminal(
  argv: readonly [string, ...string[]],
  { container, cwd, env, user, cancelSignal }: SpawnOptions,
  spec: { readonly size: TerminalSize; readonly onOutput: (bytes: Uint8Array) => void },
): Terminal | Promise<Terminal> {
  if (container === undefined)
    return openHostTerminal({ argv, env: hostEnv(env), cwd: cwd ?? process.cwd(), ...spec });
  return container.openTerminal({
    argv,
    env: containerEnv(env),
    cwd: cwd ?? '/',
    ...spec,
    ...(user !== undefined && { user }),
    ...(cancelSignal !== undefined && { cancelSignal }),
  });
}

function argvOf(command: CommandLike): readonly [string, ...string[]] {
  const list =
    typeof command === 'string' ? ['/bin/sh', '-c', command] : (command as readonly string[] | undefined);
  const [program = '', ...rest] = Array.isArray(list) ? (list as readonly string[]) : [];
  // The system ends a text at a NUL, and what comes behind would be lost.
  const isWrong = [program, ...rest].some((each) => typeof each !== 'string' || each.includes('\0'));
  if (isWrong || program === '' || (typeof command === 'string' && command.trim() === ''))
    throw new TypeError(
      `spawn needs a command line or a list of program and arguments, all text without NUL, not ${shown(command)}.`,
    );
  return [program, ...rest];
}

const spawnNames: Readonly<Record<keyof SpawnOptions, true>> = {
  size: true,
  env: true,
  cwd: true,
  timeoutMs: true,
  idleMs: true,
  stallMs: true,
  echoWaitMs: true,
  container: true,
  user: true,
  log: true,
  onEvent: true,
  cancelSignal: true,
};

function checkOptions(options: SpawnOptions): void {
  const { size, timeoutMs, idleMs, stallMs, echoWaitMs, user, container, env, log, onEvent } = options;
  if (size !== undefined) checkSize(size);
  checkMs('timeoutMs', timeoutMs);
  checkMs('idleMs', idleMs);
  checkMs('stallMs', stallMs, true);
  checkMs('echoWaitMs', echoWaitMs);
  checkSignal(options.cancelSignal);
  checkEnv(env);
  if (log !== undefined && typeof (log as { write?: unknown } | null)?.write !== 'function')
    throw new TypeError(`log is something to write to, as process.stdout, not ${shown(log)}.`);
  if (onEvent !== undefined && typeof onEvent !== 'function')
    throw new TypeError(`onEvent is a function, not ${shown(onEvent)}.`);
  if (container !== undefined) checkContainer(container);
  if (user === undefined) return;
  checkText('user', user, 'a name or a number as text, "builder" or "1000:1000"');
  if (container === undefined)
    throw new TypeError(
      'user is for a container; on this machine spawn a program that changes the user, as sudo.',
    );
}

function checkContainer(container: unknown): void {
  if (isObject(container) && 'openTerminal' in container) return;
  throw new TypeError(
    `container is one of an engine, as await engine.attachContainer("name"), not ${shown(container)}.`,
  );
}

/** The engine would say what is wrong with the call that is made of it. */
function checkContainerDirectory(cwd: string | undefined): void {
  if (cwd === undefined || (typeof (cwd as unknown) === 'string' && cwd.startsWith('/'))) return;
  throw new TypeError(`cwd in a container is an absolute path as text, not ${shown(cwd)}.`);
}

/** node-pty would start the program elsewhere or not at all, and say neither. */
async function checkDirectory(cwd: string | undefined): Promise<void> {
  if (cwd === undefined) return;
  if (typeof cwd !== 'string') throw new TypeError(`cwd is a path as text, not ${shown(cwd)}.`);
  const found = await stat(cwd).catch((error: unknown) => error as Error);
  if (found instanceof Error) throw new TypeError(`cwd: ${found.message}.`, { cause: found });
  if (!found.isDirectory()) throw new TypeError(`cwd: ${cwd} is no directory.`);
}
