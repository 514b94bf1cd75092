import { cellsOf } from '../screen/cell-width.js';
import { alignWithin, type Pair } from './alignment.js';
import { literalRuns } from './literal-runs.js';
import type { Exchange } from './types.js';

/** The text that is most like what was waited for. */
export interface NearestMiss {
  /** The whole line it begins on, as a person sees it. */
  readonly line: string;
  /** From 0 to 1, all of it the same. */
  readonly similarity: number;
  /**
   * What was waited for, what was seen, and a caret below each character that differs, one line each. White space that
   * differs is shown as `␣`, `⇥` or `⍽` (one that does not break), a line end always as `⏎`; a blank above a caret is a
   * character the other text lacks.
   */
  readonly marked: readonly [wanted: string, seen: string, carets: string];
}

/** Less is like it by chance. */
const leastSimilarity = 0.6;

/** So much is compared at most: some 2 million steps, about 20 ms. */
const mostWanted = 200;
const mostText = 8000;

/** The place in the text a person sees, its last 8000 characters, that is most like that literal text; undefined when none is. */
export function nearestMiss(wanted: string, lines: readonly string[]): NearestMiss | undefined {
  const found = nearestPlace(wanted, lines);
  return found !== undefined && found.similarity >= leastSimilarity ? found : undefined;
}

function nearestPlace(wanted: string, lines: readonly string[]): NearestMiss | undefined {
  const pattern = wanted.slice(0, mostWanted);
  const text = lines.join('\n').slice(-mostText);
  if (pattern.trim() === '' || text.trim() === '') return undefined;
  const { cost, pairs, start } = alignWithin(pattern, text);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  return {
    line: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd),
    similarity: Math.max(0, 1 - cost / pattern.length),
    marked: mark(pairs),
  };
}

function mark(pairs: readonly Pair[]): NearestMiss['marked'] {
  const marked = pairs.map(markPair);
  const line = (at: 0 | 1 | 2): string => marked.map((each) => each[at]).join('');
  return [line(0), line(1), line(2).trimEnd()];
}

/** Each as wide as the wider one, so that what follows stands below what it is compared with. */
function markPair({ wanted, seen }: Pair): readonly [string, string, string] {
  const isDiffering = wanted !== seen;
  const sides = [shown(wanted, isDiffering), shown(seen, isDiffering)] as const;
  const cells = Math.max(...sides.map(cellsOf));
  const fit = (text: string): string => text + ' '.repeat(cells - cellsOf(text));
  return [fit(sides[0]), fit(sides[1]), (isDiffering ? '^' : ' ').repeat(cells)];
}

const signs = new Map([
  [' ', '␣'],
  ['\t', '⇥'],
  ['\u00a0', '⍽'],
]);

function shown(character: string | undefined, isDiffering: boolean): string {
  if (character === undefined) return ' ';
  if (character === '\n') return '⏎';
  if (isDiffering) return signs.get(character) ?? character;
  // One column a character, or the carets would stand beside what they mark.
  return character === '\t' ? ' ' : character;
}

/** An exchange and how like its pattern is to a prompt. */
export interface NearExchange {
  readonly exchange: Exchange;
  readonly miss: NearestMiss;
}

/** The exchanges whose patterns are most like a prompt nobody answered, the most alike first; those without any text are left out. */
export function nearestExchanges(
  prompt: string,
  exchanges: readonly Exchange[],
  count = 3,
): readonly NearExchange[] {
  return exchanges
    .flatMap((exchange) => {
      // The longest piece says most; a short one is found anywhere.
      const [longest = ''] = [...literalRuns(exchange.pattern)].sort((a, b) => b.length - a.length);
      const miss = nearestPlace(longest, prompt.split('\n'));
      return miss === undefined ? [] : [{ exchange, miss }];
    })
    .sort((a, b) => b.miss.similarity - a.miss.similarity)
    .slice(0, count);
}
