import type { Needles } from './needles.js';
import { PlainSearch } from './plain-search.js';
import { forget, type Stretch, union } from './stretches.js';
import { VisibleSearch } from './visible-search.js';
import { wordsOf } from './words.js';

/** What stands where a secret was. */
export const redactedText = '[redacted]';

/**
 * A secret that a line end cuts after so many characters or fewer is masked from the next line on: else the last character of
 * nearly every line would be held back with its line end, for some form of some secret begins with it.
 */
const charactersBeforeLineEnd = 2;

/**
 * A filter over one stream: what comes out of all pushes and `end` is what `text` makes of the whole.
 * The beginning of a secret at the end of a piece is held back until a later piece decides, however long that takes: a prompt
 * that ends like a secret begins shows its last characters when the program writes again or ends. Held back are fewer
 * characters than the longest form of a secret has, and at most 1024 bytes of control sequences and line ends behind each.
 */
export interface RedactingStream {
  /** What may be shown of this piece and what was held back before it; it may share the memory of the piece. */
  push(piece: Uint8Array): Uint8Array;
  /** What was held back at the end of the stream; the filter is then as new. */
  end(): Uint8Array;
  /** So many of the last bytes are held back. */
  readonly heldBytes: number;
}

/** Looks in the bytes as they are and in what is visible of them: a secret may stand in a title, or be coloured in the middle. */
export function createStream(current: () => Needles): RedactingStream {
  const mask = Buffer.from(redactedText);
  let needles = current();
  let held = Buffer.alloc(0);
  /** The position of the first byte held. */
  let start = 0;
  let plain = new PlainSearch(needles);
  let visible = new VisibleSearch(needles, { charactersBeforeLineEnd });

  /** Looks at the bytes from a position to the end of the stream so far; returns where what may be a secret begins. */
  function look(bytes: Uint8Array, from: number): number {
    const words = wordsOf(bytes);
    plain.push(bytes, words, from);
    const begin = visible.push(bytes, words, from);
    return Math.min(begin, from + bytes.length - plain.pendingBytes);
  }

  /** Lets out everything before a position; no secret found from now on can begin before it. */
  function letOut(bytes: Buffer, end: number): Buffer {
    const out: Buffer[] = [];
    let from = start;
    for (const stretch of union(plain.stretches, visible.stretches)) {
      if (stretch.from >= end) break;
      // The mask of one that begins before `start` has gone out already.
      if (stretch.from >= start) out.push(bytes.subarray(from - start, stretch.from - start), mask);
      from = Math.min(stretch.to, end);
    }
    const rest = bytes.subarray(from - start, end - start);
    held = Buffer.from(bytes.subarray(end - start));
    start = end;
    forget(plain.stretches, end);
    forget(visible.stretches, end);
    return out.length === 0 ? rest : Buffer.concat([...out, rest]);
  }

  /** Secrets were added: what is held is looked at again; what is masked stays masked. */
  function lookAgain(): void {
    needles = current();
    searchAnew(({ from }) => from < start);
    look(held, start);
  }

  /** Begins at a place where nothing is known of what came before but the stretches that are kept. */
  function searchAnew(isKept: (stretch: Stretch) => boolean): void {
    plain = new PlainSearch(needles, plain.stretches.filter(isKept));
    const stretches = visible.stretches.filter(isKept);
    visible = new VisibleSearch(needles, { stretches, charactersBeforeLineEnd });
  }

  return {
    push(piece) {
      if (needles !== current()) lookAgain();
      if (needles.isEmpty) return piece;
      const end = look(piece, start + held.length);
      const bytes = held.length > 0 ? Buffer.concat([held, piece]) : asBuffer(piece);
      return letOut(bytes, end);
    },
    end() {
      if (needles !== current()) lookAgain();
      const rest = letOut(held, start + held.length);
      searchAnew(() => false);
      return rest;
    },
    get heldBytes() {
      return held.length;
    },
  };
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
