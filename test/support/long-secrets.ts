import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/** One key as several programs write it, and all that has its public half, by what it is called. */
export interface KeyFamily {
  readonly secrets: Readonly<Record<'pkcs8' | 'pkcs1' | 'openSsh' | 'openSshLocked', string>>;
  readonly shared: Readonly<Record<string, string | Buffer>>;
  readonly publicKey: KeyObject;
}

/** Names of three lengths: the numbers of the key stand in certificates at each place that base64 tells apart. */
const subjects = ['/CN=a', '/CN=ab', '/CN=abc'];

/** An RSA key of so many bits, as Node, openssl and ssh-keygen write it. */
export async function newKeyFamily(modulusLength: number): Promise<KeyFamily> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const directory = await mkdtemp(join(tmpdir(), 'unattend-test-'));
  const run = async (program: string, ...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(program, args, { cwd: directory })).stdout;
  try {
    await writeFile(join(directory, 'key'), pkcs1, { mode: 0o600 });
    const shared: Record<string, string | Buffer> = {
      'its public key': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'its public key as PKCS#1': publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      'the bytes of its public key': publicKey.export({ type: 'spki', format: 'der' }),
      'its public key in hex': publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
      'a line of authorized_keys': await run('ssh-keygen', '-y', '-f', 'key'),
    };
    for (const subject of subjects) {
      const ask = ['req', '-new', '-key', 'key', '-subj', subject];
      shared[`a request for ${subject}`] = await run('openssl', ...ask);
      shared[`a certificate of ${subject}`] = await run('openssl', ...ask, '-x509');
    }
    const openSsh = async (passphrase: string): Promise<string> => {
      await run('ssh-keygen', '-q', '-p', '-P', '', '-N', passphrase, '-f', 'key');
      return readFile(join(directory, 'key'), 'utf8');
    };
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const secrets = { pkcs8, pkcs1, openSsh: await openSsh(''), openSshLocked: await openSsh('geheim') };
    return { secrets, shared, publicKey };
  } finally {
    await rm(directory, { recursive: true });
  }
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
