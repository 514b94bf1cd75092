import type { DialogueEvidence, NearMiss } from '../errors/dialogue.js';
import { nearestExchanges, type NearestMiss, nearestMiss } from './nearest-miss.js';
import { exchangesIn } from './progress.js';
import type { Dialogue, Exchange, Pattern, TextPattern } from './types.js';

/** The last lines of the screen in which what was awaited is looked for. */
const searchedLines = 12;

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
  const nearest = missOf(exchange, screen);
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

/** What of an exchange's pattern almost stands on the screen. */
function missOf(exchange: Exchange, screen: readonly string[]): readonly NearMiss[] {
  const lines = screen.filter((line) => line.trim() !== '').slice(-searchedLines);
  const found = nearestMiss(exchange.pattern, lines);
  return found === undefined ? [] : [nearMiss(exchange, found)];
}

/** The question nobody answers may be meant for any exchange: those most like it are shown, best first. Its last line is the prompt. */
export function withNearest(
  shown: DialogueEvidence,
  dialogue: Dialogue,
  question: readonly string[],
): DialogueEvidence {
  const nearest = nearestExchanges(question, allExchanges(dialogue));
  if (nearest.length === 0) return shown;
  return { ...shown, nearest: nearest.map(({ exchange, miss }) => nearMiss(exchange, miss)) };
}

function nearMiss({ place }: Exchange, { marked: [wanted, seen, marks] }: NearestMiss): NearMiss {
  return { ...(place !== undefined && { place }), wanted, seen, marks };
}

/** The exchange that looks for a regular expression, written `/source/flags`. */
export function exchangeWith(dialogue: Dialogue, expression: string): Exchange | undefined {
  const all = [
    ...dialogue.failOn,
    ...allExchanges(dialogue),
    ...dialogue.excluded.map(({ exchange }) => exchange),
  ];
  return all.find(({ pattern }) => {
    const text = textOf(pattern);
    return text?.kind === 'regexp' && `/${text.source}/${text.flags}` === expression;
  });
}

function textOf(pattern: Pattern): TextPattern | undefined {
  if (pattern.kind === 'screen') return pattern.condition.text;
  if (pattern.kind === 'raw') return pattern.text;
  return pattern.kind === 'eof' || pattern.kind === 'quiet' ? undefined : pattern;
}

/** Every exchange of a dialogue, wherever it stands. */
function allExchanges(dialogue: Dialogue): readonly Exchange[] {
  return [...dialogue.items.flatMap(exchangesIn), ...dialogue.always];
}
