import type { Screen } from '../screen.js';
import type { Submission } from '../terminal/line-edit.js';
import { cursorLineOf } from './field.js';
import { withSecretNames, holdsSecret, secretStandIn } from './secret-stand-in.js';
import type { Turn } from './turns.js';

/** What was submitted, in the words of a script: `"y" enter`, `<serial> enter`, `down`. */
export function describeSubmission({ isCleared, text, key }: Submission): string {
  const shown = holdsSecret(text) ? withSecretNames(text) : JSON.stringify(text);
  const words = [isCleared ? 'clear' : '', text === '' ? '' : shown, key ?? ''];
  return words.filter((word) => word !== '').join(' ') || 'nothing';
}

export function describeTurn({ secret, text, ...turn }: Turn): string {
  return describeSubmission({ ...turn, text: secret === undefined ? text : secretStandIn(secret) });
}

/** What stood before the cursor, one blank between words. */
export const promptOn = (screen: Screen): string =>
  cursorLineOf(screen).before.trim().replaceAll(/\s+/g, ' ');

/** What stood on the screen, without blanks at the end. */
export function linesOf({ lines }: Screen): readonly string[] {
  const texts = lines.map(({ text }) => text.trimEnd());
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
}
