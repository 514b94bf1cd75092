import type { Needles } from './needles.js';
import { cover, type Stretch } from './stretches.js';

/** Where and how needles with gaps are found. */
export interface VisibleOptions {
  readonly stretches?: Stretch[];
  /** A needle that a line end cuts after so many characters or fewer is found from the next line on; default 0. */
  readonly charactersBeforeLineEnd?: number;
}

/** Reads the visible bytes of a stream one by one while a needle may have begun, and knows where in the stream they stand. */
export class VisibleRun {
  readonly stretches: Stretch[];
  readonly #needles: Needles;
  #state = 0;
  /** How many bytes were hidden since the last visible one. */
  gapBytes = 0;
  #hasLineEnd = false;
  /** Where the last bytes stand, as many as a needle may have at least; a negative number (-1 - position) is behind a line end. */
  readonly #places: number[] = [];
  readonly #charactersBeforeLineEnd: number;

  constructor(needles: Needles, { stretches = [], charactersBeforeLineEnd = 0 }: VisibleOptions) {
    this.#needles = needles;
    this.stretches = stretches;
    this.#charactersBeforeLineEnd = charactersBeforeLineEnd;
  }

  /** Whether a needle may have begun, or a gap has. */
  get isOpen(): boolean {
    return this.#state !== 0 || this.gapBytes > 0;
  }

  hidden(byte: number): void {
    this.gapBytes++;
    this.#hasLineEnd ||= byte === 0x0a || byte === 0x0d;
  }

  visible(byte: number, position: number): void {
    const { automaton, longest } = this.#needles;
    this.#places.push(this.#hasLineEnd ? -1 - position : position);
    this.gapBytes = 0;
    this.#hasLineEnd = false;
    this.#state = automaton.next(this.#state, byte);
    const found = automaton.matched[this.#state] ?? 0;
    if (found > 0) cover(this.stretches, this.#beginOf(found), position + 1);
    if (this.#state === 0) this.#places.length = 0;
    else if (this.#places.length > 2 * longest) this.#places.splice(0, this.#places.length - longest);
  }

  /** Where the last bytes that are the beginning of a needle begin to be held back, at `end` when there are none. */
  beginOfPending(end: number): number {
    const count = this.#needles.automaton.pending[this.#state] ?? 0;
    if (count === 0 || (this.#hasLineEnd && count <= this.#charactersBeforeLineEnd)) return end;
    return this.#beginOf(count);
  }

  /** Where the last so many bytes begin: with the first, or behind the last line end that comes soon after it. */
  #beginOf(count: number): number {
    const first = this.#places.length - count;
    for (let at = first + this.#charactersBeforeLineEnd; at > first; at--) {
      const place = this.#places[at] ?? 0;
      if (place < 0) return -1 - place;
    }
    const place = this.#places[first] ?? 0;
    return place < 0 ? -1 - place : place;
  }
}
