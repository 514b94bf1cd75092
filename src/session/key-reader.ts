import { encodeKey } from '../terminal/keys.js';
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

/** What a key sends on a plain terminal, letters as small ones, to look a choice up by: it may be reported in another way. */
export function sentBy(key: PressedKey): string {
  if (key.kind === 'text') return key.text.toLowerCase();
  return encodeKey(key.name ?? '', { isApplicationCursor: false }) ?? key.bytes;
}
