import { redactScreen } from '../screen/redact-screen.js';
import type { Handover } from '../session/handover.js';
import type { StepContext } from './step-context.js';

/** Gives the terminal to the person at it, if anybody is; secrets are removed from what they see. */
export function handoverOf(context: StepContext): Handover | undefined {
  const { person, emit, redactor } = context;
  if (person === undefined) return undefined;
  return async (link) => {
    emit({ kind: 'handover', isOver: false });
    try {
      await person.handover({
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
    } finally {
      emit({ kind: 'handover', isOver: true });
    }
  };
}
