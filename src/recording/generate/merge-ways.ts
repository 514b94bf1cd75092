import { isDeepStrictEqual } from 'node:util';
import type { ResponseDraft, Way } from './draft.js';
import type { ParamBook } from './params.js';

/** Longer ones nobody would type on a command line. */
const longestValue = 40;

/** A response that is one or the other, by the value of a parameter; the ways of `one` stay. */
export function eitherOf(
  one: ResponseDraft,
  other: Way['response'],
  { prompt, book }: { readonly prompt: string; readonly book: ParamBook },
): ResponseDraft {
  const ways = one.kind === 'either' ? one.ways : [{ value: valueFor(one, []), response: one }];
  if (ways.some(({ response }) => isDeepStrictEqual(response, other))) return one;
  const added = { value: valueFor(other, ways), response: other };
  const param = one.kind === 'either' ? one.param : book.addChoice(ways[0]?.value ?? '', prompt);
  book.also(param, added.value);
  return { kind: 'either', param, ways: [...ways, added] };
}

/** What stands for a way, such that none of the others has it. */
function valueFor(response: Way['response'], others: readonly Way[]): string {
  const told = wordsFor(response).replaceAll(/\s+/g, ' ').trim();
  const isPlain = told !== '' && told.length <= longestValue && !told.includes('${{');
  const value = isPlain ? told : `recording-${others.length + 1}`;
  const isTaken = (each: string): boolean => others.some((other) => other.value === each);
  if (!isTaken(value)) return value;
  for (let count = 2; ; count++) if (!isTaken(`${value} ${count}`)) return `${value} ${count}`;
}

/** In the words of the screen. What was typed is not told: it may be of one machine only. */
function wordsFor(response: Way['response']): string {
  switch (response.kind) {
    case 'tick':
      return `${response.only.length === 0 ? 'nothing' : response.only.join(', ')}${confirmed(response.confirm)}`;
    case 'select':
      return typeof response.one === 'string' ? `${response.one}${confirmed(response.confirm)}` : 'selected';
    case 'fill':
      return `${response.fields.map(({ label }) => label).join(', ')}${confirmed(response.confirm)}`;
    case 'press':
      return response.keys.map((key) => key.replace(/^<(.*)>$/, '$1')).join(' ');
    case 'answer':
    case 'type':
      return response.source.kind === 'text' && response.source.text === '' ? 'enter' : 'typed';
    case 'none':
      return 'nothing';
  }
}

const confirmed = (button: string | undefined): string => (button === undefined ? '' : ` ${button}`);
