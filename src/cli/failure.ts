import { isUnattendError, type UnattendError } from '../errors.js';
import { errorToJson } from '../report/json.js';
import { renderFailure } from '../report/failure.js';
import { formatDiagnostics } from '../script/diagnostics.js';
import type { StepLabel } from '../events.js';
import type { Output } from './output.js';

/** What a failure's block shows besides the error. */
export interface FailureFrame {
  /** The command that runs it again. */
  readonly command: string;
  readonly recording?: string;
  readonly step?: StepLabel;
}

/** Prints a failure and returns the exit code: 1 and a stack trace for a bug. */
export function reportFailure(error: unknown, output: Output, frame: FailureFrame): number {
  if (!isUnattendError(error)) {
    output.message(`unattend: internal error; please report it with this text:\n${stackOf(error)}\n`);
    return 1;
  }
  if (output.isJson) output.result(`${JSON.stringify({ error: errorToJson(error) }, null, 2)}\n`);
  output.message(renderFailure(error, { color: output.isColored, ...frame, ...diagnosticsOf(error) }));
  if (output.isVerbose) output.message(`${stackOf(error)}\n`);
  return error.exitCode;
}

/** The findings of a script that is not valid, as the block shows them. */
export function diagnosticsOf(error: UnattendError): { readonly diagnostics?: string } {
  if (!isUnattendError(error, 'SCRIPT_INVALID')) return {};
  return { diagnostics: formatDiagnostics(error.details.diagnostics) };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
