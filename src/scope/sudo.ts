import type { Container } from '../engine/engine.js';
import { type Held, hold } from './held.js';
import { newScopeId } from './id.js';
import { proxyVariables } from './proxy.js';
import { realSudo, sudoStandIn } from './sudo-scripts.js';

export interface SudoSpec {
  readonly container: Container;
  /** Who gets it: a name or number, or `name:group`. */
  readonly user: string;
  /** Full paths of the commands that may be run as root, or everything. */
  readonly commands: readonly [string, ...string[]] | 'all';
}

/**
 * Lets the user run these commands as root by sudo, without a password. An image without sudo gets a stand-in when the user is
 * root. A guard against accidents, no wall: who may run apt-get as root is root. Throws SCOPE_REFUSED.
 */
export async function sudo({ container, user, commands }: SudoSpec): Promise<Held> {
  const [name = user] = user.split(':');
  const what = `sudo for ${name}`;
  const list = commands === 'all' ? ['ALL'] : commands;
  const { exitCode } = await container.exec({ argv: ['/bin/sh', '-c', 'command -v sudo'], user: '0:0' });
  const scripts = exitCode === 0 ? realSudo : sudoStandIn;
  return hold(container, { what, ...scripts, args: [newScopeId(), name, proxyVariables.join(' '), ...list] });
}
