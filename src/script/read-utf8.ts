import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const decoded = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** The text of a file; throws where it is not UTF-8. */
export async function readUtf8(file: string): Promise<string> {
  return decoded(await readFile(file));
}

/** The same at once. */
export function readUtf8Now(file: string): string {
  return decoded(readFileSync(file));
}
