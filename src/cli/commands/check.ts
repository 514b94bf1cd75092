import { isUnattendError } from '../../errors.js';
import type { Diagnostic } from '../../errors/script.js';
import { formatDiagnostics } from '../../script/diagnostics.js';
import { partJsonSchema, sessionJsonSchema } from '../../script/json-schema.js';
import { loadSession } from '../../script/load-session.js';
import { errorToJson } from '../../report/json.js';
import { renderFailure } from '../../report/failure.js';
import type { CliCommand } from '../command.js';
import { usage } from '../words.js';

/** `unattend check`: validates scripts, with no side effects. */
export const checkCommand: CliCommand = {
  declare: (command) =>
    command
      .name('check')
      .description('validate session scripts; nothing is started')
      .argument('[script...]', 'session scripts')
      .option(
        '--schema [of]',
        'print the JSON Schema of session scripts, or of a `part` that they use, for editors',
      )
      .addHelpText('after', '\nExample:\n  $ unattend check sessions/*.yaml'),
  async run({ args, options, output }) {
    const { schema } = options;
    if (schema !== undefined) {
      output.result(`${JSON.stringify(schemaOf(schema), null, 2)}\n`);
      return 0;
    }
    if (args.length === 0) throw usage('No session script is named.', 'unattend check SCRIPT...');
    const results = [];
    for (const file of args) results.push(await checkOne(file));
    const failed = results.filter(({ problem }) => problem !== undefined);
    if (output.isJson)
      output.result(
        `${JSON.stringify(
          results.map(({ file, diagnostics, error }) => ({ file, diagnostics, error: error ?? null })),
          null,
          2,
        )}\n`,
      );
    else for (const { problem } of failed) output.message(`${problem ?? ''}\n`);
    if (failed.length === 0 && !output.isQuiet && !output.isJson) {
      output.message(`${args.length} script${args.length === 1 ? '' : 's'} checked, no errors\n`);
    }
    return failed.length === 0 ? 0 : 2;
  },
};

/** Named alone it is that of session scripts. */
function schemaOf(kind: unknown): Record<string, unknown> {
  if (kind === true || kind === 'session') return sessionJsonSchema();
  if (kind === 'part') return partJsonSchema();
  throw usage(
    `There is no schema of ${String(kind)}, but of a session and a part.`,
    'unattend check --schema part',
  );
}

interface Checked {
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  /** What people read of it; absent when all is well. */
  readonly problem?: string;
  /** Why there is nothing to check, such as a file that is not there. */
  readonly error?: ReturnType<typeof errorToJson>;
}

async function checkOne(file: string): Promise<Checked> {
  try {
    await loadSession(file);
    return { file, diagnostics: [] };
  } catch (error) {
    if (isUnattendError(error, 'SCRIPT_INVALID')) {
      const { diagnostics } = error.details;
      return { file, diagnostics, problem: formatDiagnostics(diagnostics) };
    }
    if (!isUnattendError(error)) throw error;
    return {
      file,
      diagnostics: [],
      error: errorToJson(error),
      problem: renderFailure(error, { color: false, command: `unattend check ${file}` }),
    };
  }
}
