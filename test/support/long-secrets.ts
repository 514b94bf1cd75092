import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Bytes as of a file that is no text: of any value, the same each time. */
export function randomBytesOf(length: number, seed = 'seed'): Buffer {
  const pieces = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash('sha256').update(`${seed} ${at}`).digest(),
  );
  return Buffer.concat(pieces).subarray(0, length);
}

/** As `base64` writes it. */
export const wrapped = (text: string, columns: number): string =>
  (text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []).join('\n');

/** A key in the two armours that programs give it, and as the bytes of each. */
export function newKey(): {
  readonly pkcs8: string;
  readonly pkcs8Bytes: Buffer;
  readonly pkcs1: string;
  readonly pkcs1Bytes: Buffer;
  readonly publicKey: KeyObject;
} {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pkcs8Bytes: privateKey.export({ type: 'pkcs8', format: 'der' }),
    pkcs1: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    pkcs1Bytes: privateKey.export({ type: 'pkcs1', format: 'der' }),
    publicKey,
  };
}

/** The two files that ssh-keygen makes. */
export async function openSshKey(
  passphrase: string,
): Promise<{ readonly secret: string; readonly shared: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-test-'));
  try {
    const file = join(directory, 'key');
    const args = ['-q', '-t', 'rsa', '-b', '3072', '-N', passphrase, '-f', file];
    await promisify(execFile)('ssh-keygen', args);
    return { secret: await readFile(file, 'utf8'), shared: await readFile(`${file}.pub`, 'utf8') };
  } finally {
    await rm(directory, { recursive: true });
  }
}
