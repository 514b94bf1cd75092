import type { Dialogue, ExcludedExchange, Exchange, Item, Match } from '../dialogue/types.js';
import { isEqualPattern } from './check/unreachable.js';
import { renderLabel, renderPattern } from './compile-pattern.js';
import { compileResponse, withMatch } from './compile-response.js';
import { excludedExchanges, exchangesIn, includedItems } from './items.js';
import { limitsOf } from './limits.js';
import type { PatternSource, ScriptExchange, ScriptItem, SpawnStep } from './model.js';
import type { ParamValues } from './params.js';
import { templatesOf } from './pattern-syntax.js';
import { type Lookup, referencesOf, renderTemplate } from './template.js';
import { describeWhen, isIncluded } from './when.js';

export interface DialogueContext {
  readonly params: ParamValues;
  /** Values of all names but `match`; asked as late as possible, so saved names may come while the dialogue runs. */
  readonly lookup: Lookup;
  /** Keeps what an exchange saves. */
  readonly save: (name: string, value: string) => void;
  /** Multiplies every timeout of the script and the defaults; 1 by default. */
  readonly timeoutFactor?: number;
}

/** What the dialogue room runs, for the params of this run. */
export function compileDialogue(step: SpawnStep, context: DialogueContext): Dialogue {
  const isLive = ({ when }: ScriptExchange): boolean => isIncluded(when, context.params);
  const compile = (each: ScriptExchange): Exchange => compileExchange(each, context);
  const items = includedItems(step.dialogue, context.params);
  const factor = context.timeoutFactor ?? 1;
  const { timeoutMs, idleMs, stallMs } = limitsOf(step);
  return {
    failOn: step.failOn.filter(isLive).map(compile),
    always: step.always.filter(isLive).map(compile),
    items: items.map((item) => compileItem(item, compile)),
    excluded: excludedOf(step, items, context),
    timeoutMs: timeoutMs * factor,
    idleMs: idleMs * factor,
    stallMs: stallMs * factor,
    ...(step.end !== undefined && { end: step.end }),
  };
}

function compileItem(item: ScriptItem, compile: (each: ScriptExchange) => Exchange): Item {
  switch (item.kind) {
    case 'exchange':
      return { kind: item.kind, exchange: compile(item.exchange) };
    case 'any-order':
      return { kind: item.kind, exchanges: item.exchanges.map(compile) };
    case 'one-of': {
      const branches = item.branches.map(({ exchange, then }) => ({
        exchange: compile(exchange),
        then: then.map((each) => compileItem(each, compile)),
      }));
      return { kind: item.kind, branches };
    }
  }
}

/** Exchanges that must not come with these params, unless another one waits for the same prompt with them. */
function excludedOf(
  step: SpawnStep,
  items: readonly ScriptItem[],
  context: DialogueContext,
): ExcludedExchange[] {
  const rules = [...step.always, ...step.failOn].filter(({ when }) => isIncluded(when, context.params));
  const live = [...exchangesIn(items), ...rules];
  return excludedExchanges(step.dialogue, context.params).flatMap((each) => {
    if (live.some((other) => isEqualPattern(other.expect, each.expect))) return [];
    if (!isKnown(each.expect, context.params)) return [];
    const exchange = compileExchange({ ...each, response: { kind: 'none' }, save: {} }, context);
    return [{ exchange, condition: describeWhen(each.when ?? {}) }];
  });
}

/** A pattern may name params that have a value only when its condition holds; then it cannot be recognised. */
function isKnown(pattern: PatternSource, params: ParamValues): boolean {
  const references = templatesOf(pattern).flatMap(referencesOf);
  const names = references.flatMap(({ path }) => /^params\.(.+)$/.exec(path)?.[1] ?? []);
  return names.every((name) => params[name] !== undefined && params[name] !== '');
}

function compileExchange(source: ScriptExchange, context: DialogueContext): Exchange {
  const { place, expect, response, save, isOptional, maxTimes, timeoutMs, settleMs, stallMs } = source;
  const { lookup, timeoutFactor = 1 } = context;
  const saved = Object.entries(save);
  const onMatch = (match: Match): void => {
    for (const [name, template] of saved)
      context.save(name, renderTemplate(template, withMatch(lookup, match)));
  };
  return {
    place,
    label: renderLabel(expect, lookup),
    pattern: renderPattern(expect, lookup),
    response: compileResponse(response, lookup),
    isOptional,
    maxTimes,
    ...(saved.length > 0 && { onMatch }),
    ...(timeoutMs !== undefined && { timeoutMs: timeoutMs * timeoutFactor }),
    ...(settleMs !== undefined && { settleMs }),
    ...(stallMs !== undefined && { stallMs: stallMs * timeoutFactor }),
  };
}
