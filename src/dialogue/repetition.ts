import type { Exchange } from './types.js';

/** Counts how often the same answer was given in a row to an equal screen. */
export interface Repetition {
  /** Takes note of an answer about to be given and returns how many times in a row it is the same, 1 for the first. */
  note(exchange: Exchange, answer: string, screen: string): number;
}

export function createRepetition(): Repetition {
  let last: { exchange: Exchange; answer: string; screen: string; times: number } | undefined;
  return {
    note(exchange, answer, screen) {
      const isSame = last?.exchange === exchange && last.answer === answer && last.screen === screen;
      last = { exchange, answer, screen, times: isSame ? (last?.times ?? 0) + 1 : 1 };
      return last.times;
    },
  };
}
