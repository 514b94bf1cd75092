import type { Handover } from '../session/handover.js';
import { redactingHandover } from '../session/redacting-handover.js';
import type { StepContext } from './step-context.js';

/** Gives the terminal to the person at it, if anybody is; secrets are removed from what they see. */
export function handoverOf(context: StepContext): Handover | undefined {
  const { person, emit, redactor } = context;
  if (person === undefined) return undefined;
  const handover = redactingHandover((link) => person.handover(link), redactor);
  return async (link) => {
    emit({ kind: 'handover', isOver: false });
    try {
      await handover(link);
    } finally {
      emit({ kind: 'handover', isOver: true });
    }
  };
}
