import type { Command } from 'commander';

/** They come before the command; after it they are understood too. */
const flags = {
  json: 'print the result as JSON',
  quiet: 'print errors only',
  verbose: "show the programs' output, and a stack trace on errors",
} as const;

/** The names of the flags that every command has, for suggestions. */
export const globalFlags: readonly string[] = [...Object.keys(flags), 'help'];

export function declareGlobal(command: Command): Command {
  for (const [name, description] of Object.entries(flags)) command.option(`--${name}`, description);
  return command;
}
