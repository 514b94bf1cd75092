import type { Words } from './words.js';

/** The place of the first byte from `from` on that is below 0x20 and no tab, or the length of the piece. */
export function nextControl(piece: Uint8Array, { words, offset }: Words, from: number): number {
  const { length } = piece;
  let at = from;
  for (;;) {
    for (; at < length && (at < offset || ((at - offset) & 3) !== 0); at++)
      if (isControl(piece[at] as number)) return at;
    if (at === length) return length;
    let word = (at - offset) >> 2;
    while (word < words.length && !hasLow(words[word] as number)) word++;
    at = Math.max(at, offset + 4 * word);
    const end = Math.min(at + 4, length);
    for (; at < end; at++) if (isControl(piece[at] as number)) return at;
  }
}

const isControl = (byte: number): boolean => byte < 0x20 && byte !== 0x09;

/** Whether one of the four bytes is below 0x20 ("Bit Twiddling Hacks", S. E. Anderson: hasless). */
const hasLow = (word: number): boolean => ((word - 0x20202020) & ~word & 0x80808080) !== 0;
