/** Finds the stretches of a program's output that are nothing but lines of ASCII text, with or without colours. */
export interface PlainLines {
  /**
   * Takes bytes from `at` on while they are plain: printable ASCII, colours (dropped), CR LF (taken as a line feed).
   * `isAtLineStart` says that the line being written is empty: a bare line feed is the same as CR LF there.
   */
  take(
    bytes: Uint8Array,
    at: number,
    isAtLineStart: boolean,
  ): { readonly text: string; readonly next: number };
}

const LF = 0x0a;
const CR = 0x0d;
const ESC = 0x1b;

/** Behind a colour (`ESC [ digits ; m`) that begins at `at`, or `at` when it is something else or cut off. */
function afterColour(bytes: Uint8Array, at: number): number {
  if (bytes[at + 1] !== 0x5b) return at;
  for (let next = at + 2; next < bytes.length; next++) {
    const byte = bytes[next] ?? 0;
    if (byte === 0x6d) return next + 1;
    if (byte < 0x30 || byte > 0x3b) return at;
  }
  return at;
}

/** One pass over the bytes: output comes by the gigabyte, and the parser looks at pieces of it some 20 characters long. */
export function createPlainLines(): PlainLines {
  let plain = Buffer.alloc(0);

  return {
    take(bytes, from, isAtLineStart) {
      const { length } = bytes;
      if (plain.length < length) plain = Buffer.allocUnsafe(length);
      let size = 0;
      let at = from;
      while (at < length) {
        // Nothing but this in the innermost loop, whose index is in range: a quarter faster than all cases in one.
        let byte = bytes[at] as number;
        while (byte >= 0x20 && byte < 0x7f) {
          plain[size++] = byte;
          if (++at === length) break;
          byte = bytes[at] as number;
        }
        if (at === length) break;
        const isLineEmpty = size === 0 ? isAtLineStart : plain[size - 1] === LF;
        if (byte === ESC) {
          const next = afterColour(bytes, at);
          if (next === at) break;
          at = next;
        } else if ((byte === CR && bytes[at + 1] === LF) || (byte === LF && isLineEmpty)) {
          plain[size++] = LF;
          at += byte === CR ? 2 : 1;
        } else break;
      }
      return { text: plain.toString('latin1', 0, size), next: at };
    },
  };
}
