/**
 * Where a needle may begin, by blocks of the text at places that are a multiple of 4: of a needle of 7 bytes or more one such
 * block of 4 bytes lies in its first 7 wherever it begins, of a shorter one a block of 2 lies in its first 3. Every block is
 * looked up on its own, so the processor works at several at once; a skip that depends on the last one, as Wu and Manber's,
 * was half as fast (docs/decisions.md).
 */
export interface BlockFilter {
  /** By `hashOf`; 1 for the blocks of 4 bytes of the needles of 7 bytes or more. */
  readonly long: Uint8Array;
  /** By two bytes as a number, for the shorter needles; undefined when there are none. */
  readonly short: Uint8Array | undefined;
}

const wordBytes = 4;
const longBytes = 7;

export function createBlockFilter(needles: readonly Uint8Array[]): BlockFilter {
  const long = new Uint8Array(1 << 15);
  const shorts = needles.filter(({ length }) => length < longBytes);
  for (const needle of needles)
    for (let at = 0; needle.length >= longBytes && at <= longBytes - wordBytes; at++)
      long[hashOf(new Int32Array(Uint8Array.from(needle.subarray(at, at + wordBytes)).buffer)[0] ?? 0)] = 1;
  if (shorts.length === 0) return { long, short: undefined };
  const short = new Uint8Array(1 << 16);
  for (const needle of shorts)
    for (const at of [0, 1])
      short[new Uint16Array(Uint8Array.from(needle.subarray(at, at + 2)).buffer)[0] ?? 0] = 1;
  return { long, short };
}

const hashOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> 17;

/** The index of the first word from `from` on with a block of a needle in it, or their number. */
export function nextBlock({ long, short }: BlockFilter, words: Int32Array, from: number): number {
  const { length } = words;
  let at = from;
  if (short === undefined) {
    while (at < length && long[Math.imul(words[at] as number, 0x9e3779b1) >>> 17] === 0) at++;
    return at;
  }
  for (; at < length; at++) {
    const word = words[at] as number;
    // One branch for the three: most words have none.
    const hits =
      (long[Math.imul(word, 0x9e3779b1) >>> 17] as number) |
      (short[word & 0xffff] as number) |
      (short[word >>> 16] as number);
    if (hits !== 0) break;
  }
  return at;
}
