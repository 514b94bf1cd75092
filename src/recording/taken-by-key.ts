import { findKeyMenu, type KeyItem } from '../dialogue/widgets/key-menu.js';
import type { Screen } from '../screen.js';
import type { Turn } from './turn.js';

/** An item that its key took at once, and which of all it is. */
export interface TakenByKey {
  readonly items: readonly KeyItem[];
  readonly index: number;
}

/** What a turn took in a menu of keys: nothing but its key was pressed, and the menu went with it. */
export function takenByKey({ before, after, text, key }: Turn): TakenByKey | undefined {
  if (key !== undefined || Array.from(text).length !== 1) return undefined;
  const items = itemsOn(before);
  const isItsKey = (item: KeyItem): boolean => item.key.toLowerCase() === text.toLowerCase();
  const index = items.findIndex(isItsKey);
  // Whether upper and lower case are told apart nobody sees.
  if (index < 0 || items.slice(index + 1).some(isItsKey) || isSameMenu(items, itemsOn(after)))
    return undefined;
  return { items, index };
}

const itemsOn = (screen: Screen): readonly KeyItem[] => findKeyMenu(screen)?.items ?? [];

const isSameMenu = (one: readonly KeyItem[], other: readonly KeyItem[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
