import type { StdPart } from '../../script/std.js';
import type { TerminalSize } from '../../terminal/terminal.js';

/** What an exchange waits for, as a script says it. `parts` are literal text and spans that vary. */
export interface PatternDraft {
  readonly kind: 'text' | 'screen';
  readonly parts: readonly Part[];
  /** Of text: what stands above it. */
  readonly after?: string;
  /** Of a screen: the title of its frame, and whether the cursor is on its row. */
  readonly box?: string;
  readonly isAtCursor?: boolean;
  readonly row?: number;
}

/** A span of a prompt: text that stays, or text of a class that is another one each time. */
export interface Part {
  readonly text: string;
  /** Undefined for text that stays. */
  readonly varies?: VolatileClass;
}

/** What a span that varies looks like; `source` is the narrowest expression for all of its kind. */
export interface VolatileClass {
  readonly name: string;
  readonly source: string;
}

/** A text that is given to the program: as it was, by a parameter's name, or by a secret's. */
export type AnswerDraft =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'param'; readonly name: string }
  /** `isVisible`: the program shows what is typed. */
  | { readonly kind: 'secret'; readonly name: string; readonly isVisible?: boolean };

export type ResponseDraft =
  | {
      readonly kind: 'answer' | 'type';
      readonly source: AnswerDraft;
      readonly isCleared?: boolean;
    }
  | { readonly kind: 'press'; readonly keys: readonly string[] }
  | { readonly kind: 'select'; readonly one: string | { readonly param: string }; readonly confirm?: string }
  | { readonly kind: 'tick'; readonly only: readonly string[]; readonly confirm?: string }
  | {
      readonly kind: 'fill';
      readonly fields: readonly { readonly label: string; readonly source: AnswerDraft }[];
      readonly confirm?: string;
    }
  /** What recordings did in different ways: one of them, by the value of a parameter. */
  | { readonly kind: 'either'; readonly param: string; readonly ways: readonly Way[] }
  | { readonly kind: 'none' };

/** What one recording did, and the value of the parameter that stands for it. */
export interface Way {
  readonly value: string;
  readonly response: Exclude<ResponseDraft, { readonly kind: 'either' }>;
}

export interface ExchangeDraft {
  readonly expect: PatternDraft;
  readonly response: ResponseDraft;
  readonly isOptional?: boolean;
  readonly isRepeated?: boolean;
  /** How many times it may come, of one that is known to; default 1. */
  readonly times?: number;
  /** What a part of the tool would have done here by itself. */
  readonly std?: StdAnswer;
  /** What was guessed, or what a reviewer should know; one line each. */
  readonly comments: readonly string[];
}

/** A part of the tool that answers a prompt, and whether it does what the person did. */
export interface StdAnswer {
  readonly part: StdPart;
  readonly isSame: boolean;
}

export interface ParamDraft {
  readonly name: string;
  readonly value: string;
  readonly help?: string;
  /** The values of a choice. */
  readonly of?: readonly string[];
  /** Values of other recordings. */
  readonly others?: readonly string[];
  /** What a reviewer should know. */
  readonly comments?: readonly string[];
}

export interface SecretDraft {
  readonly name: string;
  readonly comments: readonly string[];
}

/** A file that a command needs, and where it is: relative to the script. */
export interface InputDraft {
  readonly name: string;
  readonly from: string;
  /** The recording says where it was; otherwise that is a guess. */
  readonly isKnown?: boolean;
}

/** A variable of a program's environment that holds a secret. */
export interface SecretVariable {
  readonly variable: string;
  readonly secret: string;
}

/** One recorded program as a step. */
export interface SpawnDraft {
  readonly command: string;
  readonly env?: readonly SecretVariable[];
  readonly size: TerminalSize;
  readonly always: readonly ExchangeDraft[];
  readonly dialogue: readonly ExchangeDraft[];
  /** None when the recording ends before the program. */
  readonly exitCodes: readonly number[];
  /** Longest silence, and how long it worked in all, without the time a person took to answer. */
  readonly silentSeconds: number;
  readonly workedSeconds: number;
  /** What was seen that asks for a scope. */
  readonly scope: ScopeDraft;
  readonly comments: readonly string[];
}

export interface ScopeDraft {
  /** Commands given to sudo, with their paths; `all` when it cannot be told which. Empty without sudo. */
  readonly sudo: readonly string[] | 'all';
  readonly hasServices: boolean;
}

export interface ScriptDraft {
  readonly name: string;
  readonly base: string | undefined;
  readonly params: readonly ParamDraft[];
  readonly secrets: readonly SecretDraft[];
  readonly inputs: readonly InputDraft[];
  readonly spawns: readonly SpawnDraft[];
  readonly comments: readonly string[];
}
