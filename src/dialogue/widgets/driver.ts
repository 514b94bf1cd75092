import type { Screen } from '../../screen.js';
import type { AnswerSource } from '../types.js';

/** What is to be done with the menu, form or button a program shows. Labels are final text. */
export type WidgetTask =
  | {
      readonly kind: 'select';
      readonly mode: 'one' | 'only' | 'add' | 'remove';
      readonly labels: readonly string[];
      /** Key names and `<Button>` labels that confirm; without it Enter. */
      readonly confirm?: readonly [string, ...string[]];
    }
  | {
      readonly kind: 'fill';
      readonly fields: readonly { readonly label: string; readonly value: FieldValue }[];
      readonly confirm?: readonly [string, ...string[]];
    }
  | { readonly kind: 'button'; readonly label: string };

export type SelectTask = Extract<WidgetTask, { readonly kind: 'select' }>;

/** Text, or the name of a secret (its value never enters the dialogue). */
type FieldValue =
  { readonly kind: 'text'; readonly text: string } | Extract<AnswerSource, { readonly kind: 'secret' }>;

/** What a driver looks at: taken when the program has been quiet since the last move. */
export interface WidgetView {
  readonly screen: Screen;
  /** What the program wrote since the answer before this exchange, as a person reads it, wrapped lines joined. */
  readonly text: string;
}

/** One move. After each, the program is given time to draw, and the driver looks again. */
export type WidgetMove =
  /** No keys: nothing is pressed, the program is only given more time. */
  | { readonly kind: 'press'; readonly keys: readonly string[] }
  /** No keys either: the program is waited for until it waits for input, however long it works, within reason. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'secret'; readonly secret: string; readonly isVisible: boolean }
  /** The last move confirmed; there is nothing left to do. */
  | { readonly kind: 'done' }
  | { readonly kind: 'fail'; readonly failure: WidgetFailure };

/** Why a task cannot be done. `there` lists the labels that are on the screen, as they stand there. */
export type WidgetFailure =
  | { readonly reason: 'absent'; readonly label: string; readonly there: readonly string[] }
  | { readonly reason: 'ambiguous'; readonly label: string; readonly there: readonly string[] }
  /** Nothing on the screen looks like a menu, form or button. */
  | { readonly reason: 'no widget'; readonly label: string }
  /** Items are to be ticked, and it is a menu or a radio list, of which one is taken. */
  | { readonly reason: 'no check boxes'; readonly label: string; readonly there: readonly string[] }
  /** Something is to be added to, or taken from, a choice that is not on the screen. */
  | { readonly reason: 'choice hidden'; readonly label: string; readonly there: readonly string[] }
  /** Nothing is to be left chosen, and the program has no answer for that: Enter keeps what is chosen. */
  | { readonly reason: 'none left'; readonly label: string; readonly there: readonly string[] }
  /** The item is taken by a key that takes another before it. */
  | { readonly reason: 'same key'; readonly label: string; readonly there: readonly string[] }
  /** Keys changed something again and again, and it never became as wanted. */
  | { readonly reason: 'unsteady'; readonly label: string; readonly there: readonly string[] }
  /** Keys did not move the selection, tick the item or fill the field as they should. */
  | { readonly reason: 'stuck'; readonly label: string; readonly there: readonly string[] };

/** Does a task step by step: looks at the screen, says what to press, and looks again. Pure; holds only its own progress. */
export interface WidgetDriver {
  next(view: WidgetView): WidgetMove;
}
