import { cellsOf } from '../../screen/cell-width.js';
import type { WidgetView } from './driver.js';
import { chosenIn } from './chosen-numbers.js';
import { type Entry, entriesOf, isMenu, lastMenu } from './numbered-entries.js';

/** A menu whose items are chosen by typing their number at a prompt. */
export interface NumberedMenu {
  readonly entries: readonly Entry[];
  /** What stands behind the prompt already: typing would append to it. */
  readonly prefilled: string;
  /** The numbers that count when nothing is typed, filled in or in brackets (`Parts [1 3]:`); undefined where none are shown. */
  readonly chosen: readonly number[] | undefined;
  /** The prompt looks like one: it ends as questions do. */
  readonly isCertain: boolean;
  /** What goes between several numbers. */
  readonly separator: string;
}

/** The numbered menu that what the program wrote ends with, or that stands below its prompt, or undefined. */
export function findNumberedMenu(view: WidgetView): NumberedMenu | undefined {
  const below = menuBelow(view);
  if (below.length > 1 && isMenu(below)) return menuOf(cursorLine(view) ?? '', below, '');
  const prompt = promptOf(view);
  if (prompt === undefined || entriesOf(prompt).length > 0) return undefined;
  const lines = view.text.trimEnd().split('\n').slice(0, -1);
  const menu = lastMenu(lines) ?? menuAskedBefore(view, prompt);
  return menu && menuOf(prompt, menu.entries, menu.hint);
}

/** The menu on the screen below which the same prompt was answered by a number before: bash's `select` shows it once. */
function menuAskedBefore({ screen }: WidgetView, prompt: string): ReturnType<typeof lastMenu> {
  const rows = screen.lines.slice(0, screen.cursor.row);
  const above = rows.map(({ text, isWrapped }) => `${isWrapped ? '' : '\n'}${text}`).join('');
  const lines = above.split('\n');
  const isAsked = (line: string): boolean =>
    line.startsWith(prompt.trimEnd()) && /^[\d ,-]*$/.test(line.slice(prompt.trimEnd().length));
  return lines.flatMap((line, at) => (isAsked(line) ? (lastMenu(lines.slice(0, at)) ?? []) : [])).at(-1);
}

function menuOf(prompt: string, entries: readonly Entry[], hint: string): NumberedMenu {
  const prefilled = prefilledIn(prompt, entries);
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

/** What the cursor stands right behind. Behind brackets a prompt may go on in words: there it is what could be chosen. */
function prefilledIn(prompt: string, entries: readonly Entry[]): string {
  const [, sign = '', text = ''] = /([:?>#\])])\s+(\w(?:[\w ,./-]*[\w,./-])?)$/.exec(prompt) ?? [];
  const isChoice = /^[\d ,-]+$/.test(text) || entries.some(({ label }) => label === text);
  return isChoice || !/[\])]/.test(sign) ? text : '';
}

/** The entries right below the line the cursor is behind, as inquirer's rawlist draws them. */
function menuBelow(view: WidgetView): readonly Entry[] {
  if (cursorLine(view) === undefined) return [];
  const lines = view.screen.lines.slice(view.screen.cursor.row + 1).map(({ text }) => text);
  // There a star is the pointer of a menu that arrow keys move.
  const end = lines.findIndex((line) => entriesOf(line).length === 0 || /^\s*\*/.test(line));
  return lines.slice(0, end < 0 ? lines.length : end).flatMap(entriesOf);
}

/** What stands before the cursor, when nothing stands behind it; with a blank at its end if there is one. */
function cursorLine({ screen }: WidgetView): string | undefined {
  const { row, column } = screen.cursor;
  const line = screen.lines[row]?.text.trimEnd() ?? '';
  const width = cellsOf(line);
  return line === '' || column < width ? undefined : `${line}${column > width ? ' ' : ''}`;
}

/** The line the cursor is behind, when something stands there. */
function promptOf(view: WidgetView): string | undefined {
  const line = cursorLine(view);
  const last = view.text.trimEnd().split('\n').at(-1)?.trimEnd() ?? '';
  if (line === undefined || !last.endsWith(line.trim())) return undefined;
  return line.endsWith(' ') ? `${last} ` : last;
}
