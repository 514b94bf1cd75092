import type { CommanderError } from 'commander';
import type { UnattendError } from '../errors.js';
import { usage } from './words.js';

/**
 * What the parser says of a command line that it refuses, as an error of ours; undefined where it has said what was asked for (a help
 * page, a version). Its message is a sentence in lower case and, where a name is nearly one of its own, a line `(Did you mean …?)`.
 */
export function refusedLine({ code, message }: CommanderError, command?: string): UnattendError | undefined {
  if (code === 'commander.helpDisplayed' || code === 'commander.help' || code === 'commander.version')
    return undefined;
  const [sentence = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const problem = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1).replace(/\.$/, '')}.`;
  const help = command === undefined ? '`unattend --help`' : `\`unattend ${command} --help\``;
  return usage(problem, suggestion?.slice(1, -1) ?? `See ${help}.`);
}
