import { isBeginningOf, isSameSubmission, type LineEdit, type Submission } from './line-edit.js';
import { type PressedKey, readKeys } from './read-keys.js';
import type { TapeAnswer } from './tape.js';

/** What keys came to where an answer was awaited. */
export type AnswerReading =
  /** They are its beginning. */
  | { readonly kind: 'more' }
  /** It was given; these keys were pressed behind it. */
  | { readonly kind: 'given'; readonly left: readonly PressedKey[] }
  | { readonly kind: 'other'; readonly typed: Submission };

/** Reads keys into the line that is edited, as far as the answer goes. */
export function readAnswer(edit: LineEdit, keys: readonly PressedKey[], answer: TapeAnswer): AnswerReading {
  const wanted = [answer, ...(answer.others ?? [])];
  for (const [at, key] of keys.entries()) {
    const submitted = edit.press(key, answer.recalls);
    const left = keys.slice(at + 1);
    if (submitted !== undefined)
      return wanted.some((each) => isSameSubmission(submitted, each))
        ? { kind: 'given', left }
        : { kind: 'other', typed: submitted };
    const taken = wanted.find((each) => isTaken(edit.open, each));
    if (taken !== undefined)
      return { kind: 'given', left: [...readKeys(edit.open.text.slice(taken.text.length)), ...left] };
  }
  const isStage = answer.meanwhile.some(({ line }) => line === edit.line);
  const isBeginning = wanted.some((each) => isBeginningOf(edit.open, each));
  return isStage || isBeginning ? { kind: 'more' } : { kind: 'other', typed: edit.open };
}

/** A program may take a text without a key behind it. */
const isTaken = (typed: Submission, { isCleared, text, key }: Submission): boolean =>
  key === undefined && typed.isCleared === isCleared && typed.text.startsWith(text);
