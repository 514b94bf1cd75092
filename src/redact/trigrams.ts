/** Tells of three bytes whether they may stand side by side in a needle; false is certain. One bit a hash. */
export type Trigrams = Uint8Array;

const hashBits = 18;

export function createTrigrams(needles: readonly Uint8Array[]): Trigrams {
  const table = new Uint8Array(1 << (hashBits - 3));
  for (const needle of needles)
    for (let at = 2; at < needle.length; at++) {
      const hash = hashOf(needle[at - 2] ?? 0, needle[at - 1] ?? 0, needle[at] ?? 0);
      table[hash >> 3] = (table[hash >> 3] ?? 0) | (1 << (hash & 7));
    }
  return table;
}

export function hasTrigram(table: Trigrams, first: number, second: number, third: number): boolean {
  const hash = hashOf(first, second, third);
  return ((table[hash >> 3] as number) & (1 << (hash & 7))) !== 0;
}

const hashOf = (first: number, second: number, third: number): number =>
  ((first << 11) ^ (second << 6) ^ third) & ((1 << hashBits) - 1);
