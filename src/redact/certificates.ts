import { X509Certificate } from 'node:crypto';

interface Place {
  readonly from: number;
  readonly to: number;
}

/** `SEQUENCE` with a length of two bytes, as every certificate begins (X.690, 8.1.3). */
const begin = Buffer.of(0x30, 0x82);

/** More places that look like the beginning of a certificate and are none are not tried: each takes some 10 us. */
const mostFailures = 1000;

/** Where certificates (X.509, DER) stand in a file, as in a keystore. */
export function certificatesIn(content: Uint8Array): readonly Place[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found: Place[] = [];
  let failures = 0;
  for (let from = bytes.indexOf(begin); from >= 0 && failures < mostFailures;) {
    const to = endAt(bytes, from);
    const isOne = to !== undefined && isCertificate(bytes.subarray(from, to));
    if (isOne) found.push({ from, to });
    else if (to !== undefined) failures++;
    from = bytes.indexOf(begin, isOne ? to : from + 1);
  }
  return found;
}

/**
 * Where a certificate ends that may begin there: first in it is a `SEQUENCE` of more than 127 bytes, behind which there is room
 * for the signature (RFC 5280, 4.1).
 */
function endAt(bytes: Buffer, from: number): number | undefined {
  const signed = from + 4;
  if (signed + 4 > bytes.length || bytes[signed] !== 0x30) return undefined;
  const to = signed + bytes.readUInt16BE(from + 2);
  const sizes = bytes[signed + 1];
  if (sizes !== 0x81 && sizes !== 0x82) return undefined;
  const signedEnd =
    sizes === 0x82 ? signed + 4 + bytes.readUInt16BE(signed + 2) : signed + 3 + bytes.readUInt8(signed + 2);
  return signedEnd < to && to <= bytes.length ? to : undefined;
}

function isCertificate(der: Buffer): boolean {
  try {
    return new X509Certificate(der).raw.length === der.length;
  } catch {
    return false;
  }
}
