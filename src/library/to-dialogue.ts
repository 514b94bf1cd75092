import type { Dialogue, Exchange, Item } from '../dialogue/types.js';
import type { ExchangeLike, ItemLike, RulesLike } from './items.js';
import { matchedOf } from './matched.js';
import { labelOf, patternOf } from './patterns.js';
import { type Keep, responseOf } from './response.js';
import { checkCount, checkList, checkMs, checkNames, isObject, shown } from './wrong-use.js';

/** Limits of a dialogue in milliseconds. */
export interface Limits {
  readonly timeoutMs: number;
  readonly idleMs: number;
  readonly stallMs: number;
}

/** An exchange and, where it is not its pattern, what messages call it. */
export type Labelled = ExchangeLike & { readonly label?: string };

/** Turns what a caller writes into a dialogue; `keep` takes each secret and returns the name it goes by. */
export function toDialogue(
  items: readonly (ItemLike | Labelled)[],
  rules: RulesLike,
  limits: Limits,
  keep: Keep,
): Dialogue {
  checkMs('timeoutMs', limits.timeoutMs);
  checkList('A dialogue', items, 'dialogue([{ expect: "Name:", answer: "zoe" }])');
  checkList('failOn', rules.failOn ?? [], '{ failOn: ["No space left"] }');
  checkList('always', rules.always ?? [], '{ always: [{ expect: "--More--", press: "space" }] }');
  const failOn = (rules.failOn ?? []).map((expect) => exchangeOf({ expect, fail: '' }, keep));
  const always = (rules.always ?? []).map((each) =>
    exchangeOf({ ...each, repeat: each.repeat ?? true, optional: each.optional ?? true }, keep),
  );
  return { failOn, always, items: items.map((item) => itemOf(item, keep)), excluded: [], ...limits };
}

function itemOf(item: ItemLike | Labelled, keep: Keep): Item {
  if (!isObject(item)) throw new TypeError(`An item of a dialogue is { expect: … }, not ${shown(item)}.`);
  if ('anyOrder' in item) {
    checkNames('A group', item, { anyOrder: true });
    return {
      kind: 'any-order',
      exchanges: filled(item.anyOrder, 'anyOrder').map((each) => exchangeOf(each, keep)),
    };
  }
  if (!('oneOf' in item)) return { kind: 'exchange', exchange: exchangeOf(item, keep) };
  checkNames('A choice', item, { oneOf: true });
  const branches = filled(item.oneOf, 'oneOf').map(({ then = [], ...each }) => ({
    exchange: exchangeOf(each, keep),
    then: then.map((next) => itemOf(next, keep)),
  }));
  return { kind: 'one-of', branches };
}

function filled<T>(list: readonly T[], name: string): readonly T[] {
  if (!(Array.isArray as (list: unknown) => boolean)(list) || list.length === 0)
    throw new TypeError(`${name} needs at least one exchange: { ${name}: [{ expect: … }] }.`);
  return list;
}

function exchangeOf(like: Labelled, keep: Keep): Exchange {
  if (!('expect' in like))
    throw new TypeError(`An exchange needs a pattern: { expect: … }; ${shown(Object.keys(like))} has none.`);
  const { label, ...own } = like;
  checkNames('An exchange', own, exchangeNames);
  checkLimits(like);
  const { expect, optional = false, repeat, timeoutMs, settleMs, stallMs, windowChars, onMatch } = like;
  const pattern = patternOf(expect);
  const response = responseOf(like, keep);
  const listed = response.kind === 'text' ? response.sources.length : 1;
  return {
    label: label ?? labelOf(expect),
    pattern,
    response,
    isOptional: optional,
    maxTimes: repeat === true ? Infinity : Math.max(repeat ?? 1, listed),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(settleMs !== undefined && { settleMs }),
    ...(stallMs !== undefined && { stallMs: stallMs === false ? Infinity : stallMs }),
    ...(windowChars !== undefined && { windowChars }),
    ...(onMatch !== undefined && { onMatch: (match) => onMatch(matchedOf(match)) }),
  };
}

const exchangeNames: Readonly<Record<Exclude<keyof Labelled, 'label'>, true>> = {
  expect: true,
  answer: true,
  type: true,
  press: true,
  select: true,
  fill: true,
  fail: true,
  optional: true,
  repeat: true,
  clear: true,
  visible: true,
  timeoutMs: true,
  settleMs: true,
  stallMs: true,
  windowChars: true,
  onMatch: true,
};

function checkLimits({ timeoutMs, settleMs, stallMs, windowChars, repeat }: ExchangeLike): void {
  checkMs('timeoutMs', timeoutMs);
  checkMs('settleMs', settleMs);
  checkMs('stallMs', stallMs, true);
  checkCount('windowChars', windowChars);
  if (repeat !== true) checkCount('repeat', repeat);
}
