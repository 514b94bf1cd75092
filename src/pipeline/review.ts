import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import type { LayerEntry, LayerReview } from '../events/layer.js';
import { redactData } from '../redact.js';
import { type Keepable, keepContainer } from './keep.js';
import { LayerSums } from './layer-sums.js';
import type { LayerQuestion } from './person.js';
import type { RunParts } from './run-parts.js';

/** Looks at what the layer would hold; the summary says it, path by path when that is asked for. */
export async function lookAtLayer(
  { result, emit }: Pick<RunParts, 'result' | 'emit'>,
  container: Container,
  isListed: boolean,
): Promise<LayerReview> {
  emit({ kind: 'progress', what: 'looking at what the layer holds' });
  const sums = new LayerSums();
  const entries: LayerEntry[] = [];
  const look = await container.readLayer((entry) => {
    sums.add(entry);
    if (isListed) entries.push(entry);
  });
  const review = sums.review(look);
  result.review = review;
  if (isListed) result.changes = entries.sort((one, other) => (one.path < other.path ? -1 : 1));
  return review;
}

/** Shows the person what the layer will hold, and asks. Throws LAYER_DECLINED, having kept the container if they say so. */
export async function askAboutLayer(parts: RunParts, keepable: Keepable): Promise<void> {
  const { container } = keepable;
  const { person, redactor, cancelSignal } = parts;
  if (person?.review === undefined) throw new TypeError('Nobody is there to ask.');
  const review = await lookAtLayer(parts, container, false);
  cancelSignal?.throwIfAborted();
  const question: LayerQuestion = {
    review: redactData(review, redactor) as LayerReview,
    listEntries: async (onEntry) => {
      await container.readLayer((entry) => onEntry(redactData(entry, redactor) as LayerEntry));
    },
    ...(cancelSignal === undefined ? {} : { cancelSignal }),
  };
  const choice = await person.review(question);
  cancelSignal?.throwIfAborted();
  if (choice === 'seal') return;
  if (choice === 'keep') await keepContainer(parts, keepable);
  throw new UnattendError('LAYER_DECLINED', { isKept: parts.result.kept !== undefined });
}
