import { bareText, type Item } from './items.js';

/** What one screen shows of a list. */
export interface Window {
  readonly items: readonly Item[];
  /** Index of the highlighted item. */
  readonly current: number | undefined;
}

/** By which text the item that shows this one goes: that which it shows when it has no hint behind it. */
export type TextOf = (text: string) => string;

/** The items of a list that shows a part of it at a time: each as it was seen last, in the order in which they came into view. */
export function knownItems(windows: readonly Window[]): readonly Item[] {
  const textOf = textsIn(windows);
  const items: Item[] = [];
  for (const window of windows) {
    // Two items in one window are two, however alike; in two windows the same text is the same item.
    const free = new Set(items.keys());
    for (const item of window.items) {
      const text = textOf(item.text);
      const place = [...free].find((index) => items[index]?.text === text);
      if (place !== undefined) free.delete(place);
      items[place ?? items.length] = merged(text, item, items[place ?? -1]);
    }
  }
  return items;
}

/** The names without the hint first. */
function merged(text: string, item: Item, before: Item | undefined): Item {
  const older = before?.names ?? [];
  const names = item.text === text ? [...item.names, ...older] : [...older, ...item.names];
  return { ...item, text, names: [...new Set([text, ...names])] };
}

/**
 * Tells hints from items: inline prompts show one, `name (hint)`, behind the highlighted item, and some behind those that are
 * ticked. `name` and `name (other)` may as well be two items. One that is neither highlighted nor ticked shows no hint; the same
 * item highlighted always does; and no item is in a window twice.
 */
export function textsIn(windows: readonly Window[]): TextOf {
  const idle = new Sightings();
  const lit = new Sightings();
  const besideBare = new Set<string>();
  for (const { items, current } of windows) {
    const texts = new Set(items.map(({ text }) => text));
    for (const [index, item] of items.entries()) {
      (index === current ? lit : idle).add(item);
      if (texts.has(bareText(item.text))) besideBare.add(item.text);
    }
  }
  const isHinted = (text: string, bare: string): boolean =>
    bare !== '' &&
    !besideBare.has(text) &&
    !idle.has(text, false) &&
    !idle.has(text, undefined) &&
    !(idle.has(text, true) && idle.has(bare, true)) &&
    !states.some((isOn) => lit.has(bare, isOn)) &&
    states.some((isOn) => lit.has(text, isOn) && idle.has(bare, isOn));
  return (text) => (isHinted(text, bareText(text)) ? bareText(text) : text);
}

const states = [true, false, undefined] as const;

/** Texts that were seen, each ticked or not, or in a menu. */
class Sightings {
  readonly #seen = new Set<string>();

  add({ text, isOn }: Item): void {
    this.#seen.add(`${String(isOn)} ${text}`);
  }

  has(text: string, isOn: boolean | undefined): boolean {
    return this.#seen.has(`${String(isOn)} ${text}`);
  }
}
