/** The bytes of a piece four at a time, as far as they lie at multiples of 4 in memory. */
export interface Words {
  readonly words: Int32Array;
  /** Where the first of them begins in the piece. */
  readonly offset: number;
}

export function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Words {
  const offset = -byteOffset & 3;
  const count = Math.max(0, (byteLength - offset) >> 2);
  return { words: count === 0 ? none : new Int32Array(buffer, byteOffset + offset, count), offset };
}

const none = new Int32Array(0);
