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

/** Finds texts of 4 bytes or more; shorter ones, and those with a byte 0, are not looked for. */
export function createFinder(texts: Iterable<string>, { isVisible }: FinderOptions): Finder {
  const bytes = [...texts].map((text) => (isVisible ? visibleOf(Buffer.from(text)) : Buffer.from(text)));
  const needles = createNeedles(bytes.filter((each) => each.length >= shortestBytes && !each.includes(0)));
  const gaps = new Gaps();
  return {
    longestBytes: needles.longest,
    stream() {
      const search = isVisible ? new VisibleSearch(needles, [], gaps) : new PlainSearch(needles);
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
