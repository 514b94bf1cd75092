import type { PressedKey } from '../terminal/read-keys.js';

/** Keys that move or erase within a line rather than submit it, once something was typed. */
const movingKeys = new Set([
  'left',
  'right',
  'home',
  'end',
  'delete',
  'ctrl-a',
  'ctrl-e',
  'ctrl-k',
  'ctrl-b',
  'ctrl-f',
]);

/** A line as a person types it, with the keys by which terminals and readline edit one. */
export class TypedLine {
  /** What was typed and not erased again. */
  text = '';
  /** Something was erased that they had not typed: the program had filled the field. */
  isCleared = false;
  /** The cursor was moved: what stands on the screen is the line, and `text` need not be. */
  isEdited = false;

  /** All that the line has been. */
  readonly states: string[] = [];

  get isBegun(): boolean {
    return this.text !== '' || this.isCleared || this.isEdited;
  }

  /** Takes a key; false when the key is none that edits the line, and so ends it. */
  press(key: PressedKey): boolean {
    const isOfLine = this.#edit(key);
    if (isOfLine) this.states.push(this.text);
    return isOfLine;
  }

  #edit(key: PressedKey): boolean {
    if (key.kind === 'text') {
      this.text += key.text;
      return true;
    }
    switch (key.name ?? '') {
      case 'backspace':
      case 'ctrl-h':
        if (this.text === '') this.isCleared = true;
        this.text = Array.from(this.text).slice(0, -1).join('');
        return true;
      case 'ctrl-u':
        if (this.text === '') this.isCleared = true;
        this.text = '';
        return true;
      case 'ctrl-w':
        if (!this.isBegun) return false;
        this.text = this.text.replace(/\S*\s*$/, '');
        return true;
    }
    if (!this.isBegun || !movingKeys.has(key.name ?? '')) return false;
    this.isEdited = true;
    return true;
  }
}
