import type { ExchangeDraft } from './draft.js';
import { promptOf, type Sight } from './sights.js';

/** A question whether to try once more, its letters in brackets or not: `Retry? [Y/n]`, `(R)etry, (A)bort?`. */
const asksToRetry = /\b(?:re-?try|try (?:(?:it|this|that) )?again)\b.*\?/i;

/** What programs call what went wrong. */
const failure =
  /\b(?:errors?|fail(?:s|ed|ure)?|fatal|unable to|could ?n['’o]t|can(?:['’]|no)t|timed[ -]?out|unreachable|refused)\b/i;

/**
 * The exchange for a question after a failure: it need not come, for an installation that goes well has none. One that asks its way
 * back to a question before is about an answer, which a script gives again. A rule for it would go on as long as the installer fails.
 */
export function afterFailure(exchange: ExchangeDraft, sights: readonly Sight[], at: number): ExchangeDraft {
  const lines = sights.map((sight) => promptOf(sight).line.trim());
  const line = lines[at] ?? '';
  const said = sights[at]?.text ?? '';
  if (!asksToRetry.test(line.replaceAll(/[()[\]]/g, '')) || !failure.test(said)) return exchange;
  const next = lines[at + 1];
  if (next !== undefined && lines.slice(0, at).includes(next) && next !== line) return exchange;
  const why = 'guessed: this is asked after a failure, which need not come again';
  return { ...exchange, isOptional: true, comments: [...exchange.comments, why] };
}
