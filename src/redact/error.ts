import { UnattendError } from '../errors.js';
import type { Redactor } from './redactor.js';

/** The same error with secrets removed from its details (and so its message and hint), its stack and its causes; `isInCode` as of the error. */
export function redactError(error: UnattendError, redactor: Redactor, isInCode = false): UnattendError {
  const redacted = new UnattendError(error.errorName, redactData(error.details, redactor) as never, {
    ...('cause' in error && { cause: redactCause(error.cause, redactor) }),
    isInCode,
  });
  if (error.stack !== undefined) redacted.stack = redactor.text(error.stack);
  return redacted;
}

/**
 * Whatever was thrown, to be shown, not read: an error that holds a secret is replaced by a plain one that shows the rest of
 * it; one that holds none is the same.
 */
export function redactCause(cause: unknown, redactor: Redactor): unknown {
  if (typeof cause === 'string') return redactor.text(cause);
  if (!(cause instanceof Error)) return cause;
  const inner = redactCause(cause.cause, redactor);
  const stack = cause.stack ?? '';
  const message = redactor.text(cause.message);
  if (inner === cause.cause && message === cause.message && redactor.text(stack) === stack) return cause;
  return Object.assign(new Error(message, { cause: inner }), {
    name: cause.name,
    stack: redactor.text(stack),
  });
}

/** The same data with secrets removed from every text in it, and from lines that a secret was wrapped into. */
export function redactData(data: unknown, redactor: Redactor): unknown {
  if (typeof data === 'string') return redactor.text(data);
  if (isLines(data)) return redactor.text(data.join('\n')).split('\n');
  if (Array.isArray(data)) return data.map((each) => redactData(each, redactor));
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactData(value, redactor)]));
}

/** A list of texts of one line each, such as the rows of a screen: a secret may go on in the next. */
const isLines = (data: unknown): data is readonly string[] =>
  Array.isArray(data) &&
  data.length > 1 &&
  data.every((each) => typeof each === 'string' && !each.includes('\n'));
