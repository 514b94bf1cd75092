import type { AnswerSource, Dialogue, Exchange, Item, Response, SelectResponse } from '../dialogue/types.js';
import type { Place } from '../errors/script.js';
import type { AnswerLike, ExchangeLike, ItemLike, ResponseLike, RulesLike, SelectLike } from './items.js';
import { labelOf, patternOf } from './patterns.js';
import { Secret } from './secret.js';

/** Limits of a dialogue in milliseconds. */
export interface Limits {
  readonly timeoutMs: number;
  readonly idleMs: number;
  readonly stallMs: number;
}

/** Where a caller's code stands in for a place in a script. */
const place: Place = { file: '', line: 0, column: 0 };

/** Turns what a caller writes into a dialogue; `keep` takes each secret and returns the name it goes by. */
export function toDialogue(
  items: readonly ItemLike[],
  rules: RulesLike,
  limits: Limits,
  keep: (secret: Secret) => string,
): Dialogue {
  const failOn = (rules.failOn ?? []).map((expect) => exchangeOf({ expect, fail: '' }, keep));
  const always = (rules.always ?? []).map((each) =>
    exchangeOf({ repeat: true, optional: true, ...each }, keep),
  );
  return { failOn, always, items: items.map((item) => itemOf(item, keep)), excluded: [], ...limits };
}

function itemOf(item: ItemLike, keep: (secret: Secret) => string): Item {
  if ('anyOrder' in item)
    return { kind: 'any-order', exchanges: item.anyOrder.map((each) => exchangeOf(each, keep)) };
  if (!('oneOf' in item)) return { kind: 'exchange', exchange: exchangeOf(item, keep) };
  const branches = item.oneOf.map(({ then = [], ...each }) => ({
    exchange: exchangeOf(each, keep),
    then: then.map((next) => itemOf(next, keep)),
  }));
  return { kind: 'one-of', branches };
}

function exchangeOf(like: ExchangeLike, keep: (secret: Secret) => string): Exchange {
  const { expect, optional = false, repeat, timeoutMs, settleMs, stallMs, windowChars, onMatch } = like;
  const response = responseOf(like, keep);
  const listed = response.kind === 'text' ? response.sources.length : 1;
  return {
    place,
    label: labelOf(expect),
    pattern: patternOf(expect),
    response,
    isOptional: optional,
    maxTimes: repeat === true ? Infinity : Math.max(repeat ?? 1, listed),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(settleMs !== undefined && { settleMs }),
    ...(stallMs !== undefined && { stallMs: stallMs === false ? Infinity : stallMs }),
    ...(windowChars !== undefined && { windowChars }),
    ...(onMatch !== undefined && { onMatch }),
  };
}

function responseOf(like: ResponseLike, keep: (secret: Secret) => string): Response {
  const { answer, type, press, select, fill, fail } = like;
  const given = Object.entries({ answer, type, select, fill, fail }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1)
    throw new TypeError(`An exchange has one response, not ${given.map(([name]) => name).join(' and ')}.`);
  const confirm = press === undefined ? {} : { confirm: keysOf(press) };
  if (fail !== undefined) return { kind: 'fail', message: fail };
  if (select !== undefined) return { ...selectOf(select), ...confirm };
  if (fill !== undefined) {
    const fields = Object.entries(fill).map(([label, value]) => ({
      label,
      source: sourceOf(value, like, keep),
    }));
    return { kind: 'fill', fields, ...confirm };
  }
  const text = answer ?? type;
  if (text !== undefined) return textOf(text, answer !== undefined, like, keep);
  return press === undefined ? { kind: 'none' } : { kind: 'press', keys: keysOf(press) };
}

function textOf(
  text: AnswerLike | readonly AnswerLike[],
  hasEnter: boolean,
  like: ResponseLike,
  keep: (secret: Secret) => string,
): Response {
  const [first, ...rest] = (Array.isArray(text) ? text : [text]) as readonly AnswerLike[];
  if (first === undefined) throw new TypeError('A list of answers has at least one.');
  const source = (each: AnswerLike): AnswerSource => sourceOf(each, like, keep);
  return {
    kind: 'text',
    sources: [source(first), ...rest.map(source)],
    hasEnter,
    isClearing: like.clear === true,
  };
}

function sourceOf(
  each: AnswerLike,
  { visible }: ResponseLike,
  keep: (secret: Secret) => string,
): AnswerSource {
  if (each instanceof Secret) return { kind: 'secret', secret: keep(each), isVisible: visible === true };
  return { kind: 'text', render: typeof each === 'string' ? () => each : each };
}

/** Key names as a list that is not empty. */
export function keysOf(press: string | readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = typeof press === 'string' ? [press] : press;
  if (first === undefined) throw new TypeError('press needs at least one key.');
  return [first, ...rest];
}

export function selectOf(select: SelectLike): SelectResponse {
  const fixed = (labels: readonly string[]): readonly (() => string)[] => labels.map((label) => () => label);
  if (typeof select === 'string') return { kind: 'select', mode: 'one', labels: fixed([select]) };
  if ('only' in select) return { kind: 'select', mode: 'only', labels: fixed(select.only) };
  if ('add' in select) return { kind: 'select', mode: 'add', labels: fixed(select.add) };
  return { kind: 'select', mode: 'remove', labels: fixed(select.remove) };
}
