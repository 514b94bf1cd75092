import { encodeKey, keyNames as plainKeyNames } from '../terminal/keys.js';

// Control characters 0x00-0x1f are ctrl with @, a letter, or one of [ \ ] ^ _ (ECMA-48).
const controls = Array.from('abcdefghijklmnopqrstuvwxyz@[\\]^_', (character) => `ctrl-${character}`);

/** Key names a script may `press`, besides single printable characters and `alt-` before any of them. */
export const keyNames: readonly string[] = [...plainKeyNames, ...controls];

/** Whether there is a key of that name. */
export function isKeyName(name: string): boolean {
  return encodeKey(name, { isApplicationCursor: false }) !== undefined;
}
