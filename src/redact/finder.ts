import { Gaps } from './gaps.js';
import { createNeedles } from './needles.js';
import { PlainSearch } from './plain-search.js';
import { visibleOf } from './sequences.js';
import type { Stretch } from './stretches.js';
import { VisibleSearch } from './visible-search.js';
import { wordsOf } from './words.js';

/** Looks for texts in one stream of bytes after the other. */
export interface Finder {
  /** A new stream. */
  stream(): FinderStream;
  /** Bytes in the longest text. */
  readonly longestBytes: number;
}

export interface FinderStream {
  /** Where a text stands that ends in the next piece, however the stream is cut; positions count from its beginning. */
  push(piece: Uint8Array): readonly Readonly<Stretch>[];
  /** Where what may become a text begins; the end of the last piece when nothing has begun. */
  readonly pendingFrom: number;
}

export interface FinderOptions {
  /**
   * Find a text too that has colours, control characters and line ends between its characters. What is looked for and what
   * is looked at are then without them.
   */
  readonly isVisible: boolean;
}

/** As few bytes are the least that can be looked for. */
const shortestBytes = 4;

/** Finds texts and bytes, 4 or more of them; what is shorter or begins with a byte 0 is not looked for. */
export function createFinder(texts: Iterable<string | Uint8Array>, { isVisible }: FinderOptions): Finder {
  const bytes = [...texts].map(bytesOf).map((each) => (isVisible ? visibleOf(each) : each));
  const needles = createNeedles(bytes.filter((each) => each.length >= shortestBytes && each[0] !== 0));
  const gaps = new Gaps();
  return {
    longestBytes: needles.longest,
    stream() {
      const search = isVisible ? new VisibleSearch(needles, {}, gaps) : new PlainSearch(needles);
      let start = 0;
      let pendingFrom = 0;
      return {
        get pendingFrom() {
          return pendingFrom;
        },
        push(piece) {
          const begin = needles.isEmpty ? undefined : search.push(piece, wordsOf(piece), start);
          start += piece.length;
          pendingFrom = begin ?? start;
          return search.stretches.splice(0);
        },
      };
    },
  };
}

/** A text as it is encoded in UTF-8. */
export const bytesOf = (text: string | Uint8Array): Buffer =>
  typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
