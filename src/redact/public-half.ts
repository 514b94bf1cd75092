import { createPrivateKey, createPublicKey } from 'node:crypto';

/**
 * What of a key is in its public key too, as that has it (SPKI in DER, or as OpenSSH writes it): the modulus of an RSA key, the
 * point of one on an elliptic curve. Undefined where nothing is, as in a key that is encrypted whole, and for what is no key.
 */
export function publicHalfOf(key: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  return openSshHalf(bytes) ?? derHalf(bytes);
}

const openSshBegin = Buffer.from('openssh-key-v1\0');

/** It is in the clear also with a passphrase (PROTOCOL.key): behind three strings and a number; all lengths are 4 bytes. */
function openSshHalf(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, openSshBegin.length).equals(openSshBegin)) return undefined;
  const behind = (at: number): number => at + 4 + (at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0);
  const at = behind(behind(behind(openSshBegin.length))) + 4;
  return bytes.subarray(at + 4, behind(at));
}

/** With which every key in DER begins: `SEQUENCE`. */
const sequence = 0x30;

function derHalf(key: Buffer): Buffer | undefined {
  if (key[0] !== sequence) return undefined;
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      const publicKey = createPublicKey(createPrivateKey({ key, format: 'der', type }));
      return publicKey.export({ type: 'spki', format: 'der' });
    } catch {
      // Of this kind it is not.
    }
  }
  return undefined;
}
