import { oneSpaced } from './grid.js';

/** One line, or a part of one, that a number chooses. */
export interface Entry {
  readonly number: number;
  readonly label: string;
  /** What it may be called: all of its label, that with the lines below which go on with it, its first column. */
  readonly names: readonly string[];
}

/** Entries below each other, and what stands between them and the end of the lines. */
interface Found {
  readonly entries: readonly Entry[];
  readonly hint: string;
}

/** An entry with the column its number begins at. */
type Placed = Entry & { readonly column: number };

/** The entries of a line, as one way to number them has it. */
type Read = (line: string) => readonly Placed[];

/** How many lines may stand between a menu and its prompt: hints on how to answer. */
const maxLinesBetween = 12;

/** `1) a`, `1. a`, `1: a`, `[1] a`, alone or in columns at least two blanks apart; `*` stands before the one that holds now. */
const marked = /(?:^\s*\*|^|\s{2,}|\t)\s*[[(]?(\d{1,4})[\]).:]\s+(?=\S)/g;

/** `* 0   /usr/bin/vi   50   auto mode`, a line of a table (update-alternatives). */
const tabled = /^\s*(?:\*\s+)?(\d{1,4})\s{2,}(\S.*)$/;

/** The entries of a line of which nothing is but entries. */
export function entriesOf(line: string): readonly Placed[] {
  const starts = [...line.matchAll(marked)];
  if (line.slice(0, starts[0]?.index ?? 0).trim() !== '') return [];
  return starts.map((match, index) => {
    const label = oneSpaced(
      line.slice(match.index + match[0].length, starts[index + 1]?.index ?? line.length),
    );
    const column = match.index + match[0].search(/[[(\d]/);
    return { number: Number(match[1]), label, names: [label], column };
  });
}

function tableRow(line: string): readonly Placed[] {
  const [, number, text] = tabled.exec(line) ?? [];
  if (number === undefined || text === undefined) return [];
  const names = [text, text.split(/\s{2,}/)[0] ?? text].map(oneSpaced);
  return [{ number: Number(number), label: oneSpaced(text), names, column: line.indexOf(number) }];
}

/** The menu these lines end with. */
export function lastMenu(lines: readonly string[]): Found | undefined {
  const menu = lastEntries(lines, entriesOf);
  if (isMenu(menu.entries)) return menu;
  const table = lastEntries(lines, tableRow);
  return table.entries.length > 1 && isMenu(table.entries) ? table : undefined;
}

/** The last lines with entries, no number twice; blank lines may stand between them, and lines that go on with an entry. */
function lastEntries(lines: readonly string[], read: Read): Found {
  const entries: Entry[] = [];
  let hint = '';
  let below: readonly string[] = [];
  for (const line of lines.toReversed()) {
    const own = read(line);
    const [first] = own;
    if (first === undefined) {
      below = [line, ...below];
      if (below.length > maxLinesBetween) break;
      continue;
    }
    const more = own.length === 1 ? linesOf(first, below) : [];
    const isApart = entries.length > 0 && below.slice(more.length).some((other) => other.trim() !== '');
    if (isApart || own.some(({ number }) => entries.some((entry) => entry.number === number))) break;
    if (entries.length === 0) hint = below.join('\n');
    entries.unshift(...own.map((entry) => withLines(entry, more)));
    below = [];
  }
  return { entries, hint };
}

/** The lines right below an entry that stand further right than its number. */
function linesOf({ column }: Placed, below: readonly string[]): readonly string[] {
  const end = below.findIndex((line) => line.trim() === '' || line.search(/\S/) <= column);
  return end < 0 ? below : below.slice(0, end);
}

function withLines({ number, label, names }: Placed, more: readonly string[]): Entry {
  return {
    number,
    label,
    names: more.length === 0 ? names : [...names, oneSpaced([label, ...more].join(' '))],
  };
}

/**
 * Numbers from 0 or 1 on, with one gap at most, which is that before the number of an exit (`99) Exit`): anything else is a list
 * in running text.
 */
export function isMenu(entries: readonly Entry[]): boolean {
  const numbers = entries.map((entry) => entry.number).sort((a, b) => a - b);
  const [first, second] = numbers;
  if (first === undefined || first > 1) return false;
  const gaps = numbers.filter((number, index) => number !== (numbers[index - 1] ?? number - 1) + 1);
  return gaps.length === 0 || (gaps.length === 1 && second === first + 1);
}
