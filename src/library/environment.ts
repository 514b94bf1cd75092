/** Variables to add; one that is undefined is taken away. */
export type Env = Readonly<Record<string, string | undefined>>;

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
