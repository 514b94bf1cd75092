import { createEscapeParser } from './escape-parser.js';

/** A character in UTF-8, of which each byte is one character here; a byte that is no part of one is shown as one, too. */
const character = /[\xc2-\xf4][\x80-\xbf]{1,3}|[^]/g;
const nothing = (): void => undefined;

/**
 * Where in a program's bytes, each one character, the text ends that stands before `behind`: as many characters that are no blanks
 * come after it there as `behind` has. Blanks do not count, for a program may move the cursor instead.
 */
export function rawPlaceBefore(bytes: string, behind: string): number {
  const ends: number[] = [];
  const printed: string[] = [];
  const parser = createEscapeParser({
    print: (text) => void printed.push(text),
    control: nothing,
    csi: nothing,
    escape: nothing,
    softReset: nothing,
    query: nothing,
  });
  for (const { 0: unit, index } of bytes.matchAll(character)) {
    parser.push(unit < '\x80' ? unit : 'x');
    if (printed.splice(0).some((text) => text.trim() !== '')) ends.push(index + unit.length);
  }
  const shown = Array.from(behind.replaceAll(/\s/g, '')).length;
  return ends[ends.length - shown - 1] ?? 0;
}
