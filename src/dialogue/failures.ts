import { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import type { Limit } from './limits.js';
import type { Reading } from './reading.js';
import type { Exchange } from './types.js';
import type { Unanswerable } from './unanswerable.js';

export function matched(evidence: DialogueEvidence, { response }: Exchange): UnattendError {
  return new UnattendError('FAIL_MATCHED', {
    ...evidence,
    reason: response.kind === 'fail' ? response.message : '',
  });
}

export function timedOut(evidence: DialogueEvidence, { kind, limitMs }: Limit): UnattendError {
  return new UnattendError('EXPECT_TIMEOUT', { ...evidence, limit: kind, limitMs });
}

/** A prompt that stands there and that nothing live takes. */
export function unanswered(
  evidence: DialogueEvidence,
  found: Unanswerable,
  reading: Pick<Reading, 'concealed'>,
): UnattendError {
  return found.kind === 'refused'
    ? refused(evidence, reading.concealed(found.said.from, found.said.to))
    : new UnattendError('PROMPT_EXCLUDED', { ...evidence, condition: found.condition });
}

/** `said` is what the program wrote between the answer and the prompt's return, secrets removed: of lines that are joined they could not be. */
function refused(evidence: DialogueEvidence, said: string): UnattendError {
  const lines = said.split('\n').map((line) => line.trim());
  return new UnattendError('ANSWER_REFUSED', {
    ...evidence,
    said: lines
      .filter((line) => line !== '')
      .join(' / ')
      .replace(/\.$/, ''),
  });
}

export function repeated(evidence: DialogueEvidence, times: number): UnattendError {
  return new UnattendError('ANSWER_REPEATED', { ...evidence, times });
}

/** `places` is how many places on the screen a pattern matched that must match at one. */
export function ambiguous(evidence: DialogueEvidence, places: number): UnattendError {
  return new UnattendError('SCREEN_AMBIGUOUS', { ...evidence, places });
}

export function stalled(
  evidence: DialogueEvidence,
  { prompt, silentMs }: { readonly prompt: string; readonly silentMs: number },
): UnattendError {
  return new UnattendError('STALLED', { ...evidence, prompt, silentMs });
}

/** `slow` is what the search was given up with; it knows neither the exchange nor the screen. */
export function tooSlow(
  { place, screen }: DialogueEvidence,
  { details }: UnattendError<'PATTERN_TOO_SLOW'>,
): UnattendError {
  return new UnattendError('PATTERN_TOO_SLOW', { ...details, ...(place !== undefined && { place }), screen });
}
