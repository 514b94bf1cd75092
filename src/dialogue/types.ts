import type { Place } from '../errors/script.js';

/** Text or a regular expression. */
export type TextPattern =
  /** Literal text; a run of white space in it equals any other run, across at most one line end. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string };

/** A condition on the rendered screen; true only once the screen has changed since our last key. */
export interface ScreenCondition {
  readonly text: TextPattern;
  /** Row it stands on, from 1; negative from the bottom: -1 is the last. */
  readonly row?: number;
  /** The cursor stands on the row where the match ends. */
  readonly isAtCursor?: boolean;
  /** All of it looks highlighted: inverse, or another background than most of its surroundings. */
  readonly isHighlighted?: boolean;
  /** It stands in the box (a frame drawn with lines) that has this title. */
  readonly box?: string;
  /** More than one match on the screen is an error. */
  readonly isUnique?: boolean;
}

/** What an exchange or rule waits for. */
export type Pattern =
  | (TextPattern & {
      /** Literal text that stands above the match, with no other match of this pattern between: tells equal prompts apart. */
      readonly after?: string;
    })
  | { readonly kind: 'screen'; readonly condition: ScreenCondition }
  /** The program's bytes as they came, each one character (latin-1), escape sequences and all. */
  | { readonly kind: 'raw'; readonly text: TextPattern }
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
export type AnswerSource =
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
  /** Key names in order, e.g. `['down', 'enter']`; `<Ok>` is the button of that label on the screen. */
  | { readonly kind: 'press'; readonly keys: readonly [string, ...string[]] }
  | SelectResponse
  | FillResponse
  /** A person takes the terminal until they give it back. */
  | { readonly kind: 'handover' }
  | { readonly kind: 'fail'; readonly message: string };

/** Chooses by label in an arrow, check-box, radio or numbered menu, then confirms. */
export interface SelectResponse {
  readonly kind: 'select';
  /** `one` item of a menu or radio list; in a check-box list exactly these (`only`), these too (`add`), or not these (`remove`). */
  readonly mode: 'one' | 'only' | 'add' | 'remove';
  readonly labels: readonly ((match: Match) => string)[];
  /** What confirms, as in `press`; without it what the menu itself takes: Enter. */
  readonly confirm?: readonly [string, ...string[]];
}

/** Fills the fields of a form by their labels, then confirms. */
interface FillResponse {
  readonly kind: 'fill';
  readonly fields: readonly { readonly label: string; readonly source: AnswerSource }[];
  readonly confirm?: readonly [string, ...string[]];
}

/** One pattern and its response. */
export interface Exchange {
  /** Where it stands in a session script; absent when code made it. */
  readonly place?: Place;
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
  /** A checkpoint looks at the last so many characters of what is unspent; default all of it. */
  readonly windowChars?: number;
  /** While it is awaited: silence after which a blocked program is a stall; Infinity is never. */
  readonly stallMs?: number;
}

/** One way on: its exchange was seen, then `then` is awaited. */
interface Branch {
  readonly exchange: Exchange;
  readonly then: readonly Item[];
}

/** One place of the dialogue's order. */
export type Item =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'any-order'; readonly exchanges: readonly Exchange[] }
  /** The branch that is seen first is taken. */
  | { readonly kind: 'one-of'; readonly branches: readonly Branch[] };

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
  /** Silence in milliseconds after which it is looked at whether the program waits for an answer nobody gives; Infinity is never. */
  readonly stallMs: number;
  /** How a program that never ends by itself is ended once the dialogue is complete. */
  readonly end?: 'hangup' | 'ctrl-d';
}
