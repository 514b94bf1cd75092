import { readKeys } from '../terminal/read-keys.js';

/** What a person asks of a player. */
export type PlayCommand = 'pause' | 'step' | 'next-marker' | 'previous-marker' | 'faster' | 'slower' | 'quit';

/** What the keys of a piece of input ask for, in order. Other keys, pastes and reports of the terminal ask for nothing. */
export function playCommands(input: string): readonly PlayCommand[] {
  return readKeys(input).flatMap((key) => {
    if (key.kind === 'key') return commandOf(key.name ?? '');
    return key.isPasted ? [] : Array.from(key.text).flatMap(commandOf);
  });
}

function commandOf(key: string): readonly PlayCommand[] {
  const command = commands.get(key);
  return command === undefined ? [] : [command];
}

const commands: ReadonlyMap<string, PlayCommand> = new Map([
  [' ', 'pause'],
  ['.', 'step'],
  ['right', 'step'],
  [']', 'next-marker'],
  ['[', 'previous-marker'],
  ['+', 'faster'],
  ['=', 'faster'], // the same key without shift
  ['-', 'slower'],
  ['q', 'quit'],
  ['ctrl-c', 'quit'],
]);
