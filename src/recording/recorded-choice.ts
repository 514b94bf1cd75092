import type { SelectTask, WidgetFailure } from '../dialogue/widgets/driver.js';
import { isSameItem, type Item, itemsMeant } from '../dialogue/widgets/items.js';
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
  const items = itemsOf(lists);
  const there = items.map(({ text }) => text);
  const wanted: string[] = [];
  for (const label of task.labels) {
    const found = lookUp(
      label,
      items.map(({ names }) => names),
    );
    if (found.kind !== 'found') return { reason: found.kind, label, there };
    wanted.push(...itemsMeant(items, found.index).map(({ text }) => text));
  }
  const before = chosenIn(lists.slice(0, 1), last);
  const chosen = chosenIn(lists, last);
  const goal = goalOf(task.mode, wanted, before);
  const isSame = goal.length === chosen.length && goal.every((text) => has(chosen, text));
  return { isSame, wanted: `select ${listed(goal)}`, recorded: `select ${listed(chosen)}` };
}

/** The one item that is chosen in the list that these screens show; undefined when none or several are. */
export function chosenItem(
  screens: readonly Screen[],
): { readonly text: string; isMeantBy(label: string): boolean } | undefined {
  const lists = screens.flatMap((screen) => findList(screen) ?? []);
  const last = lists.at(-1);
  const [text, ...others] = last === undefined ? [] : chosenIn(lists, last);
  if (text === undefined || others.length > 0) return undefined;
  const items = itemsOf(lists);
  const names = items.map((item) => item.names);
  return {
    text,
    isMeantBy(label) {
      const found = lookUp(label, names);
      return found.kind === 'found' && items[found.index]?.text === text;
    },
  };
}

/** All items that came into view, each as it was seen last. */
function itemsOf(lists: readonly List[]): readonly Item[] {
  const items: Item[] = [];
  for (const list of lists)
    for (const item of list.items) {
      const at = items.findIndex(({ text }) => isSameItem(text, item.text));
      if (at < 0) items.push(item);
      else items[at] = item;
    }
  return items;
}

/** In a menu what is highlighted counts, elsewhere what is ticked. */
function chosenIn(lists: readonly List[], last: List): readonly string[] {
  if (last.kind !== 'menu')
    return itemsOf(lists)
      .filter(({ isOn, part }) => isOn === true && part !== 'head')
      .map(({ text }) => text);
  const item = last.items[last.current ?? -1];
  return item === undefined ? [] : [item.text];
}

function goalOf(
  mode: SelectTask['mode'],
  wanted: readonly string[],
  before: readonly string[],
): readonly string[] {
  if (mode === 'add') return [...before.filter((text) => !has(wanted, text)), ...wanted];
  return mode === 'remove' ? before.filter((text) => !has(wanted, text)) : wanted;
}

const has = (texts: readonly string[], text: string): boolean => texts.some((each) => isSameItem(each, text));

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? 'nothing' : texts.map((text) => `"${text}"`).join(', ');
