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
  /** The `failOn` and the eager rules: all that look at what has just arrived. */
  scanned(): readonly Rule[];
  /** Live exchanges that act as soon as they are seen on the screen or in the bytes. */
  eagerBesideText(): readonly Ordered[];
  /** Text rules of these exchanges, in their order. */
  readonly of: (exchanges: readonly Exchange[]) => readonly Rule[];
  /** Whether a pattern looks at what was answered as well: at the heading it stands behind. */
  needsHeadings(): boolean;
  /** Whether a live exchange looks at the rendered screen. */
  needsScreen(): boolean;
  /** Milliseconds of quiet that live exchanges wait for themselves. */
  ownWaits(): readonly number[];
}

/** An exchange and its place among those that are live. */
interface Ordered {
  readonly exchange: Exchange;
  readonly order: number;
}

/** What is live stays so until another exchange is awaited or a counted one is used up: what follows from it is kept until then. */
interface Live {
  readonly exchanges: readonly Exchange[];
  readonly answering: readonly Rule[];
  readonly eager: readonly Rule[];
  readonly scanned: readonly Rule[];
  readonly eagerBesideText: readonly Ordered[];
  readonly needsHeadings: boolean;
  readonly needsScreen: boolean;
  readonly ownWaits: readonly number[];
}

export function createRules(dialogue: Dialogue, progress: Progress): Rules {
  const rules = new Map<Exchange, Rule>();
  const alwaysSet = new Set(dialogue.always);
  const isOpen = (exchange: Exchange): boolean => progress.times(exchange) < exchange.maxTimes;
  const counted = dialogue.always.filter(({ maxTimes }) => maxTimes !== Infinity);
  const openCounted = (): number => counted.reduce((count, each) => count + Number(isOpen(each)), 0);
  let cached:
    { readonly awaited: readonly Exchange[]; readonly open: number; readonly live: Live } | undefined;

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

  const failOn = of(dialogue.failOn);

  function derive(awaited: readonly Exchange[]): Live {
    const always = dialogue.always.filter(isOpen);
    const exchanges = [...awaited, ...always];
    const texts = [...of(awaited), ...of(always)];
    const eager = texts.filter(({ exchange }) => actsAtOnce(exchange));
    return {
      exchanges,
      answering: texts.filter(({ exchange }) => !actsAtOnce(exchange)),
      eager,
      scanned: [...failOn, ...eager],
      eagerBesideText: exchanges
        .map((exchange, order) => ({ exchange, order }))
        .filter(({ exchange }) => actsAtOnce(exchange) && isBesideText(exchange)),
      needsHeadings: [...dialogue.failOn, ...exchanges].some(hasHeading),
      needsScreen: exchanges.some(({ pattern }) => pattern.kind === 'screen'),
      ownWaits: exchanges.flatMap(({ settleMs, pattern }) => [
        ...(settleMs === undefined ? [] : [settleMs]),
        ...(pattern.kind === 'quiet' ? [pattern.quietMs] : []),
      ]),
    };
  }

  function live(): Live {
    const awaited = progress.live();
    const open = counted.length === 0 ? 0 : openCounted();
    if (cached?.awaited !== awaited || cached.open !== open)
      cached = { awaited, open, live: derive(awaited) };
    return cached.live;
  }

  return {
    live: () => live().exchanges,
    isAlways: (exchange) => alwaysSet.has(exchange),
    answering: () => live().answering,
    eager: () => live().eager,
    failOn,
    scanned: () => live().scanned,
    eagerBesideText: () => live().eagerBesideText,
    of,
    needsHeadings: () => live().needsHeadings,
    needsScreen: () => live().needsScreen,
    ownWaits: () => live().ownWaits,
  };
}

const hasHeading = ({ pattern }: Exchange): boolean =>
  (pattern.kind === 'text' || pattern.kind === 'regexp') && pattern.after !== undefined;
const isBesideText = ({ pattern }: Exchange): boolean => pattern.kind === 'screen' || pattern.kind === 'raw';

function matcherOf(pattern: Pattern & { kind: 'text' | 'regexp' }): Rule['matcher'] {
  const matcher = createMatcher(pattern);
  return pattern.after === undefined ? matcher : withAfter(matcher, pattern.after);
}
