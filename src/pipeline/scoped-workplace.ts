import type { Given } from '../scope/scope.js';
import type { Workplace } from './workplace.js';

/** The workplace as programs find it inside a scope; what a step asks for itself goes first. */
export function within(workplace: Workplace, { env = {}, cwd, user, pathFolder }: Given): Workplace {
  const given = {
    ...(cwd !== undefined && { cwd }),
    ...(user !== undefined && { user }),
  };
  const pathOf = (path: string): string => (pathFolder === undefined ? path : `${pathFolder}:${path}`);
  const envOf = (own: Readonly<Record<string, string>>): Record<string, string> => {
    const all: Record<string, string> = { ...env, ...own };
    return pathFolder === undefined ? all : { ...all, PATH: pathOf(all['PATH'] ?? workplace.path) };
  };
  return {
    ...workplace,
    user: user ?? workplace.user,
    path: pathOf(env['PATH'] ?? workplace.path),
    runCommand: (spec) => workplace.runCommand({ ...given, ...spec, env: envOf(spec.env) }),
    openTerminal: (spec) => workplace.openTerminal({ ...given, ...spec, env: envOf(spec.env) }),
  };
}
