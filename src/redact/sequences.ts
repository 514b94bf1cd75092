/** Where a reader of control sequences is (ECMA-48, 5.4 and 5.6): between them, behind `ESC`, in `ESC [ …`, in `ESC ] …`. */
export type SequenceState = 0 | 1 | 2 | 3;

export const between: SequenceState = 0;
const escaped: SequenceState = 1;
const control: SequenceState = 2;
const string: SequenceState = 3;

const tab = 0x09;
const escape = 0x1b;

/** Whether a byte between sequences is visible: everything but control characters, and a tab. */
export const isVisible = (byte: number): boolean => byte >= 0x20 || byte === tab;

/**
 * The state after a byte that is in a sequence or is not visible. A byte of 0x80 or more after which it is `between` is no
 * part of the sequence, which it breaks off.
 */
export function after(state: SequenceState, byte: number): SequenceState {
  if (byte === escape) return escaped;
  if (byte === 0x18 || byte === 0x1a) return between; // CAN, SUB
  if (state === string) return byte === 0x07 ? between : string;
  if (byte < 0x20) return state; // a control character in a sequence is carried out at once
  if (byte >= 0x80) return between;
  if (state === control) return byte >= 0x40 && byte <= 0x7e ? between : control;
  if (byte < 0x30) return escaped; // an intermediate byte
  if (byte === 0x5b) return control;
  return stringBegins.has(byte) ? string : between;
}

/** `ESC` and one of these: DCS, SOS, OSC, PM, APC; the text ends with BEL or `ESC \`. */
const stringBegins = new Set(Buffer.from('PX]^_'));

/**
 * So many bytes without a visible one between them are looked through. In a longer run every further one counts as a visible
 * byte 0, which no secret has, and what is left of a sequence counts as text.
 */
export const longestGapBytes = 1024;

/** The bytes that are visible. */
export function visibleOf(bytes: Uint8Array): Uint8Array {
  let state: SequenceState = between;
  return bytes.filter((byte) => {
    if (state === between && isVisible(byte)) return true;
    state = after(state, byte);
    return state === between && byte >= 0x80;
  });
}

/** Where the next visible byte is behind a gap that begins at a place, or the end of the piece. */
export function gapEnd(piece: Uint8Array, from: number): number {
  const { length } = piece;
  let at = from;
  for (; at < length; at++) {
    const byte = piece[at] as number;
    if (isVisible(byte)) return at;
    if (byte !== escape) continue;
    if (piece[at + 1] !== 0x5b) break;
    // What nearly all are: `ESC [`, parameters, a letter.
    let last = at + 2;
    while (last < length && isParameter(piece[last] as number)) last++;
    if (last >= length || !isFinal(piece[last] as number)) break;
    at = last;
  }
  return slowGapEnd(piece, at);
}

const isParameter = (byte: number): boolean => byte >= 0x20 && byte < 0x40;
const isFinal = (byte: number): boolean => byte >= 0x40 && byte <= 0x7e;

function slowGapEnd(piece: Uint8Array, from: number): number {
  let state: SequenceState = between;
  for (let at = from; at < piece.length; at++) {
    const byte = piece[at] ?? 0;
    if (state === between && isVisible(byte)) return at;
    state = after(state, byte);
    if (state === between && byte >= 0x80) return at;
  }
  return piece.length;
}
