import { cellsOf } from '../../screen/cell-width.js';
import type { WidgetView } from './driver.js';
import { chosenIn } from './chosen-numbers.js';
import { oneSpaced } from './grid.js';

/** A menu whose items are chosen by typing their number at a prompt. */
export interface NumberedMenu {
  readonly entries: readonly { readonly number: number; readonly label: string }[];
  /** What stands behind the prompt already: typing would append to it. */
  readonly prefilled: string;
  /** The numbers that count when nothing is typed, filled in or in brackets (`Parts [1 3]:`); undefined where none are shown. */
  readonly chosen: readonly number[] | undefined;
  /** The prompt looks like one: it ends as questions do. */
  readonly isCertain: boolean;
  /** What goes between several numbers. */
  readonly separator: string;
}

type Entry = NumberedMenu['entries'][number];

/** How many lines may stand between a menu and its prompt: hints on how to answer. */
const maxLinesBetween = 12;

/** `1) a`, `1. a`, `1: a`, `[1] a`, alone or in columns at least two blanks apart. */
const entryStart = /(?:^|\s{2,}|\t)\s*[[(]?(\d{1,4})[\]).:]\s+(?=\S)/g;

/** The numbered menu that what the program wrote ends with, or that stands below its prompt, or undefined. */
export function findNumberedMenu(view: WidgetView): NumberedMenu | undefined {
  const below = menuBelow(view);
  if (below.length > 1 && isSequence(below)) return menuOf(cursorLine(view) ?? '', below, '');
  const prompt = promptOf(view);
  if (prompt === undefined || entriesOf(prompt).length > 0) return undefined;
  const lines = view.text.trimEnd().split('\n').slice(0, -1);
  const { entries, hint } = lastMenu(lines);
  return isSequence(entries) ? menuOf(prompt, entries, hint) : undefined;
}

function menuOf(prompt: string, entries: readonly Entry[], hint: string): NumberedMenu {
  const prefilled = /[:?>#\])]\s+([\w][\w ,./-]*)$/.exec(prompt)?.[1] ?? '';
  return {
    entries,
    prefilled,
    chosen: chosenIn(
      prompt,
      prefilled,
      entries.map(({ number }) => number),
    ),
    isCertain: prefilled !== '' || /[:?>#\])]\s*$/.test(prompt),
    separator: /\bcomma|\d,\s?\d/i.test(`${hint}\n${prompt}`) ? ',' : ' ',
  };
}

/** The entries right below the line the cursor is behind, as inquirer's rawlist draws them. */
function menuBelow(view: WidgetView): readonly Entry[] {
  if (cursorLine(view) === undefined) return [];
  const lines = view.screen.lines.slice(view.screen.cursor.row + 1).map(({ text }) => text);
  const end = lines.findIndex((line) => entriesOf(line).length === 0);
  return lines.slice(0, end < 0 ? lines.length : end).flatMap(entriesOf);
}

/** What stands before the cursor, when nothing stands behind it. */
function cursorLine({ screen }: WidgetView): string | undefined {
  const { row, column } = screen.cursor;
  const line = screen.lines[row]?.text.trimEnd() ?? '';
  return line === '' || column < cellsOf(line) ? undefined : line;
}

/** The line the cursor is behind, when something stands there. */
function promptOf(view: WidgetView): string | undefined {
  const line = cursorLine(view);
  const last = view.text.trimEnd().split('\n').at(-1)?.trimEnd() ?? '';
  return line !== undefined && last.endsWith(line.trim()) ? last : undefined;
}

/** The last lines with entries, no number twice; blank lines may stand between them. */
function lastMenu(lines: readonly string[]): { entries: readonly Entry[]; hint: string } {
  const entries: Entry[] = [];
  const numbers = new Set<number>();
  const after: string[] = [];
  for (const line of lines.toReversed()) {
    const own = entriesOf(line);
    const isOver = own.length === 0 ? entries.length > 0 && line.trim() !== '' : own.some(isKnown(numbers));
    if (isOver || after.length > maxLinesBetween) break;
    if (own.length === 0 && entries.length === 0) after.push(line);
    for (const entry of own) numbers.add(entry.number);
    entries.unshift(...own);
  }
  return { entries, hint: after.join('\n') };
}

const isKnown =
  (numbers: ReadonlySet<number>) =>
  ({ number }: Entry): boolean =>
    numbers.has(number);

function entriesOf(line: string): readonly Entry[] {
  const starts = [...line.matchAll(entryStart)];
  if (line.slice(0, starts[0]?.index ?? 0).trim() !== '') return [];
  return starts.map((match, index) => ({
    number: Number(match[1]),
    label: oneSpaced(line.slice(match.index + match[0].length, starts[index + 1]?.index ?? line.length)),
  }));
}

/** Numbers without a gap, from 0 or 1: anything else is a list in running text. */
function isSequence(entries: readonly Entry[]): boolean {
  const numbers = entries.map((entry) => entry.number).sort((a, b) => a - b);
  const first = numbers[0];
  return first !== undefined && first <= 1 && numbers.every((number, index) => number === first + index);
}
