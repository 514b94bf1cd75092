import { isObject, shown } from './wrong-use.js';

/** Variables to add; one that is undefined is taken away. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What no environment can hold is a TypeError: the system ends a text at a NUL, and a name at the first `=`. */
export function checkEnv(env: Env | undefined): void {
  if (env === undefined) return;
  if (!isObject(env) || Array.isArray(env))
    throw new TypeError(`env is { NAME: "value" }, not ${shown(env)}.`);
  for (const [name, value] of Object.entries(env) as readonly (readonly [string, unknown])[]) {
    if (name === '' || name.includes('=') || name.includes('\0'))
      throw new TypeError(`env: ${shown(name)} is no name of a variable.`);
    if (value !== undefined && (typeof value !== 'string' || value.includes('\0')))
      throw new TypeError(`env: the value of ${name} is no text without NUL.`);
  }
}

/** What every program gets. */
const always = { TERM: 'xterm-256color', LANG: 'C.UTF-8', HISTFILE: '/dev/null' };

/** The environment in a container, which has variables of its own below it. */
export function containerEnv(env: Env = {}): Readonly<Record<string, string>> {
  return withoutUndefined({ ...always, ...env });
}

/** On this machine: what a person's shell would give it that it cannot do without; nothing else of this process's. */
export function hostEnv(env: Env = {}): Readonly<Record<string, string>> {
  const { PATH, HOME, USER } = process.env;
  return withoutUndefined({ PATH, HOME, USER, ...always, ...env });
}

/** node-pty would pass undefined on as the text "undefined". */
function withoutUndefined(env: Env): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
