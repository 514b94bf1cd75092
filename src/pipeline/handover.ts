import type { Handover } from '../session/handover.js';
import { redactingHandover } from '../session/redacting-handover.js';
import type { StepContext } from './step-context.js';
import { unlessAborted } from './unless-aborted.js';

/**
 * Gives the terminal to the person at it, if anybody is; secrets are removed from what they see. An interrupt takes it back: where the
 * dialogue has failed before, nothing ends the program for it.
 */
export function handoverOf(context: StepContext): Handover | undefined {
  const { person, redactor, cancelSignal } = context;
  if (person === undefined) return undefined;
  return redactingHandover(
    (link) => person.handover({ ...link, ended: unlessAborted(cancelSignal, link.ended) }),
    redactor,
  );
}
