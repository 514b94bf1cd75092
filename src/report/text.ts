import stripAnsi from 'strip-ansi';

/** Controls, line ends of all kinds, and the characters that reorder a line (U+202A and others, "Trojan Source"). */
const unprintable = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;
const reordering = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Text of a program or a script as one line that does nothing to a terminal: line ends and tabs become spaces. */
export function cleanLine(text: string): string {
  return stripAnsi(text)
    .replaceAll(/\r?\n|[\t\v\f\u2028\u2029]/g, ' ')
    .replaceAll(unprintable, '')
    .replaceAll(reordering, '');
}

/** The same for text of several lines. */
export function cleanLines(text: string): string[] {
  return stripAnsi(text).split(/\r?\n/).map(cleanLine);
}

/** What CI services obey anywhere in a line: GitHub `##[name]`, Azure `##vso[`, TeamCity `##teamcity[`. */
export const ciCommand = /##(?=\[|vso\[|teamcity\[)/g;

/**
 * A line that no CI service takes for a command. GitHub obeys `::name::` as well, at the beginning of a line (actions/runner,
 * ActionCommand.cs).
 */
export function disarm(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll(ciCommand, '# #');
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const widthless = /[\p{M}\u200b-\u200d\u2060\ufeff]/u;

const charWidth = (char: string): number => (widthless.test(char) ? 0 : wide.test(char) ? 2 : 1);

/** Columns a clean line takes on a terminal. */
export function displayWidth(line: string): number {
  let width = 0;
  for (const char of line) width += charWidth(char);
  return width;
}

/** The line cut to a number of columns, with `…` where something is missing. */
export function truncate(line: string, columns: number): string {
  if (line.length * 2 <= columns || displayWidth(line) <= columns) return line;
  return `${firstColumns(line, columns - 1)}…`;
}

/** A path cut to a number of columns: what goes is its middle, for the end says what it is and the beginning where. */
export function fitPath(path: string, columns: number): string {
  if (displayWidth(path) <= columns) return path;
  const head = firstColumns(path, Math.floor((columns - 1) / 3));
  const characters = Array.from(path.slice(head.length));
  let tail = '';
  let width = displayWidth(head) + 1;
  for (let char = characters.pop(); char !== undefined; char = characters.pop()) {
    width += charWidth(char);
    if (width > columns) break;
    tail = char + tail;
  }
  return `${head}…${tail}`;
}

/** The line in pieces of at most so many columns. */
export function wrap(line: string, columns: number): string[] {
  const rows: string[] = [];
  let rest = line;
  while (displayWidth(rest) > columns) {
    const row = firstColumns(rest, columns);
    rows.push(row);
    rest = rest.slice(row.length);
  }
  return [...rows, rest];
}

/** As many characters as fit; at least one, so that wrapping ends. */
function firstColumns(line: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const char of line) {
    width += charWidth(char);
    if (width > columns && end > 0) break;
    end += char.length;
  }
  return line.slice(0, end);
}
