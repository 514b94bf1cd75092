/** Something in the armour of PEM (RFC 7468). */
interface Armoured {
  /** With its first and last line. */
  readonly text: string;
  /** What the armour holds. */
  readonly bytes: Buffer;
  /** Whether it is for everybody: a certificate, a public key. */
  readonly isPublic: boolean;
}

const openSshBegin = Buffer.from('openssh-key-v1\0');

/** The public half in a key as OpenSSH has it (its PROTOCOL.key): behind three strings and a number; all lengths are 4 bytes. */
function openSshPublicHalf(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, openSshBegin.length).equals(openSshBegin)) return undefined;
  const behind = (at: number): number => at + 4 + (at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0);
  const at = behind(behind(behind(openSshBegin.length))) + 4;
  return bytes.subarray(at + 4, behind(at));
}

/** Whether a line of a text that is secret is for everybody: of a certificate or a public key, also of the one in a private key. */
export function publicLinesIn(text: string): (line: string) => boolean {
  const armoured = armouredIn(text);
  const lines = new Set(armoured.flatMap((each) => (each.isPublic ? each.text.split(/\r?\n/) : [])));
  const halves = armoured.flatMap(({ bytes }) => openSshPublicHalf(bytes)?.toString('base64') ?? []);
  return (line) => lines.has(line) || halves.some((half) => half.includes(line));
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
