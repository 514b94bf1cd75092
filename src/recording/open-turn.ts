import type { Screen } from '../screen.js';
import type { Recall } from '../terminal/line-edit.js';
import type { EchoState } from '../terminal/terminal.js';
import { cursorLineOf, isBeingDrawn, isMaskDrawn, isPartlyShown, shownAs, shownSoFar } from './field.js';
import type { Note } from './marker.js';
import type { Turn } from './turn.js';
import type { TypedLine } from './typed-line.js';

/** A turn whose last key has not come yet. */
export interface OpenTurn {
  readonly first: number;
  last: number;
  readonly line: TypedLine;
  secret?: { readonly name: string; readonly isShown: boolean };
  /** A field that was filled was emptied by Ctrl-U. */
  isEmptied: boolean;
  /** The program completed the text: what was submitted is what stands there. */
  isCompleted: boolean;
  /** A key that may complete the text or recall another, and the screen when it was pressed, until it is known what it did. */
  pending?: PendingKey | undefined;
  /** What keys brought back in its place. */
  readonly recalls: Recall[];
  readonly before: Screen;
  readonly output: string;
  readonly workedSeconds: number;
  readonly echo?: EchoState;
  /** The program wrote since the last key. */
  hasOutput: boolean;
  /** The program wrote since the first key. */
  isSeen: boolean;
  readonly notes: Note[];
}

export interface PendingKey {
  readonly name: string;
  readonly screen: Screen;
}

/** A turn that may still be told more of. */
export type Draft = { -readonly [K in keyof Turn]: Turn[K] } & { notes: Note[] };

/** Gives up what was typed: nobody gets it. */
const cancelKey = 'ctrl-c';

/** The turn that has ended, with the key that ended it, if one did; `after` is the screen before it. */
export function turnOf(open: OpenTurn, after: Screen, key?: string): Draft {
  const { first, last, line, secret, before, output, workedSeconds, echo } = open;
  const shown = line.text === '' ? undefined : shownAs(line.text, before, after, line.states);
  const isCancelled = key === cancelKey;
  const typed = isOnScreen(open) ? editedText(before, after, line.text) : line.text;
  const text = isCancelled ? '' : typed;
  const isField = shown !== undefined || isOnScreen(open);
  return {
    first,
    last,
    text,
    isCleared: !isCancelled && (line.isCleared || open.isEmptied),
    before,
    after,
    output,
    workedSeconds,
    notes: open.notes,
    ...(open.recalls.length > 0 && { recalls: open.recalls }),
    ...(secret !== undefined && { secret: secret.name }),
    ...(echo !== undefined && { echo }),
    ...(key !== undefined && { key }),
    ...(isField && text !== '' && { shown: shown ?? 'plain' }),
    ...(secret !== undefined && { shown: secret.isShown ? 'plain' : 'hidden' }),
  };
}

/** Whether what was submitted is what stands on the screen, and not what was typed at the end of it. */
export const isOnScreen = ({ line, isCompleted }: OpenTurn): boolean => line.isMoved || isCompleted;

/** Whether what was typed so far was no text in a field: the program took it and drew something else. */
export function isTaken(open: OpenTurn, screen: Screen, isDrawing = false): boolean {
  const { before, line, secret } = open;
  if (!open.hasOutput || isOnScreen(open) || isBeingDrawn(before, screen)) return false;
  if (secret !== undefined)
    return line.text === '' && isElsewhere(before, screen) && !isMaskDrawn(before, screen);
  if (line.text === '') return false;
  if (isDrawing && !screen.isAlternate && isPartlyShown(line.text, before, screen)) return false;
  if (shownSoFar(line.states, before, screen) !== undefined) return false;
  return shownAs(line.text, before, screen, line.states) === undefined;
}

/** Whether the cursor's line is another: what was typed there has been taken. */
function isElsewhere(before: Screen, screen: Screen): boolean {
  return (
    before.isAlternate !== screen.isAlternate ||
    !cursorLineOf(screen).before.startsWith(cursorLineOf(before).before)
  );
}

/** What stands behind the prompt once a person has moved about in it. */
function editedText(before: Screen, after: Screen, typed: string): string {
  const prompt = cursorLineOf(before).before;
  const line = cursorLineOf(after);
  const whole = line.before + line.behind;
  if (!whole.startsWith(prompt)) return typed;
  // Readline puts a blank behind what it completed.
  return typed.endsWith(' ') ? whole.slice(prompt.length) : whole.slice(prompt.length).trimEnd();
}
