import type { SelectTask } from './driver.js';
import { bars } from './glyphs.js';
import { oneSpaced } from './grid.js';
import { findKeyMenu, type KeyItem, type KeyMenu } from './key-menu.js';
import { lookUp } from './labels.js';
import { type Eye, type Moves, giveUp, looks, perform, press } from './moves.js';

/** Presses the key of an item, which takes it at once: an Enter behind it would answer what the program asks next. */
export function* selectByKey(eye: Eye, task: SelectTask, menu: KeyMenu): Moves {
  const [label = ''] = task.labels;
  const there = menu.items.map(({ text }) => text);
  if (task.mode !== 'one') return yield* giveUp({ reason: 'no check boxes', label, there });
  const found = lookUp(
    label,
    menu.items.map(({ names }) => names),
  );
  if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there });
  const item = menu.items[found.index];
  if (item === undefined || isKeyOfAnother(item, menu.items.slice(0, found.index)))
    return yield* giveUp({ reason: 'same key', label, there });
  yield* perform(eye, { kind: 'type', text: item.key });
  for (let look = 0; look < looks && isThere(eye, menu); look++) yield* press(eye);
  if (isThere(eye, menu) || isOtherTaken(eye, menu, item))
    return yield* giveUp({ reason: 'stuck', label, there });
}

/** The first item with a key is the one that is taken by it; whether upper and lower case are told apart nobody sees. */
function isKeyOfAnother({ key }: KeyItem, before: readonly KeyItem[]): boolean {
  return before.some((other) => other.key.toLowerCase() === key.toLowerCase());
}

function isThere({ view }: Eye, menu: KeyMenu): boolean {
  return JSON.stringify(findKeyMenu(view.screen)) === JSON.stringify(menu);
}

/** In the place of the first item stands the one that was taken. */
function isOtherTaken({ view }: Eye, { row, items }: KeyMenu, item: KeyItem): boolean {
  const line = oneSpaced((view.screen.lines[row]?.text ?? '').replace(new RegExp(`^[${bars}]`), ''));
  const shows = ({ names }: KeyItem): boolean => names.includes(line);
  return !shows(item) && items.some(shows);
}
