import { isUnattendError } from '../errors.js';
import { redactError, type Redactor } from '../redact.js';
import type { Handover } from '../session/handover.js';
import { redactedScreen } from '../session/redacted-screen.js';

/**
 * The error as a caller gets it: no value of a secret in it, and its stack that of the calls that wait, for it was made by a
 * timer or a stream. Call it in an async function of theirs.
 */
export function withCallersStack(error: unknown, redactor: Redactor): unknown {
  if (!isUnattendError(error)) return error;
  const outward = redactError(error, redactor);
  Error.captureStackTrace(outward, withCallersStack);
  return outward;
}

/** Secrets are removed from what a person sees. */
export function redactingHandover(handover: Handover, redactor: Redactor): Handover {
  return (link) =>
    handover({
      ...link,
      screen: redactedScreen(link.screen, redactor),
      listen(listener) {
        const stream = redactor.stream();
        return link.listen((bytes) => listener(stream.push(bytes)));
      },
    });
}
