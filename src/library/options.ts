import type { Completion } from '../terminal/terminal.js';
import type { RulesLike, TypingOptions } from './items.js';
import type { Matched } from './matched.js';

/** What was seen by `expect`. */
export interface Seen extends Matched {
  /** Which of the patterns, from 0. */
  readonly index: number;
}

export interface WaitOptions {
  /** Milliseconds; default what `spawn` was given, 30 s. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait with the signal's reason; the program runs on. */
  readonly cancelSignal?: AbortSignal | undefined;
}

export interface ExpectOptions extends WaitOptions, RulesLike {
  /** Looks at the last so many characters only; default all that is unspent. */
  readonly windowChars?: number | undefined;
}

export interface RespondOptions extends WaitOptions {
  /** Milliseconds of quiet before anything is sent; default 20. */
  readonly settleMs?: number | undefined;
}

/** How a program ended that ended by itself. */
export type Exited = Extract<Completion, { readonly kind: 'exit' }>;

/** The names of these options, for callers whose typing mistakes no compiler sees. */
type Names<T> = Readonly<Record<keyof T, true>>;

export const waitNames: Names<WaitOptions> = { timeoutMs: true, cancelSignal: true };
export const dialogueNames: Names<WaitOptions & RulesLike> = { ...waitNames, always: true, failOn: true };
export const expectNames: Names<ExpectOptions> = { ...dialogueNames, windowChars: true };
export const pressNames: Names<RespondOptions> = { ...waitNames, settleMs: true };
export const respondNames: Names<RespondOptions & TypingOptions & { readonly press?: unknown }> = {
  ...pressNames,
  visible: true,
  clear: true,
  press: true,
};
