import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TlsMaterial } from './endpoint.js';

/** Reads `ca.pem`, `cert.pem` and `key.pem` of a folder; a file that is not there is left out. */
export async function readTlsFolder(folder: string): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => read(folder, name)),
  );
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

async function read(folder: string, name: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(folder, name));
  } catch {
    return undefined;
  }
}
