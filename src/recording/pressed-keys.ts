import { type PressedKey, readKeys } from '../terminal/read-keys.js';
import { withoutReplies } from '../terminal/reply-sequences.js';

/** A mark of a paste whose other mark came in another event. */
const noKey = /^\x1b\[20[01]~$/;

/**
 * What a person pressed, of what a terminal sent at one moment: what the terminal sent by itself is nothing they did, and a line
 * feed right behind a carriage return is the same Enter.
 */
export function pressedIn(input: string): readonly PressedKey[] {
  const keys = readKeys(withoutReplies(input));
  const isAgain = (key: PressedKey, at: number): boolean =>
    isControl(key, '\n') && isControl(keys[at - 1], '\r');
  return keys.filter((key, at) => !(key.kind === 'key' && noKey.test(key.bytes)) && !isAgain(key, at));
}

const isControl = (key: PressedKey | undefined, bytes: string): boolean =>
  key?.kind === 'key' && key.bytes === bytes;
