import type { DialogueEvidence, NearMiss } from '../errors/dialogue.js';
import { literalRuns } from './literal-runs.js';
import { nearestExchanges, type NearestMiss, nearestMiss } from './nearest-miss.js';
import { exchangesIn } from './progress.js';
import type { Dialogue, Exchange, Pattern } from './types.js';

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
  const [longest = ''] = [...literalRuns(exchange.pattern)].sort((one, other) => other.length - one.length);
  const found = nearestMiss(longest, lines);
  return found === undefined || found.similarity === 1 ? [] : [nearMiss(exchange, found)];
}

/** The prompt nobody answers may be meant for any exchange: those most like it are shown. */
export function withNearest(shown: DialogueEvidence, dialogue: Dialogue, prompt: string): DialogueEvidence {
  const nearest = nearestOf(allExchanges(dialogue), prompt);
  return nearest.length === 0 ? shown : { ...shown, nearest };
}

/** The exchanges that are most like a prompt nobody answers, best first. */
function nearestOf(exchanges: readonly Exchange[], prompt: string): readonly NearMiss[] {
  return nearestExchanges(prompt, exchanges)
    .filter(({ miss }) => miss.similarity < 1)
    .map(({ exchange, miss }) => nearMiss(exchange, miss));
}

function nearMiss({ place }: Exchange, { marked: [wanted, seen, marks] }: NearestMiss): NearMiss {
  return { ...(place !== undefined && { place }), wanted, seen, marks };
}

/** Every exchange of a dialogue, wherever it stands. */
function allExchanges(dialogue: Dialogue): readonly Exchange[] {
  return [...dialogue.items.flatMap(exchangesIn), ...dialogue.always];
}
