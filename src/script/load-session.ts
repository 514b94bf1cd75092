import { readFile as readFromDisk } from 'node:fs/promises';
import { UnattendError } from '../errors.js';
import type { Session } from './model.js';

export interface LoadOptions {
  /** How the file is read; the default reads UTF-8 from the disk. */
  readonly readFile?: (file: string) => Promise<string>;
}

/** Reads and checks a whole session script. Throws SCRIPT_MISSING, or SCRIPT_INVALID with every finding. */
export async function loadSession(file: string, options: LoadOptions = {}): Promise<Session> {
  const text = await readText(file, options.readFile ?? readUtf8);
  // Schema and YAML are a quarter of a second of loading: who only spawns programs does not wait for them.
  const { parseSession } = await import('./parse-session.js');
  return parseSession(file, text);
}

async function readText(file: string, read: (file: string) => Promise<string>): Promise<string> {
  try {
    return await read(file);
  } catch (error) {
    const reason = reasonOf(error);
    throw new UnattendError('SCRIPT_MISSING', { file, reason }, { cause: error });
  }
}

async function readUtf8(file: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFromDisk(file));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return reasons[code ?? ''] ?? message ?? String(error);
}
