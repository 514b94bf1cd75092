import type { Item } from './items.js';
import { repeatedTexts } from './repeats.js';
import { knownItems, textsIn, type TextOf, type Window } from './known-items.js';

/** What was seen of a list since it is worked on. */
export class SeenList {
  readonly #windows: Window[] = [];
  #textOf: TextOf = (text) => text;

  see(window: Window): void {
    this.#windows.push(window);
    this.#textOf = textsIn(this.#windows);
  }

  /** All that came into view, once each; what is there twice out of sight of each other is there twice. */
  get items(): readonly Item[] {
    const items = knownItems(this.#windows);
    const windows = this.#windows.map((window) => window.items.map(({ text }) => this.#textOf(text)));
    const repeated = repeatedTexts(windows, { mayGoRound: true });
    const isAlone = ({ text }: Item): boolean => items.filter((other) => other.text === text).length === 1;
    return items.flatMap((item) => (repeated.has(item.text) && isAlone(item) ? [item, item] : [item]));
  }

  /** How many items came into view, each as often as it did. */
  get sightings(): number {
    return this.#windows.reduce((sum, { items }) => sum + items.length, 0);
  }

  isSame(one: string, other: string): boolean {
    return this.#textOf(one) === this.#textOf(other);
  }

  /** Where in a window the item is that goes by a text; -1 where it is not in view. */
  indexIn(window: Window, text: string, isWanted: (item: Item) => boolean = () => true): number {
    this.see(window);
    return window.items.findIndex((item) => this.isSame(item.text, text) && isWanted(item));
  }
}
