import type { ExchangeDraft } from './draft.js';
import { isSamePattern } from './pattern.js';

/** An exchange at its place in a program's talk; `isPager`: it only turned a page or went on. */
export interface PlacedExchange {
  readonly exchange: ExchangeDraft;
  readonly isPager: boolean;
}

/**
 * Makes one rule of the pages that were turned with the same key. Where a pager was answered by several keys, as by the space bar
 * and then by `q`, the last one is the rule's, which may come any number of times: the ones before it stay in the dialogue, which
 * goes first, and need not come.
 */
export function placePagers(placed: readonly PlacedExchange[]): {
  readonly always: readonly ExchangeDraft[];
  readonly dialogue: readonly ExchangeDraft[];
} {
  const always: ExchangeDraft[] = [];
  const dialogue: ExchangeDraft[] = [];
  for (const [at, { exchange, isPager }] of placed.entries()) {
    const later = placed
      .slice(at + 1)
      .filter((other) => other.isPager && isSamePager(other.exchange, exchange));
    if (!isPager) dialogue.push(exchange);
    else if (later.some((other) => keyOf(other.exchange) !== keyOf(exchange))) addTo(dialogue, exchange);
    else if (!always.some((rule) => isSamePager(rule, exchange))) always.push(exchange);
  }
  return { always, dialogue };
}

const isSamePager = (one: ExchangeDraft, other: ExchangeDraft): boolean =>
  isSamePattern(one.expect, other.expect);

const keyOf = ({ response }: ExchangeDraft): string =>
  response.kind === 'press' ? response.keys.join(' ') : '';

/** Equal ones in a row are one exchange. */
function addTo(dialogue: ExchangeDraft[], exchange: ExchangeDraft): void {
  const last = dialogue.at(-1);
  const isMore = last?.times !== undefined && isSamePager(last, exchange) && keyOf(last) === keyOf(exchange);
  if (isMore) dialogue.pop();
  const times = isMore ? (last.times ?? 0) + 1 : 1;
  const comments = ['another key was pressed here than in the end, which is in `always`'];
  dialogue.push({ ...exchange, isOptional: true, times, comments });
}
