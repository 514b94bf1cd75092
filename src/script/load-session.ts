import { UnattendError } from '../errors.js';
import type { Session } from './model.js';
import { readUtf8 } from './read-utf8.js';
import { whyUnreadable } from './unreadable.js';

export interface LoadOptions {
  /** How the script and the files it uses are read; the default reads UTF-8 from the disk. */
  readonly readFile?: (file: string) => Promise<string>;
}

/** Reads and checks a whole session script. Throws SCRIPT_MISSING, or SCRIPT_INVALID with every finding. */
export async function loadSession(file: string, options: LoadOptions = {}): Promise<Session> {
  const { readFile = readUtf8 } = options;
  const text = await readText(file, readFile);
  // Schema and YAML are a quarter of a second of loading: who only spawns programs does not wait for them.
  const { parseSessionReading } = await import('./parse-session.js');
  return parseSessionReading(file, text, readFile);
}

async function readText(file: string, read: (file: string) => Promise<string>): Promise<string> {
  try {
    return await read(file);
  } catch (error) {
    throw new UnattendError('SCRIPT_MISSING', { file, reason: whyUnreadable(error) }, { cause: error });
  }
}
