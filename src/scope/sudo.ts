import type { Container, ExecResult } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { foldersOfOurs } from './first-in-path.js';
import { type Held, hold } from './held.js';
import { newScopeId } from './id.js';
import { realSudo } from './real-sudo.js';
import { asRoot } from './stand-in/as-root.js';
import { standInFolder, standInLinks, standInPlace } from './stand-in/script.js';
import { standIn } from './stand-in/stand-in.js';

export interface SudoSpec {
  readonly container: Container;
  /** Who gets it: a name or number, or `name:group`. */
  readonly user: string;
  /** Full paths of the commands that may be run as root, or everything. */
  readonly commands: readonly [string, ...string[]] | 'all';
  /** What PATH is for who gets it; default the image's. */
  readonly path?: string;
}

/** Sudo that is granted; disposing takes it back. */
export interface SudoGrant extends Held {
  /** Goes first in PATH, in which there is no `sudo` otherwise: of an image without one and without /usr/bin in its PATH. */
  readonly folder?: string;
}

/** Prints `sudo` when the image has one that is not ours, and what kind of machine it is. */
const look = `
if sudo=$(command -v sudo) && ! tr '\\000' '\\n' <"$sudo" | grep -qF ${standInFolder}/stand-in; then echo sudo; else echo none; fi
uname -m
`;

/**
 * Lets the user run these commands as root by sudo, without a password. An image without sudo gets a stand-in. A guard against
 * accidents, no wall: who may run apt-get as root is root. Throws SCOPE_REFUSED.
 */
export async function sudo({ container, user, commands, path }: SudoSpec): Promise<SudoGrant> {
  const [name = user] = user.split(':');
  const what = `sudo for ${name}`;
  const list = commands === 'all' ? ['ALL'] : commands;
  const { stdout } = await container.exec({ argv: ['/bin/sh', '-c', look], user: '0:0' });
  const [found, machine = ''] = Buffer.from(stdout).toString().split('\n');
  const args = [newScopeId(), name];
  const isReal = found === 'sudo';
  const spec = isReal
    ? { ...realSudo, args: [...args, ...list] }
    : { ...standIn, args: [...args, asRoot[machine] ?? '', ...list] };
  const held = await hold(container, { what, ...spec });
  const whenFailed = async (error: unknown): Promise<never> => {
    await held[Symbol.asyncDispose]();
    throw error;
  };
  const tried = await trial(container, user, isReal ? 'sudo' : standInPlace).catch(whenFailed);
  if (tried.exitCode === 0) {
    const isFound = isReal || (await isInPath(container, path).catch(whenFailed));
    return isFound ? held : { ...held, folder: standInLinks };
  }
  await held[Symbol.asyncDispose]();
  throw new UnattendError('SCOPE_REFUSED', { what, reason: reasonIn(tried) });
}

/** What sudo says of itself; that a container does not know its own name is no reason. */
function reasonIn({ stderr, exitCode }: ExecResult): string {
  const lines = Buffer.from(stderr)
    .toString()
    .trim()
    .split('\n')
    .filter((line) => line !== '' && !line.includes('unable to resolve host'));
  if (lines.length === 0) return `sudo refuses it with exit code ${exitCode}`;
  return lines.map((line) => line.replace(/^sudo: /, '')).join('; ');
}

/** As the user: PAM may lock an account, and setuid works neither on every file system nor without new privileges. */
function trial(container: Container, user: string, program: string): Promise<ExecResult> {
  return container.exec({ argv: [program, '-n', '-l'], user });
}

/** Whether who looks for sudo in that PATH comes to the stand-in, for /bin may be /usr/bin, or to a fake of it. */
async function isInPath(container: Container, path: string | undefined): Promise<boolean> {
  const line = `${path === undefined ? '' : 'PATH=$1\n'}found=$(command -v sudo) || exit
case $found in ${foldersOfOurs}/*) ;; *) [ "$found" -ef ${standInPlace} ] ;; esac`;
  const argv = ['/bin/sh', '-c', line, 'sh', path ?? ''] as const;
  return (await container.exec({ argv, user: '0:0' })).exitCode === 0;
}
