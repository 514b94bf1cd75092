import type { Place } from '../errors/script.js';

/** What an exchange or rule waits for. */
export type Pattern =
  /** Literal text; a run of white space in it equals any other run, across at most one line end. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string }
  /** The end of the program's output. */
  | { readonly kind: 'eof' }
  /** Nothing written for this long. */
  | { readonly kind: 'quiet'; readonly quietMs: number };

/** A match in the text a person reads. `groups[0]` is the whole match; named groups come under their names. */
export interface Match {
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
  /** Text between the previous match and this one. */
  readonly before: string;
}

/** One answer of a list: text made from the match, or the name of a secret (its value never enters the dialogue). */
type AnswerSource =
  | { readonly kind: 'text'; readonly render: (match: Match) => string }
  | { readonly kind: 'secret'; readonly secret: string; readonly isVisible: boolean };

export type Response =
  /** Nothing is sent: a checkpoint, passed as soon as it is seen. */
  | { readonly kind: 'none' }
  /** `answer` (with Enter) or `type` (without); the n-th time the prompt comes, the n-th source. */
  | {
      readonly kind: 'text';
      readonly sources: readonly [AnswerSource, ...AnswerSource[]];
      readonly hasEnter: boolean;
      /** Erase what stands between the prompt and the cursor first. */
      readonly isClearing: boolean;
    }
  /** Key names in order, e.g. `['down', 'enter']`. */
  | { readonly kind: 'press'; readonly keys: readonly [string, ...string[]] }
  | { readonly kind: 'fail'; readonly message: string };

/** One pattern and its response. */
export interface Exchange {
  readonly place: Place;
  /** The pattern as the user wrote it, for messages. */
  readonly label: string;
  readonly pattern: Pattern;
  readonly response: Response;
  /** Called with every match, e.g. to save captures. */
  readonly onMatch?: (match: Match) => void;
  readonly isOptional: boolean;
  /** How many times it may be answered: 1 unless the script says more; Infinity for `repeat: true`. */
  readonly maxTimes: number;
  /** Milliseconds from the last answer until this exchange must have been seen. */
  readonly timeoutMs?: number;
  /** Milliseconds of quiet before it is answered, when the script asks for more than the default. */
  readonly settleMs?: number;
}

/** One place of the dialogue's order. */
export type Item =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'any-order'; readonly exchanges: readonly Exchange[] };

/** An exchange left out by its `when`: when its prompt comes all the same, the run fails. */
export interface ExcludedExchange {
  readonly exchange: Exchange;
  /** For the message, e.g. `platform=B`. */
  readonly condition: string;
}

export interface Dialogue {
  /** First of all, anywhere in the output, as soon as seen. */
  readonly failOn: readonly Exchange[];
  /** At any stop, any number of times, when nothing awaited is on the prompt line. */
  readonly always: readonly Exchange[];
  readonly items: readonly Item[];
  readonly excluded: readonly ExcludedExchange[];
  /** Milliseconds the whole program may take. */
  readonly timeoutMs: number;
  /** Milliseconds without output. */
  readonly idleMs: number;
}
