import type { Screen } from '../screen.js';
import type { Candidate } from './candidates.js';
import { isEchoOf, isEndOfEcho } from './echo.js';
import { createMatcher, type Found } from './matcher.js';
import type { Reading } from './reading.js';
import { findOnScreen } from './screen-match.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';
import { gridOf, textOf } from './widgets/grid.js';

/** What patterns that are no text may look at. */
export interface Beside {
  readonly sight: Sight;
  readonly nowMs: number;
  readonly isAlways: (exchange: Exchange) => boolean;
  readonly order: number;
  /** Nothing is on its way: what ends at the end has its end. */
  readonly isQuiet: boolean;
}

/** What was found, and where it ends in the bytes if it was found there. */
interface FoundBeside {
  readonly found: Pick<Found, 'groups' | 'named'>;
  readonly rawEnd?: number;
}

/** Stands in for the matcher of a pattern that is not looked for in the text. */
const noText = createMatcher({ kind: 'text', text: '\uFFFF' });

/** Where a pattern on the rendered screen or on the bytes holds now, as a candidate that stands where the output ends. */
export function besideText(exchange: Exchange, reading: Reading, beside: Beside): readonly Candidate[] {
  return foundBeside(exchange, reading, beside.isQuiet).map(({ found: { groups, named }, ...place }) => {
    const end = beside.sight.text.length;
    return {
      ...place,
      exchange,
      matcher: noText,
      isAlways: beside.isAlways(exchange),
      order: beside.order,
      found: { start: end, end, groups, named },
      isOnPromptLine: true,
    };
  });
}

function foundBeside({ pattern }: Exchange, reading: Reading, isQuiet: boolean): readonly FoundBeside[] {
  if (pattern.kind === 'screen') {
    const screen = reading.currentScreen;
    if (screen === undefined || !isNewScreen(screen, reading)) return [];
    return findOnScreen(pattern.condition, screen);
  }
  if (pattern.kind !== 'raw') return [];
  const { text, start } = reading.rawUnspent();
  const matcher = createMatcher(pattern.text);
  const found = matcher.find(text, 0);
  if (found === undefined || (!isQuiet && matcher.isGrowable && found.end === text.length)) return [];
  return [{ found, rawEnd: start + found.end }];
}

/**
 * Whether the screen is another one than that of our last key. What stands where we typed may be no more than the echo of our
 * answer, and so may a line end that changes nothing; a screen that is again as it was, after something else was written, was drawn anew.
 */
function isNewScreen(screen: Screen, reading: Reading): boolean {
  const before = reading.screenWhenTyped;
  if (before === undefined) return true;
  if (!reading.hasWrittenSinceTyped) return false;
  const { row, column } = before.cursor;
  const differing = screen.lines.flatMap((line, at) => (line.text === before.lines[at]?.text ? [] : [at]));
  if (differing.length === 0) return !isEndOfEcho(reading.textSinceTyped, reading.typedSinceShown);
  if (differing.length > 1 || differing[0] !== row) return true;
  const cells = gridOf(before)[row] ?? [];
  const prompt = textOf(cells.slice(0, column));
  const text = screen.lines[row]?.text ?? '';
  if (!text.startsWith(prompt.trimEnd())) return true;
  return !isEchoOf(text.slice(prompt.length), reading.typedSinceShown, textOf(cells.slice(column)));
}
