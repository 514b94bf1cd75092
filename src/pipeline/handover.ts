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
        listen(listener) {
          const stream = redactor.stream();
          return link.listen((bytes) => listener(stream.push(bytes)));
        },
      });
    } finally {
      emit({ kind: 'handover', isOver: true });
    }
  };
}
