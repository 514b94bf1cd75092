import type { Pattern, ScreenCondition, SelectResponse, TextPattern } from '../../dialogue/types.js';
import type { Place } from '../../errors/script.js';
import type { Template } from './template.js';
import type { When } from './when.js';

/** Text or a regular expression as written: one with references becomes a TextPattern only when their values are known. */
export type TextSource =
  | TextPattern
  /** `isRegExp`: the template is the source of a regular expression and what is put in is escaped. */
  | {
      readonly kind: 'template';
      readonly text: Template;
      readonly isRegExp: boolean;
      readonly flags: string;
    };

/** A condition on the screen as written. */
export interface ScreenSource extends Omit<ScreenCondition, 'text' | 'box'> {
  readonly kind: 'screen';
  readonly text: TextSource;
  readonly box?: Template;
}

/** A pattern as written. */
export interface PatternSource {
  /** As the user wrote it, for messages; of a map its text. */
  readonly label: string;
  readonly place: Place;
  readonly pattern:
    | (TextSource & { readonly after?: Template })
    | ScreenSource
    | { readonly kind: 'raw'; readonly text: TextSource }
    | Extract<Pattern, { readonly kind: 'eof' | 'quiet' }>;
}

export type ScriptAnswer =
  | { readonly kind: 'text'; readonly text: Template }
  | { readonly kind: 'secret'; readonly secret: string; readonly isVisible: boolean };

export type ScriptResponse =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'text';
      readonly sources: readonly [ScriptAnswer, ...ScriptAnswer[]];
      readonly hasEnter: boolean;
      readonly isClearing: boolean;
    }
  | { readonly kind: 'press'; readonly keys: ScriptKeys }
  | {
      readonly kind: 'select';
      readonly mode: SelectResponse['mode'];
      readonly labels: readonly Template[];
      readonly confirm?: ScriptKeys;
    }
  | {
      readonly kind: 'fill';
      readonly fields: readonly { readonly label: Template; readonly source: ScriptAnswer }[];
      readonly confirm?: ScriptKeys;
    }
  | { readonly kind: 'handover' }
  | { readonly kind: 'fail'; readonly message: Template };

/** Names of keys, and `<Label>` for a button, which alone may hold references. */
export type ScriptKeys = readonly [Template, ...Template[]];

export interface ScriptExchange {
  readonly place: Place;
  readonly expect: PatternSource;
  readonly response: ScriptResponse;
  /** Saved name to a template over `match.N`. */
  readonly save: Readonly<Record<string, Template>>;
  readonly when?: When;
  readonly isOptional: boolean;
  readonly maxTimes: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly stallMs?: number;
}

/** One way on: what is seen first, and what is awaited then. */
export interface ScriptBranch {
  readonly exchange: ScriptExchange;
  readonly then: readonly ScriptItem[];
}

export type ScriptItem =
  | { readonly kind: 'exchange'; readonly exchange: ScriptExchange }
  | { readonly kind: 'any-order'; readonly exchanges: readonly ScriptExchange[] }
  | { readonly kind: 'one-of'; readonly branches: readonly ScriptBranch[] };
