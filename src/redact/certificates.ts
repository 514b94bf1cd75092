import { X509Certificate } from 'node:crypto';

interface Place {
  readonly from: number;
  readonly to: number;
}

/** `SEQUENCE` with a length of two bytes, as every certificate begins (X.690, 8.1.3). */
const begin = Buffer.of(0x30, 0x82);

/** Where certificates (X.509, DER) stand in a file, as in a keystore. */
export function certificatesIn(content: Uint8Array): readonly Place[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found: Place[] = [];
  for (let from = bytes.indexOf(begin); from >= 0 && from + 4 <= bytes.length;) {
    const to = from + 4 + bytes.readUInt16BE(from + 2);
    const isOne = to <= bytes.length && isCertificate(bytes.subarray(from, to));
    if (isOne) found.push({ from, to });
    from = bytes.indexOf(begin, isOne ? to : from + 1);
  }
  return found;
}

function isCertificate(der: Buffer): boolean {
  try {
    return new X509Certificate(der).raw.length === der.length;
  } catch {
    return false;
  }
}
