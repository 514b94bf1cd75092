import { isUnattendError } from '../errors.js';
import { redactCause, redactError, type Redactor } from '../redact.js';
import { redactScreen } from '../screen/redact-screen.js';
import type { Handover } from '../session/handover.js';

/**
 * The error as a caller gets it: no value of a secret in it, and its stack that of the calls that wait, for it was made by a
 * timer or a stream. Call it in an async function of theirs.
 */
export function withCallersStack(error: unknown, redactor: Redactor): unknown {
  if (!isUnattendError(error)) return redactCause(error, redactor);
  const outward = redactError(error, redactor);
  Error.captureStackTrace(outward, withCallersStack);
  return outward;
}

/** Secrets are removed from what a person sees. */
export function redactingHandover(handover: Handover, redactor: Redactor): Handover {
  return (link) =>
    handover({
      ...link,
      screen: redactScreen(link.screen, redactor),
      listen(listener) {
        const stream = redactor.stream();
        const tell = (bytes: Uint8Array): void => {
          if (bytes.length > 0) listener(bytes);
        };
        const stop = link.listen((bytes) => tell(stream.push(bytes)));
        return () => {
          stop();
          tell(stream.end());
        };
      },
    });
}
