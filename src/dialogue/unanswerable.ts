import { linePrefix, onPromptLine, type Rule } from './candidates.js';
import type { ExcludedExchange, Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** The exchange that was answered last, what stood before its match on the line, and where the cursor was. */
export interface Answered {
  readonly exchange: Exchange;
  readonly linePrefix: string;
  readonly end: number;
}

interface Asked {
  readonly sight: Sight;
  readonly answered: Answered | undefined;
  readonly excluded: readonly ExcludedExchange[];
  readonly rulesOf: (exchanges: readonly Exchange[]) => readonly Rule[];
}

/** Where in the text stands what the program wrote between the answer and the prompt's return; absolute offsets. */
interface Said {
  readonly from: number;
  readonly to: number;
}

/** Why nobody answers a prompt that stands there. */
export type Unanswerable =
  | { readonly kind: 'refused'; readonly exchange: Exchange; readonly said: Said }
  | { readonly kind: 'excluded'; readonly exchange: Exchange; readonly condition: string };

/** A prompt that nothing live takes: answered before and asked again, or left out by its `when`. */
export function unanswerable(asked: Asked): Unanswerable | undefined {
  return refused(asked) ?? excluded(asked);
}

function refused({ sight, answered, rulesOf }: Asked): Unanswerable | undefined {
  if (answered === undefined) return undefined;
  const [again] = onPromptLine(rulesOf([answered.exchange]), sight, false);
  if (again === undefined || linePrefix(sight.text, again.found) !== answered.linePrefix) return undefined;
  const from = Math.max(sight.start + sight.floor, answered.end);
  const said = { from, to: Math.max(from, sight.start + again.found.start) };
  return { kind: 'refused', exchange: answered.exchange, said };
}

function excluded({ sight, excluded: all, rulesOf }: Asked): Unanswerable | undefined {
  const found = all.find(({ exchange }) => onPromptLine(rulesOf([exchange]), sight, false).length > 0);
  return found === undefined ? undefined : { kind: 'excluded', ...found };
}
