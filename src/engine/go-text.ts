const REPLACEMENT = '\uFFFD';

/**
 * Text of a path as the engine's JSON has it. Go writes one U+FFFD for each byte that is no UTF-8 (encoding/json), Node's
 * decoder one for a cut sequence of several (WHATWG, "maximal subpart"): the two must read alike to be compared.
 */
export function goText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes(REPLACEMENT) ? byCharacter(bytes) : text;
}

function byCharacter(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(bytes, at);
    text += character ?? REPLACEMENT;
    at += character === undefined ? 1 : Buffer.byteLength(character);
  }
  return text;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The character of one to four bytes that begins there, if one does. */
function characterAt(bytes: Buffer, at: number): string | undefined {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  try {
    const text = strict.decode(bytes.subarray(at, at + length));
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
