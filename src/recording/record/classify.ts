import type { EchoState } from '../../terminal/terminal.js';
import { isEchoed, type Shown } from '../field.js';
import { isChoice, isSecretByWording } from '../secret-wording.js';

/** What is known of a text that was typed when the key came that ended it. */
export interface TypedText {
  readonly text: string;
  /** The question that stood there when its first key was pressed (`questionAt`). */
  readonly question: string;
  /** The key that ended it, or `takenKey`; empty when the program ended. */
  readonly key: string;
  /** The terminal's flags before the first key; `unknown` when nobody could look in time. */
  readonly echo: EchoState;
  /** How the screen showed it; undefined when something else came of its keys. */
  readonly shown: Shown | undefined;
  /** What the program wrote since its first key, without control sequences. */
  readonly written: string;
}

/** What a typed text is: nothing to hide; a secret, and whether the program shows it; or a hidden one that was given up. */
export type Verdict = 'plain' | 'secret' | 'visible-secret' | 'given-up';

/** What stands for the key of a text that the program took by itself, as a PIN of four digits. */
export const takenKey = 'taken';

/** Keys by which a hidden text is handed in: a line, or a field of a form. */
const submittingKeys = new Set(['enter', 'ctrl-j', 'ctrl-d', 'tab', 'shift-tab', 'down', 'up', takenKey]);

/** Whether a text that was typed is a secret: by what the terminal and the screen did with it, and by how it was asked for. */
export function verdictOn({ text, question, key, echo, shown, written }: TypedText): Verdict {
  if (text === '') return 'plain';
  const isSubmitted = submittingKeys.has(key);
  if (isHidden({ text, echo, shown, written })) {
    if (!isSubmitted) return 'given-up';
    return shown !== 'masked' && isChoice(question, text) ? 'plain' : 'secret';
  }
  return isSubmitted && isSecretByWording(question, text) ? 'visible-secret' : 'plain';
}

/**
 * The flags alone do not say that a text was shown: programs switch echo off a while after they asked. What was shown counts,
 * and where the screen lagged behind, what came in the end, which is the echo up to the end of the line.
 */
function isHidden({
  text,
  echo,
  shown,
  written,
}: Pick<TypedText, 'text' | 'echo' | 'shown' | 'written'>): boolean {
  if (shown === 'plain') return false;
  if (shown === 'masked') return true;
  if (isEchoed(text, written)) return false;
  // One key that nothing came of is a key, unless the program was seen to hide what is typed.
  return echo === 'off' || (shown === 'hidden' && Array.from(text).length > 1);
}
