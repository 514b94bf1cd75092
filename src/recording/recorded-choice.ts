import type { SelectTask, WidgetFailure } from '../dialogue/widgets/driver.js';
import { itemsMeant } from '../dialogue/widgets/items.js';
import { knownItems, type TextOf, textsIn } from '../dialogue/widgets/known-items.js';
import { lookUp } from '../dialogue/widgets/labels.js';
import { findList, type List } from '../dialogue/widgets/list.js';
import type { Screen } from '../screen.js';

/** What a recorded person did with a widget beside what the script wants of it, both in the words of a script. */
export interface Compared {
  readonly isSame: boolean;
  readonly wanted: string;
  readonly recorded: string;
}

/** What was chosen in the list that these screens show, the last of them just before it was confirmed. */
export function compareChoice(task: SelectTask, screens: readonly Screen[]): Compared | WidgetFailure {
  const lists = screens.flatMap((screen) => findList(screen) ?? []);
  const last = lists.at(-1);
  if (last === undefined) return { reason: 'no widget', label: task.labels[0] ?? '' };
  const items = knownItems(lists);
  const textOf = textsIn(lists);
  const there = items.map(({ text }) => text);
  if (task.mode !== 'one' && last.kind !== 'check')
    return { reason: 'no check boxes', label: task.labels[0] ?? '', there };
  const wanted: string[] = [];
  for (const label of task.labels) {
    const found = lookUp(
      label,
      items.map(({ names }) => names),
    );
    if (found.kind !== 'found') return { reason: found.kind, label, there };
    wanted.push(...itemsMeant(items, found.index).map(({ text }) => text));
  }
  const before = chosenIn(lists.slice(0, 1), last, textOf);
  const chosen = chosenIn(lists, last, textOf);
  const goal = goalOf(task.mode, wanted, before);
  const isSame = goal.length === chosen.length && goal.every((text) => chosen.includes(text));
  return { isSame, wanted: `select ${listed(goal)}`, recorded: `select ${listed(chosen)}` };
}

/** The one item that is chosen in the list that these screens show; undefined when none or several are. */
export function chosenItem(
  screens: readonly Screen[],
): { readonly text: string; isMeantBy(label: string): boolean } | undefined {
  const lists = screens.flatMap((screen) => findList(screen) ?? []);
  const last = lists.at(-1);
  const [text, ...others] = last === undefined ? [] : chosenIn(lists, last, textsIn(lists));
  if (text === undefined || others.length > 0) return undefined;
  const items = knownItems(lists);
  const names = items.map((item) => item.names);
  return {
    text,
    isMeantBy(label) {
      const found = lookUp(label, names);
      return found.kind === 'found' && items[found.index]?.text === text;
    },
  };
}

/** In a menu what is highlighted counts, elsewhere what is ticked. */
function chosenIn(lists: readonly List[], last: List, textOf: TextOf): readonly string[] {
  if (last.kind !== 'menu')
    return knownItems(lists)
      .filter(({ isOn, part }) => isOn === true && part !== 'head')
      .map(({ text }) => textOf(text));
  const item = last.items[last.current ?? -1];
  return item === undefined ? [] : [textOf(item.text)];
}

function goalOf(
  mode: SelectTask['mode'],
  wanted: readonly string[],
  before: readonly string[],
): readonly string[] {
  if (mode === 'add') return [...before.filter((text) => !wanted.includes(text)), ...wanted];
  return mode === 'remove' ? before.filter((text) => !wanted.includes(text)) : wanted;
}

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? 'nothing' : texts.map((text) => `"${text}"`).join(', ');
