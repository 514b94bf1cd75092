import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import type { Scope } from './scope.js';

export interface SourceSpec {
  readonly container: Container;
  /** A shell file in the container. */
  readonly file: string;
  /** Who reads it: `name`, `uid`, `name:group`; default the container's. */
  readonly user?: string;
  readonly cwd?: string;
  /** What it finds in its environment besides the container's own. */
  readonly env?: Readonly<Record<string, string>>;
}

type Argv = readonly [string, ...string[]];
type Run = (
  argv: Argv,
) => Promise<{ exitCode?: number; isTimedOut: boolean; stdout: string; stderr: string }>;

/** How long a shell file may take. */
export const sourceTimeoutMs = 60_000;

/** What is kept of a command's output, which is the environment twice. */
const mostBytes = 64 * 1024;

/**
 * Prints the environment before, what the file returned and the environment after, each with two NULs behind it. What the file
 * writes goes to stderr. `env` is found before: the file may change PATH; and it may make an environment with which nothing starts.
 */
const reading = `
unattend_file=$1; unattend_env=$(command -v env); shift
case $unattend_file in /*) ;; *) unattend_file=./$unattend_file ;; esac
"$unattend_env" -0; printf '\\0'
{ . "$unattend_file"; } >&2 </dev/null
printf '%s\\0\\0' "$?"
"$unattend_env" -0 && printf '\\0'
`;

/** Vendors write for bash, so it reads the file where there is one. */
const script = `
if [ ! -f "$1" ] || [ ! -r "$1" ]; then echo missing; exit; fi
if command -v bash >/dev/null; then exec bash -c "$2" bash "$1"; fi
exec /bin/sh -c "$2" sh "$1"
`;

/** What a shell has for itself. */
const ofTheShell = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD', 'SHELLOPTS', 'BASHOPTS']);

/**
 * What a shell file changes in the environment of whoever reads it; undefined is what it takes away. Functions and aliases are not
 * in an environment. Throws SCOPE_REFUSED.
 */
export async function readSource(
  run: Run,
  file: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { exitCode, isTimedOut, stdout, stderr } = await run(['/bin/sh', '-c', script, 'sh', file, reading]);
  const refused = (reason: string): UnattendError => {
    const last = stderr.trim().split('\n').at(-1) ?? '';
    return new UnattendError('SCOPE_REFUSED', {
      what: `the shell file ${file}`,
      reason: last === '' ? reason : `${reason}: ${last}`,
    });
  };
  if (isTimedOut) throw refused('it does not come to an end');
  if (stdout === 'missing\n') throw refused('it is no file, or must not be read');
  if (Buffer.byteLength(stdout) >= mostBytes)
    throw refused('the environment before and after it has more than 64 kB');
  const [before = '', status, after] = stdout.split('\0\0');
  if (status === undefined || after === undefined)
    throw refused(`it ends the shell that reads it, with exit code ${exitCode ?? 'unknown'}`);
  if (status !== '0') throw refused(`it returns ${status}`);
  if (after === '') throw refused('no program can be started with the environment that it makes');
  const changes = difference(variables(before), variables(after));
  const [unreadable] = Object.entries(changes).find(([, value]) => value?.includes('\uFFFD')) ?? [];
  // An engine takes an environment as JSON, which has no other bytes.
  if (unreadable !== undefined) throw refused(`the value that it gives ${unreadable} is not UTF-8`);
  return changes;
}

function variables(text: string): ReadonlyMap<string, string> {
  const entries = text.split('\0').map((entry) => /^([A-Za-z_][A-Za-z0-9_]*)=([^]*)$/.exec(entry));
  return new Map(entries.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])));
}

function difference(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Record<string, string | undefined> {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => !ofTheShell.has(name) && before.get(name) !== after.get(name),
  );
  return Object.fromEntries(changed.map((name) => [name, after.get(name)]));
}

/** Reads a shell file once, as `. FILE` does: what it changed in the environment is given. Throws SCOPE_REFUSED. */
export async function source({ container, file, ...place }: SourceSpec): Promise<Scope> {
  const env = await readSource(async (argv) => {
    const { stdout, stderr, ...end } = await container.exec({ argv, timeoutMs: sourceTimeoutMs, ...place });
    return { ...end, stdout: Buffer.from(stdout).toString(), stderr: Buffer.from(stderr).toString() };
  }, file);
  return { given: { env }, [Symbol.asyncDispose]: () => Promise.resolve() };
}
