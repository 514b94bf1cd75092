import { nextControl } from './next-control.js';
import type { Needles } from './needles.js';
import { after, between, isVisible, longestGapBytes, type SequenceState } from './sequences.js';
import { type Stretch } from './stretches.js';
import { trigramHash } from './trigrams.js';
import { VisibleRun } from './visible-run.js';
import type { Words } from './words.js';

/**
 * Finds needles with gaps: control characters and sequences, which are not seen, between their characters. Around a gap the
 * text is read byte by byte only if three visible bytes that stand around it stand side by side in a needle; from the
 * end of a piece back as long as they do, for what is held back.
 */
export class VisibleSearch {
  readonly #trigrams: Uint8Array;
  readonly #run: VisibleRun;
  #sequence: SequenceState = between;
  /** The gaps of the piece since `#floor`. */
  readonly #gaps: Gap[] = [];
  /** No needle that is not found yet begins before this place of the piece. */
  #floor = 0;

  constructor(needles: Needles, stretches: Stretch[] = []) {
    this.#trigrams = needles.trigrams;
    this.#run = new VisibleRun(needles, stretches);
  }

  get stretches(): Stretch[] {
    return this.#run.stretches;
  }

  /** Looks through the next piece, which begins at a position; returns the position where what may be a needle begins. */
  push(piece: Uint8Array, words: Words, start: number): number {
    const { length } = piece;
    const run = this.#run;
    this.#restartAt(this.#sequence === between && !run.isOpen ? 0 : this.#read(piece, 0, 0, start));
    for (let at = this.#floor; at < length;) {
      const gap = nextControl(piece, words, at);
      const end = gap === length ? length : gapEnd(piece, gap);
      if (end < length && end - gap <= longestGapBytes && !this.#isCrossed(piece, gap, end)) {
        if (end > gap) this.#gaps.push({ from: gap, to: end });
        at = Math.max(end, gap + 1);
      } else {
        at = this.#read(piece, this.#backFrom(piece, gap), end, start);
        this.#restartAt(at);
      }
    }
    return run.beginOfPending(start + length);
  }

  #restartAt(place: number): void {
    this.#floor = place;
    this.#gaps.length = 0;
  }

  /** Whether a needle may lie across a gap. */
  #isCrossed(piece: Uint8Array, gap: number, end: number): boolean {
    const last = this.#before(gap, this.#gaps.length);
    if (last < this.#floor) return false;
    const second = this.#before(last, this.#gaps.length);
    const [one = 0, two = 0, three = 0] = [piece[last], piece[end], piece[end + 1]];
    // A control character as `three`: then the next gap tells.
    if (this.#trigrams[trigramHash(one, two, three)] === 1) return true;
    return second >= this.#floor && this.#trigrams[trigramHash(piece[second] ?? 0, one, two)] === 1;
  }

  /** The place of the visible byte before a place. */
  #before(place: number, gaps: number): number {
    const gap = this.#gaps[gaps - 1];
    return gap?.to === place ? gap.from - 1 : place - 1;
  }

  /** Where a needle may begin that goes on at a place. */
  #backFrom(piece: Uint8Array, place: number): number {
    let gaps = this.#gaps.length;
    let begin = place;
    let [next, afterNext] = [-1, -1];
    for (;;) {
      const at = this.#before(begin, gaps);
      if (at < this.#floor) return begin;
      const byte = piece[at] ?? 0;
      if (afterNext >= 0 && this.#trigrams[trigramHash(byte, next, afterNext)] !== 1) return begin;
      if (at !== begin - 1) gaps--;
      [next, afterNext] = [byte, next];
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

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Where the next visible byte is behind a gap, or the end of the piece. */
function gapEnd(piece: Uint8Array, from: number): number {
  let state: SequenceState = between;
  for (let at = from; at < piece.length; at++) {
    const byte = piece[at] ?? 0;
    if (state === between && isVisible(byte)) return at;
    state = after(state, byte);
    if (state === between && byte >= 0x80) return at;
  }
  return piece.length;
}
