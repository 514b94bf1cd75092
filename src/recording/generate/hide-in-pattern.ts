import type { Part, PatternDraft } from './draft.js';
import { type Hiding, mask } from './hiding.js';
import { recordedText, wordsOf } from './pattern.js';
import { partsOf } from './volatile.js';

/** A pattern without values of secrets: they are what varies. A line above it or a title that holds one tells nothing then. */
export function hideInPattern(pattern: PatternDraft, hiding: Hiding): PatternDraft {
  const { after, box, ...rest } = pattern;
  return {
    ...rest,
    parts: hideInParts(pattern.parts, hiding),
    ...(after !== undefined && !hiding.isIn(after) && { after }),
    ...(box !== undefined && !hiding.isIn(box) && { box }),
  };
}

function hideInParts(parts: readonly Part[], hiding: Hiding): readonly Part[] {
  const whole = hiding.text(recordedText(parts));
  if (whole === recordedText(parts)) return parts;
  const cut = parts.flatMap((part) => hideInPart(part, hiding));
  // A value may go on in what varies.
  const isSpread = countOf(whole) > countOf(cut.map(({ text }) => hiding.text(text)).join(''));
  const hidden = isSpread ? partsOf(whole).map(asSecret) : cut;
  // Nothing but what varies would match anywhere.
  return /[\p{L}\p{N}]/u.test(wordsOf(hidden)) ? hidden : [];
}

/** A value that is of a kind of what varies today may be of no kind tomorrow. */
function hideInPart(part: Part, hiding: Hiding): readonly Part[] {
  if (part.varies === undefined) return cutOut(part.text, hiding);
  return [hiding.isIn(part.text) ? secretPart : part];
}

/** What stays and, in the place of each value, what varies. */
function cutOut(text: string, hiding: Hiding): readonly Part[] {
  if (!hiding.isIn(text)) return [{ text }];
  const stays = hiding.text(text).split(mask);
  return stays
    .flatMap((each, at) => (at === 0 ? [{ text: each }] : [secretPart, { text: each }]))
    .filter((part) => part.text !== '');
}

/** A value may hold blanks, as a secret that a program shows masked does not. */
const secretPart: Part = { text: mask, varies: { name: 'secret', source: '.+?' } };

const asSecret = (part: Part): Part => (part.varies?.name === 'secret' ? secretPart : part);

const countOf = (text: string): number => text.split(mask).length;
