import type { Reading } from './reading.js';
import type { Exchange } from './types.js';
import type { Action } from './typing.js';

/** Counts how often the same answer was given in a row to an equal screen. */
export interface Repetition {
  /** Takes note of an answer about to be given and returns how many times in a row it is the same, 1 for the first. */
  note(exchange: Exchange, answer: Action): number;
}

/** An answer, and the screen that it was given to, as far as it is known without rendering it for each answer. */
interface Given {
  readonly exchange: Exchange;
  readonly answer: Action;
  /** The text on it. */
  readonly text: string;
  /** The bytes since the answer before. */
  readonly drawn: string;
}

/** Characters above the line of the cursor that make a screen equal to another. */
const screenful = 2000;

export function createRepetition({ unspent: { view }, raw }: Reading): Repetition {
  let last: (Given & { readonly times: number }) | undefined;
  let notedAt = 0;

  /** On screens that are cleared and drawn anew the text may be equal though another line is highlighted: then the bytes tell. */
  const drawn = (): string => (view.screenStart > 0 ? raw.from(notedAt).text : '');

  return {
    note(exchange, answer) {
      const text = view.textFrom(Math.max(view.screenStart, view.lineStart - screenful));
      const given = { exchange, answer, text, drawn: drawn() };
      const times = last !== undefined && isAgain(last, given) ? last.times + 1 : 1;
      last = { ...given, times };
      notedAt = raw.end;
      return times;
    },
  };
}

/** What was drawn before the first of equal answers came from somewhere else: it is no part of the comparison. */
function isAgain(last: Given & { readonly times: number }, given: Given): boolean {
  return (
    last.exchange === given.exchange &&
    isSame(last.answer, given.answer) &&
    last.text === given.text &&
    (last.times === 1 || last.drawn === given.drawn)
  );
}

/** Most answers are text, and need not be spelled out to be compared. */
function isSame(one: Action, other: Action): boolean {
  return textOf(one) === textOf(other) && JSON.stringify(one) === JSON.stringify(other);
}

function textOf(action: Action): string | undefined {
  return action.kind === 'send' && action.typing.kind === 'text' ? action.typing.text : undefined;
}
