/**
 * What is visible of a stream of bytes, however it is cut: everything but control characters (a tab is visible) and control
 * sequences (ECMA-48, 5.4 and 5.6: `ESC [ … m`, titles, hyperlinks). Run on together, for that is how a secret is shown that
 * is coloured or wrapped in the middle. Positions count from the beginning of the stream.
 */
export class VisibleText {
  /** The visible bytes of the last piece; valid until the next. */
  bytes: Uint8Array = new Uint8Array(0);
  /** How many they are. */
  length = 0;
  /** The position of the first of them in the visible text. */
  start: number;
  /** The position in the stream behind the last byte that was taken in. */
  #taken: number;
  #state = ground;
  /** How many bytes were left out since the last visible one. */
  #gapBytes = 0;
  #hasLineEnd = false;
  readonly #gaps: Gap[];

  /** Begins at a position of the stream, with nothing left out before. */
  constructor(start = 0) {
    this.start = start;
    this.#taken = start;
    this.#gaps = [{ at: start, leftOut: 0, hasLineEnd: false }];
  }

  push(piece: Uint8Array): void {
    this.start += this.length;
    if (this.bytes.length < piece.length) this.bytes = new Uint8Array(piece.length);
    const { bytes } = this;
    const { length } = piece;
    let state = this.#state;
    let out = 0;
    for (let at = 0; at < length; at++) {
      const byte = piece[at] ?? 0;
      if (state === ground && (byte >= 0x20 || byte === tab)) {
        if (this.#gapBytes > 0) this.#closeGap(this.start + out, this.#taken + at);
        bytes[out++] = byte;
        continue;
      }
      state = after(state, byte);
      if (state === ground && byte >= 0x80) {
        at--; // no part of a sequence: visible
      } else if (this.#gapBytes === longestGapBytes) {
        this.#closeGap(this.start + out, this.#taken + at);
        bytes[out++] = 0;
        state = ground;
      } else {
        this.#gapBytes++;
        this.#hasLineEnd ||= byte === 0x0a || byte === 0x0d;
      }
    }
    this.#state = state;
    this.#taken += length;
    this.length = out;
  }

  #closeGap(at: number, position: number): void {
    this.#gaps.push({ at, leftOut: position - at, hasLineEnd: this.#hasLineEnd });
    this.#gapBytes = 0;
    this.#hasLineEnd = false;
  }

  /** Where the visible byte at a position stands in the stream. */
  positionOf(at: number): number {
    return at + (this.#gaps[this.#gapBefore(at)]?.leftOut ?? 0);
  }

  /**
   * Where a stretch begins in the stream whose visible text begins at a position: there, or behind the last line end among
   * its first characters.
   */
  beginOf(at: number): number {
    const end = this.start + this.length;
    const furthest = at + charactersBeforeLineEnd;
    if (this.#hasLineEnd && end <= furthest) return this.#taken;
    for (let index = this.#gapBefore(Math.min(furthest, end)); index >= 0; index--) {
      const gap = this.#gaps[index];
      if (gap === undefined || gap.at <= at) break;
      if (gap.hasLineEnd) return gap.at + gap.leftOut;
    }
    return at < end ? this.positionOf(at) : this.#taken;
  }

  /** Positions before this one are not asked for any more. */
  forget(before: number): void {
    const index = this.#gapBefore(before);
    if (index > 0) this.#gaps.splice(0, index);
  }

  /** The index of the last gap that stands before or at a position. */
  #gapBefore(at: number): number {
    let [low, high] = [0, this.#gaps.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#gaps[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Bytes that were left out before the visible byte at a position. */
interface Gap {
  readonly at: number;
  /** How many bytes were left out of the stream up to here. */
  readonly leftOut: number;
  readonly hasLineEnd: boolean;
}

/**
 * So many bytes without a visible one between them are looked through. In a longer run every further one stands as a byte 0,
 * which no secret has; what is left of a sequence that is longer is visible.
 */
export const longestGapBytes = 1024;

/**
 * A secret that a line end cuts after so many characters or fewer is masked from the next line on: else the last character of
 * nearly every line would be held back with its line end, for some encoding of some secret begins with it.
 */
export const charactersBeforeLineEnd = 2;

const tab = 0x09;
const escape = 0x1b;
const [ground, escaped, control, text] = [0, 1, 2, 3];

/** The state of the parser after a byte that is in a sequence or begins one. */
function after(state: number, byte: number): number {
  if (byte === escape) return escaped;
  if (byte === 0x18 || byte === 0x1a) return ground; // CAN, SUB
  if (state === text) return byte === 0x07 ? ground : text;
  if (byte < 0x20) return state; // a control character in a sequence is carried out at once
  if (byte >= 0x80) return ground;
  if (state === control) return byte >= 0x40 && byte <= 0x7e ? ground : control;
  if (byte < 0x30) return escaped; // an intermediate byte
  if (byte === 0x5b) return control;
  return stringBegins.has(byte) ? text : ground;
}

/** `ESC` and one of these: DCS, SOS, OSC, PM, APC; the text ends with BEL or `ESC \`. */
const stringBegins = new Set(Buffer.from('PX]^_'));
