/** Tells of three bytes whether they may stand side by side in a needle; false is certain. */
export type Trigrams = Uint8Array;

const hashes = 1 << 16;

/** Where three bytes stand in the table. */
export function trigramHash(first: number, second: number, third: number): number {
  return ((first << 10) ^ (second << 5) ^ third) & (hashes - 1);
}

export function createTrigrams(needles: readonly Uint8Array[]): Trigrams {
  const table = new Uint8Array(hashes);
  for (const needle of needles)
    for (let at = 2; at < needle.length; at++)
      table[trigramHash(needle[at - 2] ?? 0, needle[at - 1] ?? 0, needle[at] ?? 0)] = 1;
  return table;
}
