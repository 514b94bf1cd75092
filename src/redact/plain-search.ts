import { nextBlock } from './block-filter.js';
import type { Needles } from './needles.js';
import { cover, type Stretch } from './stretches.js';
import { hasTrigram } from './trigrams.js';
import type { Words } from './words.js';

/** Finds needles in the bytes of a stream as they are. */
export class PlainSearch {
  readonly stretches: Stretch[];
  readonly #needles: Needles;
  #state = 0;

  constructor(needles: Needles, stretches: Stretch[] = []) {
    this.#needles = needles;
    this.stretches = stretches;
  }

  /** How many of the last bytes are the beginning of a needle. */
  get pendingBytes(): number {
    return this.#needles.automaton.pending[this.#state] ?? 0;
  }

  /** Looks through the next piece, which begins at a position of the stream. */
  push(piece: Uint8Array, words: Words, start: number): void {
    const { length } = piece;
    const { offset } = words;
    let at = this.#read(piece, { from: 0, through: offset }, start);
    while (at < length) {
      const word = this.#nextWord(piece, words, (at - offset) >> 2);
      const place = offset + 4 * Math.min(word, words.words.length);
      // No needle begins at or before the last word that was looked at, for then its block would have been seen.
      const from = Math.max(at, place - 3);
      at = this.#read(piece, { from, through: word < words.words.length ? place + 4 : length }, start);
    }
  }

  /** The index of the next word with a block of a needle in it, or their number. */
  #nextWord(piece: Uint8Array, { words, offset }: Words, from: number): number {
    const { blocks } = this.#needles;
    for (let word = from; ; word++) {
      word = nextBlock(blocks, words, word);
      if (word >= words.length || this.#mayBegin(piece, words[word] as number, offset + 4 * word))
        return word;
    }
  }

  /** Whether what stands around a block of a needle is of one too: of 4 bytes, or of 2 at one of two places. */
  #mayBegin(piece: Uint8Array, word: number, at: number): boolean {
    const { blocks, trigrams } = this.#needles;
    const { short } = blocks;
    const third = piece[at + 2] as number;
    const fourth = piece[at + 3] as number;
    if (hasTrigram(trigrams, piece[at] as number, piece[at + 1] as number, third)) {
      if (short !== undefined && short[word & 0xffff] !== 0) return true;
      if (hasTrigram(trigrams, piece[at + 1] as number, third, fourth)) return true;
    }
    if (short === undefined || short[word >>> 16] === 0) return false;
    // The shortest needle has 4 bytes: its second pair has one behind it, which may come with the next piece.
    return at + 4 >= piece.length || hasTrigram(trigrams, third, fourth, piece[at + 4] as number);
  }

  /** Reads byte by byte until nothing has begun, at least through a place; returns where that is. */
  #read(piece: Uint8Array, { from, through }: { from: number; through: number }, start: number): number {
    const { automaton } = this.#needles;
    const { length } = piece;
    let state = this.#state;
    let at = from;
    while (at < length && (state !== 0 || at < through)) {
      state = automaton.next(state, piece[at++] ?? 0);
      const found = automaton.matched[state] ?? 0;
      if (found > 0) cover(this.stretches, start + at - found, start + at);
    }
    this.#state = state;
    return at;
  }
}
