import type { ParamValues } from './params.js';
import type { ScriptBranch, ScriptExchange, ScriptItem } from './model.js';
import { isIncluded } from './when.js';

/** The exchanges of an item that may be seen first. */
export function entriesOf(item: ScriptItem): readonly ScriptExchange[] {
  if (item.kind === 'exchange') return [item.exchange];
  return item.kind === 'any-order' ? item.exchanges : item.branches.map(({ exchange }) => exchange);
}

/** All exchanges, those behind branches included, in the order of the script. */
export function exchangesIn(items: readonly ScriptItem[]): readonly ScriptExchange[] {
  return items.flatMap((item) =>
    item.kind === 'one-of'
      ? item.branches.flatMap(({ exchange, then }) => [exchange, ...exchangesIn(then)])
      : entriesOf(item),
  );
}

/** The items that are there with these params; a group of which nothing is there is none. */
export function includedItems(items: readonly ScriptItem[], params: ParamValues): readonly ScriptItem[] {
  const isLive = ({ when }: ScriptExchange): boolean => isIncluded(when, params);
  return items
    .map((item): ScriptItem => {
      if (item.kind === 'exchange') return item;
      if (item.kind === 'any-order') return { ...item, exchanges: item.exchanges.filter(isLive) };
      const branches = item.branches.filter(({ exchange }) => isLive(exchange));
      return { ...item, branches: branches.map((each) => includedThen(each, params)) };
    })
    .filter((item) => entriesOf(item).some(isLive));
}

function includedThen({ exchange, then }: ScriptBranch, params: ParamValues): ScriptBranch {
  return { exchange, then: includedItems(then, params) };
}

/** Exchanges that must not come with these params. What stands behind a branch that is left out is no prompt of its own. */
export function excludedExchanges(
  items: readonly ScriptItem[],
  params: ParamValues,
): readonly ScriptExchange[] {
  return items.flatMap((item) => {
    const own = entriesOf(item).filter(({ when }) => !isIncluded(when, params));
    if (item.kind !== 'one-of') return own;
    const taken = item.branches.filter(({ exchange }) => isIncluded(exchange.when, params));
    return [...own, ...taken.flatMap(({ then }) => excludedExchanges(then, params))];
  });
}
