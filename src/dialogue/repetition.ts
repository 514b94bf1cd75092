import type { Exchange } from './types.js';
import type { Action } from './typing.js';

/** Counts how often the same answer was given in a row to an equal screen. */
export interface Repetition {
  /** Takes note of an answer about to be given and returns how many times in a row it is the same, 1 for the first. */
  note(exchange: Exchange, answer: Action, screen: string): number;
}

export function createRepetition(): Repetition {
  let last: { exchange: Exchange; answer: Action; screen: string; times: number } | undefined;
  const isLast = (exchange: Exchange, answer: Action, screen: string): boolean =>
    last?.exchange === exchange && isSame(last.answer, answer) && last.screen === screen;
  return {
    note(exchange, answer, screen) {
      const times = isLast(exchange, answer, screen) ? (last?.times ?? 0) + 1 : 1;
      last = { exchange, answer, screen, times };
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
