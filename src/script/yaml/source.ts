import type { Place } from '../../errors/script.js';

/** The text of a script with its lines; offsets count UTF-16 units, as editors do. */
export interface Source {
  /** As the user named it; places show it. */
  readonly file: string;
  readonly text: string;
  /** Without their line ends. */
  readonly lines: readonly string[];
  /** Offset of the first character of each line. */
  readonly starts: readonly number[];
}

export function createSource(file: string, text: string): Source {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1]).replace(/[\r\n]+$/, ''));
  return { file, text, lines, starts };
}

/** The place of an offset; one behind the end belongs to the last line. */
export function placeAt({ file, starts }: Source, offset: number): Place {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function lineOf({ lines }: Source, line: number): string {
  return lines[line - 1] ?? '';
}

/** The line of `start` with the characters from there to `end` replaced; what is on later lines is dropped. */
export function replaceInLine(source: Source, start: number, end: number, text: string): string {
  const place = placeAt(source, start);
  const line = lineOf(source, place.line);
  const from = place.column - 1;
  return line.slice(0, from) + text + line.slice(Math.min(line.length, from + end - start));
}
