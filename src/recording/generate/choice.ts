import { shownButtons } from '../../dialogue/widgets/buttons-shown.js';
import { bareText, type Item } from '../../dialogue/widgets/items.js';
import { knownItems, textsIn } from '../../dialogue/widgets/known-items.js';
import { lookUp } from '../../dialogue/widgets/labels.js';
import { findList, type List } from '../../dialogue/widgets/list.js';
import type { Screen } from '../../screen.js';
import type { Turn } from '../turn.js';
import type { ResponseDraft } from './draft.js';

/** What was chosen in a list, from all its screens: a long one shows a part of it at a time. */
export function choiceOf(turns: readonly Turn[], end: Screen): ResponseDraft | undefined {
  const screens = [...turns.map(({ before }) => before), end];
  const lists = screens.flatMap((screen) => findList(screen) ?? []);
  const last = lists.at(-1);
  if (last === undefined) return undefined;
  // One without a text was seen while it was being written: it is there again with it.
  const seen = knownItems(lists).filter(({ text }) => text !== '');
  const confirm = otherButton(end);
  const told = confirm === undefined ? {} : { confirm };
  if (last.kind === 'check') {
    const ticked = seen.filter(isTicked).map((item) => labelOf(item, seen));
    return { kind: 'tick', only: ticked, ...told };
  }
  const item =
    (last.kind === 'radio' ? seen.find(({ isOn }) => isOn === true) : undefined) ?? currentOf(lists, seen);
  return item === undefined ? undefined : { kind: 'select', one: labelOf(item, seen), ...told };
}

/** The head of a group is ticked with its members. */
const isTicked = ({ isOn, part }: Item): boolean => isOn === true && part !== 'head';

/** The button that was pressed, when it is not the first, which Enter presses anyway. */
export function otherButton(screen: Screen): string | undefined {
  const { buttons, current } = shownButtons(screen);
  return current === undefined || current.label === buttons[0]?.label ? undefined : current.label;
}

/** A button has the focus at the end in some programs: then what was highlighted last counts. */
function currentOf(lists: readonly List[], seen: readonly Item[]): Item | undefined {
  const last = lists.findLast(({ current }) => current !== undefined);
  const item = last?.items[last.current ?? -1];
  if (item === undefined) return undefined;
  const text = textsIn(lists)(item.text);
  return seen.find((each) => each.text === text);
}

/** The shortest of its names that is a word and means no other item; its whole text where none is. */
function labelOf(item: Item, all: readonly Item[]): string {
  const names = all.map((each) => each.names);
  const index = all.indexOf(item);
  const isOwn = (name: string): boolean => {
    const found = lookUp(name, names);
    return found.kind === 'found' && found.index === index;
  };
  const [, tag = '', description = ''] = item.names;
  const bare = bareText(item.text);
  return (
    [tag, ...(item.text.endsWith(description) ? [description] : []), bare].find(
      (name) => /\p{L}{2}/u.test(name) && isOwn(name),
    ) ?? item.text
  );
}
