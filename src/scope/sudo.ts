import type { Container, ExecResult } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { type Held, hold } from './held.js';
import { newScopeId } from './id.js';
import { realSudo } from './real-sudo.js';
import { asRoot } from './stand-in/as-root.js';
import { standInFolder } from './stand-in/script.js';
import { standIn } from './stand-in/stand-in.js';

export interface SudoSpec {
  readonly container: Container;
  /** Who gets it: a name or number, or `name:group`. */
  readonly user: string;
  /** Full paths of the commands that may be run as root, or everything. */
  readonly commands: readonly [string, ...string[]] | 'all';
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
export async function sudo({ container, user, commands }: SudoSpec): Promise<Held> {
  const [name = user] = user.split(':');
  const what = `sudo for ${name}`;
  const list = commands === 'all' ? ['ALL'] : commands;
  const { stdout } = await container.exec({ argv: ['/bin/sh', '-c', look], user: '0:0' });
  const [found, machine = ''] = Buffer.from(stdout).toString().split('\n');
  const args = [newScopeId(), name];
  if (found === 'sudo') return hold(container, { what, ...realSudo, args: [...args, ...list] });
  const held = await hold(container, { what, ...standIn, args: [...args, asRoot[machine] ?? '', ...list] });
  const tried = await trial(container, user).catch(async (error: unknown) => {
    await held[Symbol.asyncDispose]();
    throw error;
  });
  if (tried.exitCode === 0) return held;
  await held[Symbol.asyncDispose]();
  const reason = Buffer.from(tried.stderr)
    .toString()
    .replace(/^sudo: /, '')
    .trim();
  throw new UnattendError('SCOPE_REFUSED', { what, reason });
}

/** Whether setuid works there: not on every file system, and not without new privileges. */
function trial(container: Container, user: string): Promise<ExecResult> {
  return container.exec({ argv: ['/usr/bin/sudo', '-n', '-v'], user });
}
