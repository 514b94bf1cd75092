import { UnattendError } from '../errors.js';
import { buildSession } from './build/session.js';
import { checkSession } from './check/session.js';
import type { Session } from './model.js';
import { readUtf8Now } from './read-utf8.js';
import { sessionSchema } from './schema/session.js';
import { whyUnreadable } from './unreadable.js';
import { type FileText, type Parts, readParts } from './used-parts.js';
import { readYaml } from './yaml/read.js';
import { createFindings, nestedTooDeep, sortDiagnostics } from './yaml/report.js';

export interface ParseOptions {
  /** The text of a file that the script uses; the default reads UTF-8 from the disk. */
  readonly readFile?: (file: string) => string;
}

/** As `loadSession`, of text that is already there. Throws SCRIPT_INVALID with every finding. */
export function parseSession(
  file: string,
  text: string,
  { readFile = readUtf8Now }: ParseOptions = {},
): Session {
  const parsing = parse(file, text);
  let step = parsing.next();
  while (step.done !== true) {
    const { value } = step;
    step = parsing.next(attempt(() => ({ text: readFile(value) })));
  }
  return step.value;
}

/** The same where files are read bit by bit. */
export async function parseSessionReading(
  file: string,
  text: string,
  readFile: (file: string) => Promise<string>,
): Promise<Session> {
  const parsing = parse(file, text);
  let step = parsing.next();
  while (step.done !== true) {
    const read = await readFile(step.value).then(
      (found): FileText => ({ text: found }),
      (error: unknown): FileText => ({ reason: whyUnreadable(error) }),
    );
    step = parsing.next(read);
  }
  return step.value;
}

function attempt(read: () => FileText): FileText {
  try {
    return read();
  } catch (error) {
    return { reason: whyUnreadable(error) };
  }
}

/** Asks for the text of the files that the script uses, one after the other. */
function* parse(file: string, text: string): Generator<string, Session, FileText> {
  try {
    return yield* parseFiles(file, text);
  } catch (error) {
    // Only text nested thousands of levels deep exhausts the stack.
    if (error instanceof RangeError) throw tooDeep(file, text, error);
    throw error;
  }
}

function* parseFiles(file: string, text: string): Generator<string, Session, FileText> {
  const all = createFindings();
  const { report, written, usable } = readYaml(
    { schema: sessionSchema, name: 'script' },
    { file, text },
    all,
  );
  const parts: Parts = usable === undefined ? new Map() : yield* readParts(report, usable.node);
  const session =
    written && usable && buildSession({ report, parts }, { value: usable.raw, node: usable.node }, written);
  if (session !== undefined) {
    checkSession(report, session, [written, ...[...parts.values()].map((part) => part.written)]);
  }
  if (session === undefined || all.diagnostics.length > 0) {
    throw new UnattendError('SCRIPT_INVALID', { file, diagnostics: sortDiagnostics(all) });
  }
  return session;
}

function tooDeep(file: string, text: string, cause: RangeError): UnattendError {
  const diagnostic = nestedTooDeep({ file, text }, 'script');
  return new UnattendError('SCRIPT_INVALID', { file, diagnostics: [diagnostic] }, { cause });
}
