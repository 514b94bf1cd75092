import { randomBytes } from 'node:crypto';
import type { Canary } from './scanner/finder.js';

/** The roads on which a secret goes through a run, each with a canary of its own. */
type Road =
  | 'typed' // at a prompt with echo off
  | 'shown' // at a prompt that shows it
  | 'file' // in a file that the installer reads
  | 'key' // in such a file, of several lines
  | 'inside' // a password in such a file, which the installer takes out of it
  | 'argument' // put into the arguments of a child by the installer
  | 'variable' // in the environment of a step
  | 'token' // in the environment, by a scope
  | 'inner' // the same, by a scope in a scope
  | 'proxy'; // in a URL

export type Canaries = Readonly<Record<Road, string>>;

/** No two have a trace in common. Those that the characters do not matter for have the worst ones. */
export function newCanaries(): Canaries {
  const some = (): string => randomBytes(9).toString('base64').replaceAll(/[+/]/g, 'x').slice(0, 6);
  const plain = (): string => `${some()}${some()}${some()}`;
  const hard = (): string =>
    `${some()}/${some()}+${some()} "${some()}" ${some()}%20@${some()}'${some()}$${some()}\\${some()}`;
  return {
    typed: hard(),
    shown: hard(),
    file: hard(),
    key: Array.from({ length: 3 }, () => randomBytes(24).toString('base64')).join('\n'),
    inside: plain(),
    argument: hard(),
    variable: plain(),
    token: hard(),
    inner: `${hard()}ü${some()}<&>${some()}`,
    proxy: plain(),
  };
}

export const listed = (canaries: Partial<Canaries>): readonly Canary[] =>
  Object.entries(canaries).map(([name, value]) => ({ name, value }));
