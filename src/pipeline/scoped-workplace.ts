import type { Given } from '../scope/scope.js';
import type { Workplace } from './workplace.js';

/** The workplace as programs find it inside a scope; what a step asks for itself goes first. */
export function within(workplace: Workplace, { env = {}, cwd, user, pathFolder }: Given): Workplace {
  const given = {
    ...(cwd !== undefined && { cwd }),
    ...(user !== undefined && { user }),
  };
  const folders = pathFolder === undefined ? [] : pathFolder.split(':');
  // What a step or a shell file has put in front of PATH does not go before them, and they stand there once.
  const pathOf = (path: string): string =>
    [...folders, ...path.split(':').filter((each) => !folders.includes(each))].join(':');
  const placed = <Spec extends Started>(spec: Spec): Spec => {
    const all = { ...env, ...spec.env };
    const unset = Object.keys(all).filter((name) => all[name] === undefined);
    const set = Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const path = pathFolder === undefined ? {} : { PATH: pathOf(set['PATH'] ?? workplace.path) };
    return { ...given, ...spec, argv: without(unset, spec.argv), env: { ...set, ...path } };
  };
  return {
    ...workplace,
    user: user ?? workplace.user,
    path: pathOf(env['PATH'] ?? workplace.path),
    runCommand: (spec) => workplace.runCommand(placed(spec)),
    openTerminal: (spec) => workplace.openTerminal(placed(spec)),
  };
}

type Argv = readonly [string, ...string[]];

interface Started {
  readonly argv: Argv;
  readonly env: Readonly<Record<string, string>>;
}

/** Engines have no way to take away a variable of the image. */
function without(names: readonly string[], argv: Argv): Argv {
  return names.length === 0 ? argv : ['/bin/sh', '-c', `unset ${names.join(' ')}; exec "$@"`, 'sh', ...argv];
}
