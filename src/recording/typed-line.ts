import { LineEdit } from '../terminal/line-edit.js';
import type { PressedKey } from '../terminal/read-keys.js';

/** Keys that take away what stands before the cursor: what is drawn still grows with the text. */
const erasingKeys = new Set(['backspace', 'ctrl-h', 'ctrl-u', 'ctrl-w', 'alt-backspace']);

/** A line as a person types it, until a key comes that ends it. */
export class TypedLine {
  readonly #edit = new LineEdit();
  #text = '';
  #isCleared = false;
  /** The cursor was moved: the line on the screen tells more than its end. */
  isMoved = false;
  /** All that the line has been. */
  readonly states: string[] = [];

  /** What stands in it, corrections done. */
  get text(): string {
    return this.#text;
  }

  /** What the program had put there was erased first. */
  get isCleared(): boolean {
    return this.#isCleared;
  }

  /** Takes a key; false when the key is none that edits the line, and so ends it. */
  press(key: PressedKey): boolean {
    if (this.#edit.press(key) !== undefined) return false;
    this.#look();
    if (key.kind === 'key' && !erasingKeys.has(key.name ?? '')) this.isMoved = true;
    return true;
  }

  /** Takes a text that the program put in the place of what was typed. */
  replace(text: string): void {
    this.#edit.replace(text);
    this.#look();
  }

  #look(): void {
    ({ text: this.#text, isCleared: this.#isCleared } = this.#edit.open);
    this.states.push(this.#text);
  }
}
