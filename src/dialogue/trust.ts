import { isBlank } from './blank.js';
import { type Candidate, linePrefix } from './candidates.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/**
 * Whether the end of a read may be taken for the end of what the program writes now. A read can be cut anywhere, so
 * every stop is waited for; only a prompt that has come before, with the same words in front of it but for numbers, and
 * whose stops held several times in a row, is answered at once when it comes in one read with little text before it. A
 * stop that was none (more came within `settle`) takes all trust away.
 */
export interface Trust {
  /** More output came; `end` is where the text ended before it. */
  fed(end: number): void;
  /** The exchange's prompt stands at the end of what has come, behind `prefix` on its line, and is waited for. */
  held(exchange: Exchange, prefix: string): void;
  /** The program has been quiet for `settle`. */
  settled(): void;
  /** Our typing comes back next; that is not the program going on. */
  answered(): void;
  /** Whether the candidate may be answered now. */
  covers(candidate: Candidate, sight: Sight): boolean;
}

/** Stops of a prompt that have to hold first; each costs one `settle`. */
const neededStops = 3;

export function createTrust(): Trust {
  const stops = new Map<Exchange, { readonly prefix: string; readonly times: number }>();
  let held: { readonly exchange: Exchange; readonly prefix: string } | undefined;
  let readStart = 0;
  return {
    fed(end) {
      if (held !== undefined) stops.clear();
      held = undefined;
      readStart = end;
    },
    held(exchange, prefix) {
      held = { exchange, prefix: withoutNumbers(prefix) };
    },
    settled() {
      if (held === undefined) return;
      const { exchange, prefix } = held;
      const known = stops.get(exchange);
      stops.set(exchange, { prefix, times: known?.prefix === prefix ? known.times + 1 : 1 });
      held = undefined;
    },
    answered() {
      held = undefined;
    },
    covers({ exchange, found }, { text, start, lineStart }) {
      const known = stops.get(exchange);
      if (known === undefined || known.times < neededStops) return false;
      const isSame = withoutNumbers(linePrefix(text, found)) === known.prefix;
      return isSame && isBlank(text, lineStart, readStart - start);
    },
  };
}

const withoutNumbers = (text: string): string => (text === '' ? '' : text.replace(/\d+/g, '0'));
