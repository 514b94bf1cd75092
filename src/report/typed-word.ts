import { shellWord } from '../script/shell-quote.js';
import { ciCommand, cleanLine } from './text.js';

/**
 * One word of a command line as a person pastes it: bare, in quotes, or as `$'…'` where it has a character that no line of a
 * report may have. Within a line `cleanLine` and `disarm` leave it as it is. Bash, zsh, ksh and busybox know `$'…'`, and POSIX
 * since 2024; dash does not: never for what `/bin/sh` runs.
 */
export function typedWord(text: string): string {
  return cleanLine(text) === text ? shellWord(text).replaceAll(ciCommand, "#''#") : dollarQuote(text);
}

function dollarQuote(text: string): string {
  return `$'${Array.from(text, writtenOut).join('').replaceAll(ciCommand, '#\\043')}'`;
}

const named = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** A quote too is a number: old shells look for `!` behind one. Octal of three digits is read alike whatever follows it. */
function writtenOut(char: string): string {
  const isPlain = char !== "'" && cleanLine(char) === char;
  const octal = [...Buffer.from(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return named.get(char) ?? (isPlain ? char : octal);
}
