import type { Given } from '../scope/scope.js';
import type { Workplace } from './workplace.js';

/** The workplace as programs find it inside a scope; what a step asks for itself goes first. */
export function within(workplace: Workplace, { env = {}, cwd, user }: Given): Workplace {
  const given = {
    ...(cwd !== undefined && { cwd }),
    ...(user !== undefined && { user }),
  };
  return {
    ...workplace,
    user: user ?? workplace.user,
    runCommand: (spec) => workplace.runCommand({ ...given, ...spec, env: { ...env, ...spec.env } }),
    openTerminal: (spec) => workplace.openTerminal({ ...given, ...spec, env: { ...env, ...spec.env } }),
  };
}
