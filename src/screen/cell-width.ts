import { eastAsianWidth } from 'get-east-asian-width';

/** Marks that stand on the character before them, joiners, variation selectors and other signs of no width; Hangul vowels and finals. */
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
/** Signs of format that have a place of their own: the soft hyphen, and Arabic signs that enclose numbers. */
const shownFormat = /^[\u00ad\u0600-\u0605\u06dd\u070f\u08e2]$/u;
/** Characters below this one are one cell wide each. */
const firstUneven = 0x300;
/** Widths that were asked for, plus one: looking one up takes a fraction of finding it out, and output repeats its characters. */
const known = new Uint8Array(0x10000);

/** How many cells a terminal gives a character: 0, 1 or 2, as `wcwidth` counts; characters of ambiguous width take one. */
export function cellWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < firstUneven) return 1;
  const before = known[codePoint] ?? 0;
  if (before > 0) return (before - 1) as 0 | 1 | 2;
  const character = String.fromCodePoint(codePoint);
  const hasNone = zeroWidth.test(character) && !shownFormat.test(character);
  const width = hasNone ? 0 : eastAsianWidth(codePoint);
  known[codePoint] = width + 1;
  return width;
}

/** Whether each of its characters certainly takes one cell. No expression: this is asked of all output but plain lines. */
export function isOneCellEach(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= firstUneven && !isOneCell(code)) return false;
  }
  return true;
}

/** Of a UTF-16 unit: half a character is none. */
const isOneCell = (code: number): boolean => (code < 0xd800 || code > 0xdfff) && cellWidth(code) === 1;

/** How many cells a text takes on one row. */
export function cellsOf(text: string): number {
  if (isOneCellEach(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += cellWidth(character.codePointAt(0) ?? 0);
  return cells;
}

/** What fits into so many cells, with the marks on its last character, and the rest. */
export function splitAtCell(text: string, cells: number): readonly [string, string] {
  if (isOneCellEach(text)) return [text.slice(0, cells), text.slice(cells)];
  let [length, left] = [0, cells];
  for (const character of text) {
    left -= cellWidth(character.codePointAt(0) ?? 0);
    if (left < 0) break;
    length += character.length;
  }
  return [text.slice(0, length), text.slice(length)];
}

/** A row that goes on on the one below, as wide as the screen: with the blanks at its end, but for a cell left empty because a wide character did not fit. */
export function brokenRow(text: string, columns: number, below: string): string {
  const blanks = columns - cellsOf(text);
  const isGap = blanks === 1 && cellWidth(below.codePointAt(0) ?? 0) === 2;
  return isGap || blanks <= 0 ? text : text + ' '.repeat(blanks);
}
