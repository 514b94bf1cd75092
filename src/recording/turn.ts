import type { Screen } from '../screen.js';
import type { Recall } from '../terminal/line-edit.js';
import type { EchoState } from '../terminal/terminal.js';
import type { Shown } from './field.js';
import type { Note } from './marker.js';

/** Stands for a key that scripts have no name for. */
export const unknownKey = 'unknown';

/** What a person did at one moment at which the program waited: a text and the key that ended it, or a key alone. */
export interface Turn {
  /** The first and the last event of its keys in `program.events`. */
  readonly first: number;
  readonly last: number;
  /** The text as it was submitted, edits done; of a secret and of what was given up by Ctrl-C nothing. */
  readonly text: string;
  /** The key that ended it, by the name scripts use, `unknown` for one that has none; absent when the program took the text itself. */
  readonly key?: string;
  /** Of a secret its name. */
  readonly secret?: string;
  /** How the text was shown; absent without a text and where it was no field. */
  readonly shown?: Shown;
  /** What the text could be seen to replace: a field that was filled and then emptied by Ctrl-U or Backspace. */
  readonly isCleared: boolean;
  /** What keys brought back in the place of what was typed; absent without any. */
  readonly recalls?: readonly Recall[];
  /** The screen when its first key was pressed, and before its last one. */
  readonly before: Screen;
  readonly after: Screen;
  /** What the program wrote from the last key of the turn before to the first of this one, as it came. */
  readonly output: string;
  /** Seconds from the last key of the turn before (or the start) to the last output before this turn's first key. */
  readonly workedSeconds: number;
  /** What the terminal's flags were at the first key; absent when nobody looked. */
  readonly echo?: EchoState;
  /** What the person said of it, and what they said the program must have written before the next one. */
  readonly notes: readonly Note[];
}

/** The turns of a program, and what it wrote after the last one. */
export interface Turns {
  readonly turns: readonly Turn[];
  /** What the program must have written before the first one, as the person said. */
  readonly checks: readonly Note[];
  /** What the program wrote after the last key. */
  readonly rest: string;
  /** Seconds from the last key to the program's end, or to its last output when it was killed. */
  readonly restSeconds: number;
  /** What the terminal showed at the end. */
  readonly end: Screen;
}
