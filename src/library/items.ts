import type { Matched } from './matched.js';
import type { PatternLike } from './patterns.js';
import type { Secret } from './secret.js';

/** One answer: text, a secret, or a function of the match that makes the text. */
export type AnswerLike = string | Secret | ((matched: Matched) => string);

/** What `select` chooses: one label, or of a check-box list exactly these (none: `[]`), these too, or not these. */
export type SelectLike =
  | string
  | { readonly only: readonly string[] }
  | { readonly add: readonly string[] }
  | { readonly remove: readonly string[] };

/** Label of a field to its value, in order. */
export type FillLike = Readonly<Record<string, string | Secret>>;

/** How text is typed. */
export interface TypingOptions {
  /** Secrets may be typed where they are shown; default false. */
  readonly visible?: boolean | undefined;
  /** Erases what stands between the prompt and the cursor first (Ctrl-U); default false. */
  readonly clear?: boolean | undefined;
}

/** What an exchange answers with: one of these, or nothing (a checkpoint). */
export interface ResponseLike extends TypingOptions {
  /** Text and Enter; a list is the first time, the second time, … the prompt comes. */
  readonly answer?: AnswerLike | readonly AnswerLike[];
  /** Text without Enter. */
  readonly type?: AnswerLike | readonly AnswerLike[];
  /** Key names and `<Button>` labels; beside `select` and `fill` what confirms, default Enter. */
  readonly press?: string | readonly string[];
  readonly select?: SelectLike;
  readonly fill?: FillLike;
  /** Fails (FAIL_MATCHED) with this message. */
  readonly fail?: string;
}

/** One pattern and its response. */
export interface ExchangeLike extends ResponseLike {
  readonly expect: PatternLike;
  /** May be passed over; default false. */
  readonly optional?: boolean | undefined;
  /** How many times it may be answered, or `true` for any number; default 1, or as many as `answer` lists. */
  readonly repeat?: number | true | undefined;
  /** Milliseconds from the last answer until it must have been seen; default none of its own. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds of quiet before it is answered; default 20. */
  readonly settleMs?: number | undefined;
  /** Milliseconds of silence until a blocked program is a stall; `false` is never; default what `spawn` was given, 5 s. */
  readonly stallMs?: number | false | undefined;
  /** A checkpoint looks at the last so many characters only; default all that is unspent. */
  readonly windowChars?: number | undefined;
  /** Called with every match. */
  readonly onMatch?: ((matched: Matched) => void) | undefined;
}

/** One place of a dialogue's order. */
export type ItemLike =
  | ExchangeLike
  | { readonly anyOrder: readonly ExchangeLike[] }
  /** The branch that is seen first is taken and goes on in its `then`. */
  | { readonly oneOf: readonly (ExchangeLike & { readonly then?: readonly ItemLike[] })[] };

/** What is live besides the items of a dialogue. */
export interface RulesLike {
  /** At any stop, any number of times, when nothing awaited is on the prompt line. */
  readonly always?: readonly ExchangeLike[] | undefined;
  /** Fails (FAIL_MATCHED) as soon as it is seen, anywhere in the output. */
  readonly failOn?: readonly PatternLike[] | undefined;
}
