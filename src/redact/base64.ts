/**
 * Base64 of bytes as it stands when it is encoded alone (with its padding), and as part of what is encoded behind 0, 1 or 2
 * other bytes: only the characters that are the same whatever stands before and behind. Both alphabets.
 */
export function base64Forms(bytes: Buffer): readonly string[] {
  const alone = bytes.toString('base64');
  const spellings = [alone, ...[0, 1, 2].map((before) => settled(bytes, before))];
  return spellings.flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** A character is 6 bits: the first whole one behind the bytes before, to the last one that is whole. */
function settled(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}
