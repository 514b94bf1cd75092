import type { UnattendError } from '../errors.js';
import type { RunEvent } from '../events.js';
import type { AskedAbout, LayerChoice, LayerQuestion, Person, TroubleChoice } from './person.js';
import { unlessAborted } from './unless-aborted.js';

/** A person as the steps of a run ask them: what is drawn on their terminal makes way for each question until it is answered. */
export interface AskedPerson extends Omit<Person, 'ask' | 'review'> {
  /** Undefined when the run was interrupted before they chose. */
  readonly ask?: (error: UnattendError, trouble: AskedAbout) => Promise<TroubleChoice | undefined>;
  /** Undefined when the run was interrupted before they chose. */
  readonly review?: (question: LayerQuestion) => Promise<LayerChoice | undefined>;
}

/** Tells by events when the person has the terminal, whatever for: who asks them cannot forget it. */
export function askedPerson(
  { drive, handover, ask, review }: Person,
  emit: (event: RunEvent) => void,
): AskedPerson {
  async function atTerminal<T>(work: () => Promise<T>): Promise<T> {
    emit({ kind: 'handover', isOver: false });
    try {
      return await work();
    } finally {
      emit({ kind: 'handover', isOver: true });
    }
  }

  return {
    handover: (link) => atTerminal(() => handover(link)),
    ...(drive && { drive: (program) => atTerminal(() => drive(program)) }),
    ...(ask && {
      ask: (error, trouble) => atTerminal(() => unlessAborted(trouble.cancelSignal, ask(error, trouble))),
    }),
    ...(review && {
      review: (question) => atTerminal(() => unlessAborted(question.cancelSignal, review(question))),
    }),
  };
}
