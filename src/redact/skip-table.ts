/**
 * How far a window over the text may move on when its last three bytes are known (Wu and Manber, "A fast algorithm for
 * multi-pattern searching", 1994): 0 when a needle may begin at the window.
 */
export interface SkipTable {
  /** Bytes in a window: the length of the shortest needle. */
  readonly windowBytes: number;
  /** By `blockHash`. */
  readonly skips: Uint8Array;
}

const blockBytes = 3;
const hashes = 1 << 15;
const furthest = 255;

/** Where the skip of three bytes stands in the table; blocks that share a place share the smaller skip. */
export function blockHash(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & (hashes - 1);
}

/** For needles of at least three bytes. */
export function createSkipTable(needles: readonly Uint8Array[]): SkipTable {
  const windowBytes = Math.min(...needles.map(({ length }) => length), furthest);
  const skips = new Uint8Array(hashes).fill(windowBytes - blockBytes + 1);
  for (const needle of needles) {
    for (let end = blockBytes; end <= windowBytes; end++) {
      const [first = 0, second = 0, third = 0] = needle.subarray(end - blockBytes, end);
      const hash = blockHash(first, second, third);
      skips[hash] = Math.min(skips[hash] ?? 0, windowBytes - end);
    }
  }
  return { windowBytes, skips };
}
