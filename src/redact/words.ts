import { endianness } from 'node:os';

/** The bytes of a piece four at a time, as far as they lie at multiples of 4 in memory; the first byte is the lowest. */
export interface Words {
  readonly words: Int32Array;
  /** Where the first of them begins in the piece. */
  readonly offset: number;
}

/** None on a machine that puts the highest byte first: there all is read byte by byte. */
export function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Words {
  const offset = -byteOffset & 3;
  const count = (byteLength - offset) >> 2;
  if (count <= 0 || endianness() === 'BE') return { words: none, offset: 0 };
  return { words: new Int32Array(buffer, byteOffset + offset, count), offset };
}

const none = new Int32Array(0);
