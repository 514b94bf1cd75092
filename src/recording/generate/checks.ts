import type { Screen } from '../../screen.js';
import type { Note } from '../marker.js';
import type { ExchangeDraft, Part, PatternDraft } from './draft.js';
import { varyingComment } from './exchanges.js';
import { isSamePattern, literalOf, matchesIn } from './pattern.js';
import { isSeen } from './question.js';
import { type OwnNames, partsOf } from './volatile.js';

/** What a person could read when they said what the program must have written. */
export interface Checked {
  /** All that was not answered yet. */
  readonly text: string;
  readonly screen: Screen;
  /** What the next exchange waits for, if one comes. */
  readonly next?: PatternDraft | undefined;
  readonly own: OwnNames;
}

/**
 * The exchanges for what the program must have written, in the order it did. A text is spent by whatever matches it, so what
 * the next exchange waits for is left to that one; and what was spent before is looked for on the screen.
 */
export function checksIn(notes: readonly Note[], checked: Checked): readonly ExchangeDraft[] {
  const texts = notes.flatMap((note) => (note.kind === 'check' ? [note.text] : []));
  const found: Found[] = [...new Set(texts)].map((text) => foundIn(text, checked));
  const written = found.filter(({ start }) => start !== undefined);
  const patterns = [
    ...inOrder(written.sort((one, other) => (one.start ?? 0) - (other.start ?? 0))),
    ...found.filter(({ start }) => start === undefined),
  ].map(({ expect }) => expect);
  const { next } = checked;
  return patterns
    .filter((expect) => literalOf(expect.parts) !== '' && !(next && isSamePattern(expect, next)))
    .map((expect) => ({ expect, response: { kind: 'none' }, comments: varyingComment(expect) }));
}

interface Found {
  readonly expect: PatternDraft;
  /** Where in the text; absent for what is on the screen only. */
  readonly start?: number;
  readonly end?: number;
}

function foundIn(text: string, { text: unspent, screen, next, own }: Checked): Found {
  const parts = partsOf(text, own);
  const onScreen: PatternDraft = { kind: 'screen', parts };
  const isShown = isSeen(onScreen, screen);
  if (isShown && screen.isAlternate) return { expect: onScreen };
  const [match] = matchesIn(parts, unspent);
  if (match === undefined) return { expect: isShown ? onScreen : { kind: 'text', parts } };
  const limit = next?.kind === 'text' ? startOf(next.parts, unspent) : undefined;
  if (limit === undefined || match.end <= limit) return { expect: { kind: 'text', parts }, ...match };
  const above = unspent.slice(match.start, limit).trim();
  const isWord = /[\p{L}\p{N}]{2}/u.test(above);
  return { expect: { kind: 'text', parts: isWord ? partsOf(above, own) : [] }, ...match, end: limit };
}

const startOf = (parts: readonly Part[], text: string): number | undefined =>
  literalOf(parts) === '' ? undefined : matchesIn(parts, text).at(-1)?.start;

/** Without what stands in one that goes before it. */
function inOrder(found: readonly Found[]): readonly Found[] {
  let spent = 0;
  return found.filter(({ start = 0, end = 0 }) => {
    if (start < spent) return false;
    spent = end;
    return true;
  });
}
