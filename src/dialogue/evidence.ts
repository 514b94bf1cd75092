import type { DialogueEvidence, NearMiss } from '../errors/dialogue.js';
import { nearestMiss } from './likeness.js';
import type { Dialogue, Exchange, Item, Pattern } from './types.js';

/** The last lines of the screen in which what was awaited is looked for. */
const searchedLines = 12;
const mostShown = 3;

/** What a failure shows of an exchange that waits. */
export function evidenceOf(
  exchange: Exchange | undefined,
  screen: readonly string[],
  waitedMs: number,
): DialogueEvidence {
  const base = { screen, waitedMs };
  if (exchange === undefined) return base;
  const { place, label: pattern } = exchange;
  const view = viewOf(exchange.pattern);
  const nearest = nearestOf([exchange], screen).slice(0, 1);
  return {
    ...(place !== undefined && { place }),
    pattern,
    ...(view !== undefined && { view }),
    ...(nearest.length > 0 && { nearest }),
    ...base,
  };
}

function viewOf({ kind }: Pattern): DialogueEvidence['view'] {
  if (kind === 'screen') return 'screen';
  return kind === 'raw' ? 'bytes' : undefined;
}

/** The exchanges whose patterns are most like something on the screen without being there, best first. */
export function nearestOf(exchanges: readonly Exchange[], screen: readonly string[]): readonly NearMiss[] {
  const lines = screen.filter((line) => line.trim() !== '').slice(-searchedLines);
  return exchanges
    .flatMap(({ place, pattern }) => {
      const found = nearestMiss(literalOf(pattern), lines);
      if (found === undefined || found.likeness === 1) return [];
      const { wanted, seen, marks, likeness } = found;
      return [{ likeness, miss: { ...(place !== undefined && { place }), wanted, seen, marks } }];
    })
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, mostShown)
    .map(({ miss }) => miss);
}

/** Every exchange of a dialogue, wherever it stands. */
export function allExchanges(dialogue: Dialogue): readonly Exchange[] {
  return [...dialogue.items.flatMap(exchangesIn), ...dialogue.always];
}

function exchangesIn(item: Item): readonly Exchange[] {
  if (item.kind === 'exchange') return [item.exchange];
  if (item.kind === 'any-order') return item.exchanges;
  return item.branches.flatMap(({ exchange, then }) => [exchange, ...then.flatMap(exchangesIn)]);
}

/** The text of a pattern; of an expression what is left without its operators. */
function literalOf(pattern: Pattern): string {
  if (pattern.kind === 'screen') return literalOf(pattern.condition.text);
  if (pattern.kind === 'raw') return literalOf(pattern.text);
  if (pattern.kind === 'text') return pattern.text;
  return pattern.kind === 'regexp' ? withoutOperators(pattern.source) : '';
}

function withoutOperators(source: string): string {
  return source
    .replace(/\\[a-zA-Z]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/\[[^\]]*\]|\(\?[:=!<]*|[()*+^$|]|\{\d+,?\d*\}/g, ' ');
}
