import { publicHalfOf } from './public-half.js';

/** Something in the armour of PEM (RFC 7468). */
interface Armoured {
  /** With its first and last line. */
  readonly text: string;
  /** What the armour holds. */
  readonly bytes: Buffer;
  /** Whether it is for everybody: a certificate, a public key. */
  readonly isPublic: boolean;
}

/** Whether a line of a text that is secret is for everybody: of a certificate or a public key, also of the one in a private key. */
export function publicLinesIn(text: string): (line: string) => boolean {
  const lines = new Set(armouredIn(text).flatMap((each) => (each.isPublic ? each.text.split(/\r?\n/) : [])));
  const isOfPublicKey = publicPartsIn(text);
  return (line) => lines.has(line) || isOfPublicKey(line);
}

/** Fewer characters may be in a public key by chance. */
const shortestPart = 8;

/**
 * Whether a part of a text that is secret, base64 of a key in it, stands so in the key's public key: the two have numbers in
 * common, and the public key is in certificates, in requests for them and in `authorized_keys`.
 */
export function publicPartsIn(text: string): (part: string) => boolean {
  const halves = keysIn(text).flatMap((key) => publicHalfOf(key) ?? []);
  // It depends on what stands before them how three bytes are parted into four characters.
  const spellings = halves.flatMap((half) =>
    [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), half]).toString('base64')),
  );
  if (spellings.length === 0) return () => false;
  return (part) => {
    const bare = part.replaceAll(/\\n|\s/g, '');
    return bare.length >= shortestPart && spellings.some((each) => each.includes(bare));
  };
}

const publicLabel = /(?:CERTIFICATE(?: REQUEST)?|PUBLIC KEY(?: BLOCK)?|PARAMETERS|CRL)$/;
/** Above the base64 of an old key: how it is encrypted (RFC 1421). */
const header = /^[\w-]+:.*(?:\r?\n[ \t].*)*\r?\n/gm;

/** What stands in armour in a text: keys, certificates. */
function armouredIn(text: string): readonly Armoured[] {
  return [...text.matchAll(/-----BEGIN ([A-Z\d ]+)-----\r?\n([^-]*(?:-[^-]+)*?)-----END \1-----/g)].map(
    ([whole, label = '', body = '']) => ({
      text: whole,
      bytes: Buffer.from(body.replaceAll(header, ''), 'base64'),
      isPublic: publicLabel.test(label),
    }),
  );
}

/** Fewer bytes are no key. */
const shortestKey = 32;

/**
 * The bytes of keys in a text: programs write them without the armour, and in another one. In a variable of the environment
 * line ends are often written as `\n`.
 */
export const keysIn = (text: string): readonly Uint8Array[] =>
  armouredIn(text.replaceAll(String.raw`\n`, '\n')).flatMap(({ isPublic, bytes }) =>
    isPublic || bytes.length < shortestKey ? [] : [bytes],
  );
