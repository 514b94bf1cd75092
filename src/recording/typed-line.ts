import { LineEdit } from '../terminal/line-edit.js';
import type { PressedKey } from '../terminal/read-keys.js';

/** A line as a person types it, until a key comes that ends it. */
export class TypedLine {
  readonly #edit = new LineEdit();
  #text = '';
  /** The cursor was moved or something erased: what is drawn need not grow with the text. */
  isEdited = false;
  /** All that the line has been. */
  readonly states: string[] = [];

  /** What stands in it, corrections done. */
  get text(): string {
    return this.#text;
  }

  /** Takes a key; false when the key is none that edits the line, and so ends it. */
  press(key: PressedKey): boolean {
    if (this.#edit.press(key) !== undefined) return false;
    this.#text = this.#edit.open.text;
    this.states.push(this.#text);
    if (key.kind === 'key' && key.name !== 'backspace') this.isEdited = true;
    return true;
  }
}
