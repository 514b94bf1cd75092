import { type PressedKey, readKeys } from '../terminal/read-keys.js';
import type { Keyboard } from './keyboard.js';

/** Keys one by one: those that a person presses fast, or that a busy machine is told of late, come together. */
export class KeyReader {
  readonly #keyboard: Pick<Keyboard, 'next'>;
  readonly #waiting: PressedKey[] = [];

  constructor(keyboard: Pick<Keyboard, 'next'>) {
    this.#keyboard = keyboard;
  }

  async next(): Promise<PressedKey> {
    for (;;) {
      const key = this.#waiting.shift();
      if (key !== undefined) return key;
      this.#waiting.push(...readKeys(await this.#keyboard.next()));
    }
  }
}

/** What a key sends, letters as small ones, to look a choice up by. */
export const sentBy = (key: PressedKey): string => (key.kind === 'text' ? key.text.toLowerCase() : key.bytes);
