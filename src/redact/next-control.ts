import type { Words } from './words.js';

/**
 * The place of the first byte from `from` on that is below 0x20 and no tab, or the length of the piece. Without a branch for a
 * byte: where the next one stands cannot be predicted, and every wrong guess of the processor costs as much as 10 words.
 */
export function nextControl(piece: Uint8Array, { words, offset }: Words, from: number): number {
  let at = from;
  for (; at < offset && at < piece.length; at++) if (isControl(piece[at] as number)) return at;
  let word = (at - offset) >> 2;
  if (word < words.length) {
    let low = lowBytes(words[word] as number) & (-1 << (8 * ((at - offset) & 3)));
    for (;;) {
      while (low === 0 && ++word < words.length) low = lowBytes(words[word] as number);
      if (low === 0) break;
      const place = offset + 4 * word + ((31 - Math.clz32(low & -low)) >> 3);
      if (piece[place] !== tab) return place;
      low &= low - 1;
    }
    at = offset + 4 * words.length;
  }
  for (; at < piece.length; at++) if (isControl(piece[at] as number)) return at;
  return piece.length;
}

const tab = 0x09;

const isControl = (byte: number): boolean => byte < 0x20 && byte !== tab;

/** The highest bit of every byte of a word that is below 0x20. */
const lowBytes = (word: number): number => ~(((word & 0x7f7f7f7f) + 0x60606060) | word) & 0x80808080;
