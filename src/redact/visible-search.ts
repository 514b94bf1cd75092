import { nextControl } from './next-control.js';
import type { Needles } from './needles.js';
import { Gaps } from './gaps.js';
import { after, between, gapEnd, isVisible, longestGapBytes, type SequenceState } from './sequences.js';
import { type Stretch } from './stretches.js';
import { hasTrigram, type Trigrams } from './trigrams.js';
import { type VisibleOptions, VisibleRun } from './visible-run.js';
import type { Words } from './words.js';

/**
 * Finds needles with gaps: control characters and sequences, which are not seen, between their characters. Around a gap the
 * text is read byte by byte only if three visible bytes that stand around it stand side by side in a needle; from the
 * end of a piece back as long as they do, for what is held back.
 */
export class VisibleSearch {
  readonly #trigrams: Trigrams;
  readonly #run: VisibleRun;
  #sequence: SequenceState = between;
  /** The gaps of the piece since `#floor`; of no use between two pieces. */
  readonly #gaps: Gaps;
  /** No needle that is not found yet begins before this place of the piece. */
  #floor = 0;

  /** Streams that are read in turns may have their gaps in the same memory: it would be allocated anew for each of 30,000 files. */
  constructor(needles: Needles, options: VisibleOptions = {}, gaps = new Gaps()) {
    this.#gaps = gaps;
    this.#trigrams = needles.trigrams;
    this.#run = new VisibleRun(needles, options);
  }

  get stretches(): Stretch[] {
    return this.#run.stretches;
  }

  /** Looks through the next piece, which begins at a position; returns the position where what may be a needle begins. */
  push(piece: Uint8Array, words: Words, start: number): number {
    const { length } = piece;
    const run = this.#run;
    let at = this.#sequence === between && !run.isOpen ? 0 : this.#read(piece, 0, 0, start);
    while (at < length) {
      this.#floor = at;
      this.#gaps.clear();
      const gap = this.#nextCrossed(piece, words);
      at = this.#read(piece, this.#backFrom(piece, gap), gap + 1, start);
    }
    return run.beginOfPending(start + length);
  }

  /** Where the next gap begins that a needle may lie across, that is too long, or that the piece ends in; or its end. */
  #nextCrossed(piece: Uint8Array, words: Words): number {
    const trigrams = this.#trigrams;
    const { length } = piece;
    let begin = this.#floor;
    /** The last visible byte before `begin`, and the one before; 0 is none. */
    let last = 0;
    for (;;) {
      const gap = nextControl(piece, words, begin);
      if (gap === length) return length;
      const end = gapEnd(piece, gap);
      if (end === length || end - gap > longestGapBytes) return gap;
      const second = gap - begin >= 2 ? (piece[gap - 2] as number) : last;
      if (gap > begin) last = piece[gap - 1] as number;
      const next = piece[end] as number;
      // A control character behind it: then the next gap tells.
      const afterNext = end + 1 < length ? (piece[end + 1] as number) : 0;
      if (hasTrigram(trigrams, last, next, afterNext) || hasTrigram(trigrams, second, last, next)) return gap;
      this.#gaps.push(gap, end);
      begin = end;
    }
  }

  /** Where a needle may begin that goes on at a place. */
  #backFrom(piece: Uint8Array, place: number): number {
    let { count } = this.#gaps;
    let begin = place;
    let next = -1;
    let afterNext = -1;
    for (;;) {
      const at = this.#gaps.before(begin, count);
      if (at < this.#floor) return begin;
      const byte = piece[at] ?? 0;
      if (afterNext >= 0 && !hasTrigram(this.#trigrams, byte, next, afterNext)) return begin;
      if (at !== begin - 1) count--;
      afterNext = next;
      next = byte;
      begin = at;
    }
  }

  /** Reads byte by byte until nothing has begun, at least through a place; returns where that is. */
  #read(piece: Uint8Array, from: number, through: number, start: number): number {
    const run = this.#run;
    const { length } = piece;
    let at = from;
    for (; at < length; at++) {
      const byte = piece[at] ?? 0;
      if (this.#sequence === between && isVisible(byte)) {
        run.visible(byte, start + at);
        if (!run.isOpen && at >= through) return at + 1;
        continue;
      }
      this.#sequence = after(this.#sequence, byte);
      if (this.#sequence === between && byte >= 0x80) at--;
      else if (run.gapBytes < longestGapBytes) run.hidden(byte);
      else {
        this.#sequence = between;
        run.visible(0, start + at);
      }
    }
    return length;
  }
}
