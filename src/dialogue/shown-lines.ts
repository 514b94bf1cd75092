import type { Screen } from '../screen.js';
import { linesOnScreen } from '../screen/unwrapped.js';

/**
 * What stands on a screen, secrets removed, without the blank rows around it; `text` is what was written. Empty where nothing is
 * there, or where something may be left of a secret that was partly erased or drawn over.
 */
export function shownLines(
  screen: Screen,
  text: string,
  conceal: (text: string) => string,
): readonly string[] {
  const lines = conceal(linesOnScreen(screen).join('\n'))
    .split('\n')
    .map((line) => line.trimEnd());
  const told = conceal(text);
  if (told !== text && wordsIn(lines.join('\n')).some((word) => !told.includes(word))) return [];
  const hasText = (line: string): boolean => line !== '';
  const from = lines.findIndex(hasText);
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex(hasText) + 1);
}

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
