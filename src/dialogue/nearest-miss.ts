import { type Alignment, alignWithin } from './alignment.js';
import { isLiteral, literalRuns } from './literal-runs.js';
import { markAll, type Marked } from './side-by-side.js';
import type { Exchange, Pattern } from './types.js';

/** The text that is most like what was waited for, and not the same. */
export interface NearestMiss {
  /** The whole line it begins on, as a person sees it. */
  readonly line: string;
  /** From 0 to 1, which it never reaches: all of it the same. */
  readonly similarity: number;
  readonly marked: Marked;
}

/** Less is like it by chance. */
const leastSimilarity = 0.6;

/** So much is compared at once at most: some 2 million steps, about 20 ms. */
const mostWanted = 200;
const mostText = 8000;
/** Of longer text, what is compared begins so far before the first difference: enough of it is the same for being alike. */
const mostBefore = 120;
/** Shorter pieces of a regular expression are found anywhere. */
const leastRun = 3;

/**
 * The place in the text a person sees, its last 8000 characters, that is most like the literal text of a pattern; undefined when
 * none is, or when all that is compared stands there unchanged.
 */
export function nearestMiss(pattern: Pattern, lines: readonly string[]): NearestMiss | undefined {
  const found = missOf(pattern, lines);
  return found !== undefined && found.similarity >= leastSimilarity ? found : undefined;
}

/** An exchange and how like its pattern is to a prompt. */
export interface NearExchange {
  readonly exchange: Exchange;
  readonly miss: NearestMiss;
}

/**
 * The exchanges whose patterns are most like a question nobody answered, the most alike first; those without any text, and those
 * of which nothing differs, are left out. The question's last line is the prompt.
 */
export function nearestExchanges(
  question: readonly string[],
  exchanges: readonly Exchange[],
  count = 3,
): readonly NearExchange[] {
  return exchanges
    .flatMap((exchange) => {
      // What stands unchanged above the prompt was said there and is not asked: the prompt may be meant all the same.
      const miss = missOf(exchange.pattern, question) ?? missOf(exchange.pattern, question.slice(-1));
      return miss === undefined ? [] : [{ exchange, miss }];
    })
    .sort((a, b) => b.miss.similarity - a.miss.similarity)
    .slice(0, count);
}

function missOf(pattern: Pattern, lines: readonly string[]): NearestMiss | undefined {
  const text = lines.join('\n').slice(-mostText);
  const split = isLiteral(pattern) ? intoWords : intoCharacters;
  // The longest piece says most; a short one is found anywhere.
  const [longest = '', ...others] = [...literalRuns(pattern)].sort((a, b) => b.length - a.length);
  const found = nearestPlace(split(longest), split(text));
  if (found === undefined || found.similarity < 1) return found;
  // That is not what differs: the piece that does stands beside it.
  return others
    .map((other) => other.trim())
    .filter((other) => other.length >= leastRun)
    .flatMap((other) => nearestPlace(split(other), split(found.line)) ?? [])
    .filter(({ similarity }) => similarity < 1)
    .sort((a, b) => b.similarity - a.similarity)[0];
}

/** Text of which each piece is compared as a whole, by its key. */
interface Split {
  readonly pieces: readonly string[];
  readonly keys: readonly string[];
}

function intoCharacters(text: string): Split {
  const pieces = Array.from(text);
  return { pieces, keys: pieces };
}

/** A run of white space is one piece and equals any other, across one line end. */
function intoWords(text: string): Split {
  const pieces = text.match(/\s+|\S/gu) ?? [];
  return { pieces, keys: pieces.map((piece) => piece.replace(/^\s+$/, /\n.*\n/s.test(piece) ? '\n' : ' ')) };
}

const part = ({ pieces, keys }: Split, from: number, to?: number): Split => ({
  pieces: pieces.slice(from, to),
  keys: keys.slice(from, to),
});

function nearestPlace(wanted: Split, text: Split): NearestMiss | undefined {
  if (isBlank(wanted) || isBlank(text)) return undefined;
  const { from, textFrom } = whereToCompare(wanted.keys, text.keys);
  const compared = part(wanted, from, from + mostWanted);
  const seen = from === 0 ? text : part(text, textFrom, textFrom + 2 * mostWanted);
  const alignment = alignWithin(compared.keys, seen.keys);
  return {
    line: lineAt(text, textFrom + alignment.start),
    similarity: Math.max(0, 1 - alignment.cost / compared.keys.length),
    marked: marked(alignment, compared, seen),
  };
}

/** Of what is too long to be compared as a whole: near the first difference, where its longest unchanged beginning stands. */
function whereToCompare(
  wanted: readonly string[],
  text: readonly string[],
): { readonly from: number; readonly textFrom: number } {
  if (wanted.length <= mostWanted) return { from: 0, textFrom: 0 };
  let longest = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    let size = 0;
    while (size < wanted.length && wanted[size] === text[at + size]) size++;
    if (size >= longest) [longest, start] = [size, at];
  }
  const from = Math.max(0, longest - mostBefore);
  return { from, textFrom: from === 0 ? 0 : start + from };
}

const isBlank = ({ pieces }: Split): boolean => pieces.join('').trim() === '';

function lineAt({ pieces }: Split, index: number): string {
  const before = pieces.slice(0, index).join('');
  const behind = pieces.slice(index).join('').split('\n', 1);
  return before.slice(before.lastIndexOf('\n') + 1) + (behind[0] ?? '');
}

function marked({ pairs }: Alignment, wanted: Split, text: Split): Marked {
  return markAll(
    pairs.map((pair) => ({
      wanted: pair.wanted === undefined ? undefined : wanted.pieces[pair.wanted],
      seen: pair.seen === undefined ? undefined : text.pieces[pair.seen],
      isSame:
        pair.wanted !== undefined &&
        pair.seen !== undefined &&
        wanted.keys[pair.wanted] === text.keys[pair.seen],
    })),
  );
}
