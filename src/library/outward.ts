import { isUnattendError } from '../errors.js';
import { redactCause, redactError, type Redactor } from '../redact.js';

/**
 * The error as a caller gets it: no value of a secret in it, its hint in words of the library, and its stack that of the calls
 * that wait, for it was made by a timer or a stream. Call it in an async function of theirs.
 */
export function withCallersStack(error: unknown, redactor: Redactor): unknown {
  if (!isUnattendError(error)) return redactCause(error, redactor);
  const outward = redactError(error, redactor, true);
  Error.captureStackTrace(outward, withCallersStack);
  return outward;
}
