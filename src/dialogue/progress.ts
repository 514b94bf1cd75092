import type { Exchange, Item } from './types.js';

/** Where a dialogue stands in its order: which exchanges are awaited now, and whether anything required is left. */
export interface Progress {
  /** What is awaited now, in list order: the current item and, where it may be left, the next, and so on. */
  live(): readonly Exchange[];
  /** Takes note that a live exchange was seen; what lies before it is passed over for good. */
  pass(exchange: Exchange): void;
  /** How many times the exchange was seen. */
  times(exchange: Exchange): number;
  /** The first exchange that still has to come, if any. */
  required(): Exchange | undefined;
}

const exchangesOf = (item: Item): readonly Exchange[] =>
  item.kind === 'exchange' ? [item.exchange] : item.exchanges;

export function createProgress(items: readonly Item[]): Progress {
  const seen = new Map<Exchange, number>();
  let position = 0;
  let cached: readonly Exchange[] | undefined;

  const times = (exchange: Exchange): number => seen.get(exchange) ?? 0;
  const isOpen = (exchange: Exchange): boolean => times(exchange) < exchange.maxTimes;
  const isMissing = (exchange: Exchange): boolean => !exchange.isOptional && times(exchange) === 0;

  function collect(): readonly Exchange[] {
    const live: Exchange[] = [];
    for (const item of items.slice(position)) {
      live.push(...exchangesOf(item).filter(isOpen));
      if (exchangesOf(item).some(isMissing)) break;
    }
    return live;
  }

  return {
    live: () => (cached ??= collect()),
    pass(exchange) {
      seen.set(exchange, times(exchange) + 1);
      const at = items.findIndex((item, index) => index >= position && exchangesOf(item).includes(exchange));
      if (at >= 0) position = at;
      cached = undefined;
    },
    times,
    required() {
      return items.slice(position).flatMap(exchangesOf).find(isMissing);
    },
  };
}
