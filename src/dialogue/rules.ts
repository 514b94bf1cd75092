import { withAfter } from './after.js';
import type { Rule } from './candidates.js';
import { createMatcher } from './matcher.js';
import type { Progress } from './progress.js';
import { createRequiredFilter, type RequiredFilter } from './required-filter.js';
import type { Dialogue, Exchange, Pattern } from './types.js';

/** Exchanges that act as soon as they are seen: they answer nothing. */
export const actsAtOnce = ({ response }: Exchange): boolean =>
  response.kind === 'none' || response.kind === 'fail';

/** The exchanges of a dialogue as rules: which of them may be seen, and their text patterns ready to search. */
export interface Rules {
  /** What may be seen now: asked for once a look, for it stays so until something was seen. */
  now(): Live;
  readonly isAlways: (exchange: Exchange) => boolean;
  readonly failOn: readonly Rule[];
  /** Text rules of these exchanges, in their order. */
  readonly of: (exchanges: readonly Exchange[]) => readonly Rule[];
}

/** An exchange and its place among those that are live. */
interface Ordered {
  readonly exchange: Exchange;
  readonly order: number;
}

/** What may be seen. It is so until another exchange is awaited or a counted one is used up, and is kept until then. */
export interface Live {
  /** All of it: what is awaited, then the `always` rules. */
  readonly exchanges: readonly Exchange[];
  /** What has to come next, or may when nothing has to. */
  readonly waiting: Exchange | undefined;
  /** Text rules that answer. */
  readonly answering: readonly Rule[];
  /** Text rules that act as soon as they are seen. */
  readonly eager: readonly Rule[];
  /** The `failOn` and the eager rules: all that look at what has just arrived. */
  readonly scanned: readonly Rule[];
  /** For what these require, in their order; made when it is first asked for. */
  readonly filter: () => RequiredFilter;
  /** Exchanges that act as soon as they are seen on the screen or in the bytes. */
  readonly eagerBesideText: readonly Ordered[];
  /** Whether a pattern looks at what was answered as well: at the heading it stands behind. */
  readonly needsHeadings: boolean;
  /** Whether one looks at the rendered screen. */
  readonly needsScreen: boolean;
  /** Whether one awaits silence itself. */
  readonly awaitsSilence: boolean;
  /** Milliseconds of quiet that they wait for themselves. */
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
    const scanned = [...failOn, ...eager];
    let filter: RequiredFilter | undefined;
    return {
      exchanges,
      waiting: progress.required() ?? awaited[0],
      answering: texts.filter(({ exchange }) => !actsAtOnce(exchange)),
      eager,
      scanned,
      filter: () => (filter ??= createRequiredFilter(scanned.map(({ matcher }) => matcher.required))),
      eagerBesideText: exchanges
        .map((exchange, order) => ({ exchange, order }))
        .filter(({ exchange }) => actsAtOnce(exchange) && isBesideText(exchange)),
      needsHeadings: [...dialogue.failOn, ...exchanges].some(hasHeading),
      needsScreen: exchanges.some(({ pattern }) => pattern.kind === 'screen'),
      awaitsSilence: exchanges.some(({ pattern }) => pattern.kind === 'quiet'),
      ownWaits: exchanges.flatMap(({ settleMs }) => settleMs ?? []),
    };
  }

  function now(): Live {
    const awaited = progress.live();
    const open = counted.length === 0 ? 0 : openCounted();
    if (cached?.awaited !== awaited || cached.open !== open)
      cached = { awaited, open, live: derive(awaited) };
    return cached.live;
  }

  return {
    now,
    isAlways: (exchange) => alwaysSet.has(exchange),
    failOn,
    of,
  };
}

const hasHeading = ({ pattern }: Exchange): boolean =>
  (pattern.kind === 'text' || pattern.kind === 'regexp') && pattern.after !== undefined;
const isBesideText = ({ pattern }: Exchange): boolean => pattern.kind === 'screen' || pattern.kind === 'raw';

function matcherOf(pattern: Pattern & { kind: 'text' | 'regexp' }): Rule['matcher'] {
  const matcher = createMatcher(pattern);
  return pattern.after === undefined ? matcher : withAfter(matcher, pattern.after);
}
