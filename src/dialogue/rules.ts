import { withAfter } from './after.js';
import type { Rule } from './candidates.js';
import { createMatcher } from './matcher.js';
import type { Progress } from './progress.js';
import type { Dialogue, Exchange, Pattern } from './types.js';

/** Exchanges that act as soon as they are seen: they answer nothing. */
export const actsAtOnce = ({ response }: Exchange): boolean =>
  response.kind === 'none' || response.kind === 'fail';

/** The exchanges that may be seen now, and their text patterns ready to search. */
export interface Rules {
  /** Everything live: what is awaited, then the `always` rules. */
  live(): readonly Exchange[];
  readonly isAlways: (exchange: Exchange) => boolean;
  /** Live text rules that answer. */
  answering(): readonly Rule[];
  /** Live text rules that act as soon as they are seen. */
  eager(): readonly Rule[];
  readonly failOn: readonly Rule[];
  /** Text rules of these exchanges, in their order. */
  readonly of: (exchanges: readonly Exchange[]) => readonly Rule[];
  /** Whether a live exchange looks at the rendered screen. */
  needsScreen(): boolean;
  /** Milliseconds of quiet that live exchanges wait for themselves. */
  ownWaits(): readonly number[];
}

/** What is live stays so until an exchange is passed: everything derived from it is kept until then. */
interface Live {
  readonly exchanges: readonly Exchange[];
  readonly answering: readonly Rule[];
  readonly eager: readonly Rule[];
  readonly needsScreen: boolean;
  readonly ownWaits: readonly number[];
}

export function createRules(dialogue: Dialogue, progress: Progress): Rules {
  const rules = new Map<Exchange, Rule>();
  const alwaysSet = new Set(dialogue.always);
  let cached: { readonly awaited: readonly Exchange[]; readonly live: Live } | undefined;

  function ruleOf(exchange: Exchange, order: number): Rule | undefined {
    const known = rules.get(exchange);
    if (known !== undefined) return known.order === order ? known : { ...known, order };
    const { pattern } = exchange;
    if (pattern.kind !== 'text' && pattern.kind !== 'regexp') return undefined;
    const rule = { exchange, matcher: matcherOf(pattern), isAlways: alwaysSet.has(exchange), order };
    rules.set(exchange, rule);
    return rule;
  }

  const of = (exchanges: readonly Exchange[]): readonly Rule[] =>
    exchanges.flatMap((exchange, order) => ruleOf(exchange, order) ?? []);

  function derive(awaited: readonly Exchange[]): Live {
    const always = dialogue.always.filter((exchange) => progress.times(exchange) < exchange.maxTimes);
    const exchanges = [...awaited, ...always];
    const texts = [...of(awaited), ...of(always)];
    return {
      exchanges,
      answering: texts.filter(({ exchange }) => !actsAtOnce(exchange)),
      eager: texts.filter(({ exchange }) => actsAtOnce(exchange)),
      needsScreen: exchanges.some(({ pattern }) => pattern.kind === 'screen'),
      ownWaits: exchanges.flatMap(({ settleMs, pattern }) => [
        ...(settleMs === undefined ? [] : [settleMs]),
        ...(pattern.kind === 'quiet' ? [pattern.quietMs] : []),
      ]),
    };
  }

  function live(): Live {
    const awaited = progress.live();
    if (cached?.awaited !== awaited) cached = { awaited, live: derive(awaited) };
    return cached.live;
  }

  return {
    live: () => live().exchanges,
    isAlways: (exchange) => alwaysSet.has(exchange),
    answering: () => live().answering,
    eager: () => live().eager,
    failOn: of(dialogue.failOn),
    of,
    needsScreen: () => live().needsScreen,
    ownWaits: () => live().ownWaits,
  };
}

function matcherOf(pattern: Pattern & { kind: 'text' | 'regexp' }): Rule['matcher'] {
  const matcher = createMatcher(pattern);
  return pattern.after === undefined ? matcher : withAfter(matcher, pattern.after);
}
