import { readFile as readFromDisk } from 'node:fs/promises';
import { UnattendError } from '../errors.js';
import { buildSession } from './build/session.js';
import { checkSession } from './check/session.js';
import type { Session } from './model.js';
import { readYaml } from './yaml/read.js';
import { sortDiagnostics } from './yaml/report.js';

export interface LoadOptions {
  /** How the file is read; the default reads UTF-8 from the disk. */
  readonly readFile?: (file: string) => Promise<string>;
}

/** Reads and checks a whole session script. Throws SCRIPT_MISSING, or SCRIPT_INVALID with every finding. */
export async function loadSession(file: string, options: LoadOptions = {}): Promise<Session> {
  const text = await readText(file, options.readFile ?? readUtf8);
  try {
    return parseSession(file, text);
  } catch (error) {
    // Only text nested thousands of levels deep exhausts the stack.
    if (error instanceof RangeError) throw tooDeep(file, text, error);
    throw error;
  }
}

/** As `loadSession`, of text that is already there. */
export function parseSession(file: string, text: string): Session {
  const { report, written, usable } = readYaml(file, text.replace(/^\uFEFF/, ''));
  const session =
    written && usable && buildSession(report, { value: usable.raw, node: usable.node }, written);
  if (session !== undefined) checkSession(report, session, written);
  if (session === undefined || report.diagnostics.length > 0) {
    throw new UnattendError('SCRIPT_INVALID', { file, diagnostics: sortDiagnostics(report.diagnostics) });
  }
  return session;
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

function tooDeep(file: string, text: string, cause: RangeError): UnattendError {
  const [source = ''] = text.split(/\r?\n/, 1);
  const diagnostic = {
    place: { file, line: 1, column: 1 },
    message: 'the script is nested too deeply',
    source: source.slice(0, 200),
  };
  return new UnattendError('SCRIPT_INVALID', { file, diagnostics: [diagnostic] }, { cause });
}
