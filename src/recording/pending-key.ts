import type { Screen } from '../screen.js';
import { cursorLineOf } from './field.js';
import type { OpenTurn, PendingKey } from './open-turn.js';

/** Keys by which readline brings back a line that was typed before. */
const recalling = new Set(['up', 'down', 'ctrl-p', 'ctrl-n']);

/** Whether what the key does is told by what the program draws next: it may work on the line, or be an answer of its own. */
export function isPending(name: string, { line, echo, secret }: OpenTurn, screen: Screen): boolean {
  if (screen.isAlternate || secret !== undefined) return false;
  if (name === 'tab') return line.text !== '';
  return recalling.has(name) && echo !== 'on' && echo !== 'off' && screen.cursor.isVisible;
}

/** Whether the program made something of the key in the line that is typed; `recalled` is what then stands there instead. */
export function workedOnLine(
  { before, line }: OpenTurn,
  { name, screen: then }: PendingKey,
  now: Screen,
): { readonly recalled?: string } | undefined {
  const prompt = cursorLineOf(before).before;
  const at = cursorLineOf(now);
  if (prompt.trim() === '') return undefined;
  if (name === 'tab') return at.before.startsWith(prompt + line.text) ? {} : undefined;
  const was = cursorLineOf(then);
  const isOwn = isOnlyChange(then, now, at.row) && at.before.startsWith(prompt);
  const recalled = at.before.slice(prompt.length);
  // A terminal in line mode shows the key itself.
  return isOwn && recalled !== was.before.slice(prompt.length) && !recalled.includes('^')
    ? { recalled }
    : undefined;
}

/** Whether all that changed is the line that begins in that row, on which the cursor was and is. */
function isOnlyChange(then: Screen, now: Screen, row: number): boolean {
  if (now.isAlternate || cursorLineOf(then).row !== row) return false;
  return now.lines.every((line, at) => at === row || line.isWrapped || line.text === then.lines[at]?.text);
}
