import { oneSpaced } from '../dialogue/widgets/grid.js';
import type { Screen } from '../screen.js';
import { brokenRow } from '../screen/cell-width.js';
import type { Submission } from '../terminal/line-edit.js';
import { cursorLineOf } from './field.js';
import { withSecretNames, holdsSecret, secretStandIn } from './secret-stand-in.js';
import type { ReplayedTurn } from './replay-secrets.js';

/** What was submitted, in the words of a script: `"y" enter`, `<serial> enter`, `down`. */
export function describeSubmission({ isCleared, text, key }: Submission): string {
  const shown = holdsSecret(text) ? withSecretNames(text) : JSON.stringify(text);
  const words = [isCleared ? 'clear' : '', text === '' ? '' : shown, key ?? ''];
  return words.filter((word) => word !== '').join(' ') || 'nothing';
}

export function describeTurn({ secret, knownSecret, text, ...turn }: ReplayedTurn): string {
  const name = secret ?? knownSecret;
  return describeSubmission({ ...turn, text: name === undefined ? text : secretStandIn(name) });
}

/** What asked: what stood before the cursor, or above it where that is a frame's; on a full screen its first words. */
export function promptOn(screen: Screen): string {
  const { before } = cursorLineOf(screen);
  const isPlain = !screen.isAlternate && hasWord.test(before) && !frame.test(before);
  if (isPlain) return oneSpaced(before);
  const rows = screen.isAlternate ? screen.lines : screen.lines.slice(0, screen.cursor.row);
  const texts = wholeLines(rows, screen.columns).filter((text) => hasWord.test(text));
  const line = screen.isAlternate ? texts[0] : texts.at(-1);
  return oneSpaced((line ?? before).replaceAll(frames, ' '));
}

/** Lines as they were before the terminal broke them: of a part of a secret nobody can tell that it is one. */
function wholeLines(rows: Screen['lines'], columns: number): readonly string[] {
  const texts: string[] = [];
  for (const { text, isWrapped } of rows)
    if (isWrapped) texts.push(brokenRow(texts.pop() ?? '', columns, text) + text);
    else texts.push(text);
  return texts;
}

const frame = /[\u2500-\u257f]/;
const frames = new RegExp(frame, 'g');
/** Frames and marks are no words. */
const hasWord = /[\p{L}\p{N}]/u;

/** What stood on the screen, without blanks at the end. */
export function linesOf({ lines }: Screen): readonly string[] {
  const texts = lines.map(({ text }) => text.trimEnd());
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
}
