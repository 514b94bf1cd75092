import type { Reading } from './reading.js';
import type { Exchange } from './types.js';
import type { Action } from './typing.js';

/** Counts how often the same answer was given in a row to an equal screen. */
export interface Repetition {
  /** Takes note of an answer about to be given and returns how many times in a row it is the same, 1 for the first. */
  note(exchange: Exchange, answer: Action): number;
}

/** Characters above the line of the cursor that make a screen equal to another. */
const screenful = 2000;

export function createRepetition({ unspent: { view }, raw }: Reading): Repetition {
  let exchange: Exchange | undefined;
  let answer: Action | undefined;
  /** The screen that it was given to, as far as it is known without rendering it for each answer: the text on it. */
  let text = '';
  /** And the bytes since the answer before. */
  let drawn = '';
  let times = 0;
  let notedAt = 0;

  return {
    note(nextExchange, nextAnswer) {
      const nextText = view.textFrom(Math.max(view.screenStart, view.lineStart - screenful));
      // On screens that are cleared and drawn anew the text may be equal though another line is highlighted: then the bytes tell.
      const nextDrawn = view.screenStart > 0 ? raw.from(notedAt).text : '';
      const isAgain =
        nextExchange === exchange &&
        answer !== undefined &&
        isSame(nextAnswer, answer) &&
        nextText === text &&
        // What was drawn before the first of equal answers came from somewhere else.
        (times === 1 || nextDrawn === drawn);
      exchange = nextExchange;
      answer = nextAnswer;
      text = nextText;
      drawn = nextDrawn;
      notedAt = raw.end;
      times = isAgain ? times + 1 : 1;
      return times;
    },
  };
}

/** Most answers are text, and need not be spelled out to be compared. */
function isSame(one: Action, other: Action): boolean {
  return textOf(one) === textOf(other) && JSON.stringify(one) === JSON.stringify(other);
}

function textOf(action: Action): string | undefined {
  return action.kind === 'send' && action.typing.kind === 'text' ? action.typing.text : undefined;
}
