import { isChoice } from '../secret-wording.js';
import type { AnswerDraft } from './draft.js';
import type { BookedParam, ParamBook } from './params.js';

/** Parameters while two recordings are brought together: those of the script that is made, and values of the other one. */
export interface MergedParams {
  readonly book: ParamBook;
  readonly other: readonly BookedParam[];
  /** Values of secrets in both, with the names; what was typed openly where the other recording has a secret is one more. */
  readonly secretValues: Map<string, string>;
}

/** One text for two that were given at a prompt: one that differs is a parameter; a secret in one is a secret in both. */
export function mergeSource(
  one: AnswerDraft,
  other: AnswerDraft,
  prompt: string,
  { book, other: theirs, secretValues }: MergedParams,
): AnswerDraft {
  const [value, otherValue] = [valueOf(one, book.all), valueOf(other, theirs)];
  if (one.kind === 'secret') return mergeSecret(one, { source: other, value: otherValue }, secretValues);
  if (other.kind === 'secret') return mergeSecret(other, { source: one, value }, secretValues);
  if (value === otherValue)
    return one.kind === 'param' ? one : other.kind === 'param' ? adoptedSource(other.name) : one;
  const name =
    one.kind === 'param'
      ? one.name
      : book.add(value, prompt, 'value', other.kind === 'param' ? other.name : undefined);
  book.also(name, otherValue);
  return { kind: 'param', name };

  function adoptedSource(wanted: string): AnswerDraft {
    return { kind: 'param', name: book.add(value, prompt, 'value', wanted) };
  }
}

/** Of a secret nothing is known here. */
function valueOf(source: AnswerDraft, all: readonly BookedParam[]): string {
  if (source.kind === 'secret') return '';
  if (source.kind === 'text') return source.text;
  return all.find(({ name }) => name === source.name)?.value ?? '';
}

type SecretAnswer = Extract<AnswerDraft, { readonly kind: 'secret' }>;

/** A secret, and what another recording has in its place. */
function mergeSecret(
  secret: SecretAnswer,
  { source, value }: { readonly source: AnswerDraft; readonly value: string },
  secretValues: Map<string, string>,
): SecretAnswer {
  if (value !== '' && !secretValues.has(value)) secretValues.set(value, secret.name);
  // A choice may have been hidden as well as the secret.
  const isShown = source.kind === 'secret' ? source.isVisible === true : !isChoice('', value);
  return isShown ? { ...secret, isVisible: true } : secret;
}
