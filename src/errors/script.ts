import { define } from './entry.js';

/** A place in a script file: 1-based line and column. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One finding of `check`: where, what is wrong, the offending line, and the line as it should be. */
export interface Diagnostic {
  readonly place: Place;
  readonly message: string;
  /** The source line as it stands. */
  readonly source: string;
  /** The line as it should be, when one can be given. */
  readonly suggestion?: string;
}

export const scriptErrors = {
  SCRIPT_MISSING: define<{ file: string; reason: string }>({
    exitCode: 2,
    meaning: 'The session script cannot be read.',
    message: ({ file, reason }) => `Cannot read the session script ${file}: ${reason}.`,
    hint: () => 'Give the path of a session script, for example sessions/private-ca.yaml.',
  }),
  SCRIPT_INVALID: define<{ file: string; diagnostics: readonly Diagnostic[] }>({
    exitCode: 2,
    meaning: 'The session script has errors; nothing was started.',
    message: ({ file, diagnostics }) =>
      `The session script ${file} has ${diagnostics.length} error${diagnostics.length === 1 ? '' : 's'}.`,
    hint: () => 'Mend the lines shown and run `unattend check` on the script.',
  }),
  PARAM_INVALID: define<{ name: string; value?: string; expected: string }>({
    exitCode: 2,
    meaning: 'A parameter is missing, unknown, or has a value the script does not accept.',
    message: ({ name, value, expected }) =>
      value === undefined
        ? `The parameter "${name}" ${expected}.`
        : `The parameter "${name}" cannot be "${value}": it ${expected}.`,
    hint: ({ name }) =>
      `Give it as a word, ${name}=VALUE, or see \`unattend show SCRIPT\` for the parameters.`,
  }),
  SECRET_MISSING: define<{ name: string; source: string; reason: string }>({
    exitCode: 2,
    meaning: 'A secret has no value: its source is missing, empty or unreadable.',
    message: ({ name, source, reason }) => `The secret "${name}" (${source}) ${reason}.`,
    hint: ({ name }) => `Set its source, or name another: --secret ${name}=env:VAR, file:PATH or prompt.`,
  }),
  SECRET_BINARY: define<{ name: string }>({
    exitCode: 2,
    meaning:
      'A secret whose bytes are no text was to be a variable, an answer or an address; it was not used there.',
    message: ({ name }) => `The secret "${name}" is no text, and can only be a file of \`credentials\`.`,
    hint: () => 'A variable, an answer or an address takes text in UTF-8 without NUL bytes.',
  }),
  USAGE: define<{ problem: string; help: string }>({
    exitCode: 2,
    meaning: 'The command line is wrong.',
    message: ({ problem }) => problem,
    hint: ({ help }) => help,
  }),
};
