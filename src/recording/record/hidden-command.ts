import { secretsInCommand } from '../generate/command-secrets.js';
import { type HiddenCommand, hideInCommand } from '../generate/hide-in-command.js';
import { createHiding } from '../generate/hiding.js';
import type { TypedSecrets } from './secrets.js';

/**
 * A command as a recording tells it: a secret that is given in it (`--token x`, `DB_PASSWORD=x`) is known from now on, and stands
 * there as the variable that a script takes it from.
 */
export function withoutSecrets(command: string, secrets: TypedSecrets): HiddenCommand {
  const values = new Map(
    secretsInCommand(command).map(({ value, asked }) => [value, secrets.add(value, asked)]),
  );
  return values.size === 0 ? { command, env: [] } : hideInCommand(command, createHiding(values));
}

/** A command that was told already, without the secrets that were typed since. */
export function withoutTyped(command: string, { values }: TypedSecrets): HiddenCommand {
  const known = new Map(Object.entries(values).map(([name, value]) => [value, name]));
  return known.size === 0 ? { command, env: [] } : hideInCommand(command, createHiding(known));
}
