import { UnattendError } from '../errors.js';
import { buildSession } from './build/session.js';
import { checkSession } from './check/session.js';
import type { Session } from './model.js';
import { readYaml } from './yaml/read.js';
import { sortDiagnostics } from './yaml/report.js';

/** As `loadSession`, of text that is already there. Throws SCRIPT_INVALID with every finding. */
export function parseSession(file: string, text: string): Session {
  try {
    return parse(file, text);
  } catch (error) {
    // Only text nested thousands of levels deep exhausts the stack.
    if (error instanceof RangeError) throw tooDeep(file, text, error);
    throw error;
  }
}

function parse(file: string, text: string): Session {
  const { report, written, usable } = readYaml(file, text.replace(/^\uFEFF/, ''));
  const session =
    written && usable && buildSession(report, { value: usable.raw, node: usable.node }, written);
  if (session !== undefined) checkSession(report, session, written);
  if (session === undefined || report.diagnostics.length > 0) {
    throw new UnattendError('SCRIPT_INVALID', { file, diagnostics: sortDiagnostics(report.diagnostics) });
  }
  return session;
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
