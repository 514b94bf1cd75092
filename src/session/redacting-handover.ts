import type { Redactor } from '../redact.js';
import { redactScreen } from '../screen/redact-screen.js';
import type { Handover } from './handover.js';

/** Secrets are removed from what a person sees: the screen there is, and what is written from then on. */
export function redactingHandover(handover: Handover, redactor: Redactor): Handover {
  return (link) =>
    handover({
      ...link,
      screen: redactScreen(link.screen, redactor),
      listen(listener) {
        const stream = redactor.stream();
        const tell = (bytes: Uint8Array): void => {
          // A copy, for they may change it: what came is still to be matched.
          if (bytes.length > 0) listener(Buffer.from(bytes));
        };
        const stop = link.listen((bytes) => tell(stream.push(bytes)));
        return () => {
          stop();
          tell(stream.end());
        };
      },
    });
}
