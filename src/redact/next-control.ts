import type { Words } from './words.js';

/** The place of the first byte from `from` on that is below 0x20, or the length of the piece. */
export function nextControl(piece: Uint8Array, { words, offset }: Words, from: number): number {
  const { length } = piece;
  let at = from;
  for (; at < length && (at < offset || ((at - offset) & 3) !== 0); at++)
    if ((piece[at] as number) < 0x20) return at;
  let word = (at - offset) >> 2;
  // Whether a byte of a word is below a value ("Bit Twiddling Hacks", S. E. Anderson: hasless); no false alarm of a whole word.
  while (word < words.length && !hasControl(words[word] as number)) word++;
  for (at = Math.max(at, offset + 4 * word); at < length; at++) if ((piece[at] as number) < 0x20) return at;
  return length;
}

const hasControl = (word: number): boolean => ((word - 0x20202020) & ~word & 0x80808080) !== 0;
