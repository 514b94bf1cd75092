import { readKeys } from '../../terminal/read-keys.js';

/** Keys one by one, in the order they came, however they were read; each waits until somebody asks for it. */
export class KeyQueue {
  #keys: string[] = [];
  #wanted: ((key: string) => void) | undefined;

  push(bytes: Uint8Array): void {
    for (const key of readKeys(Buffer.from(bytes).toString('utf8'))) {
      if (key.kind === 'key') this.#keys.push(key.bytes);
      else this.#keys.push(...Array.from(key.text));
    }
    this.#serve();
  }

  /** The next key, as a terminal sends it. */
  next(): Promise<string> {
    return new Promise((resolve) => {
      this.#wanted = resolve;
      this.#serve();
    });
  }

  /** Takes away what nobody has asked for. */
  rest(): string {
    return this.#keys.splice(0).join('');
  }

  #serve(): void {
    if (this.#wanted === undefined || this.#keys.length === 0) return;
    const [wanted, key = ''] = [this.#wanted, this.#keys.shift()];
    this.#wanted = undefined;
    wanted(key);
  }
}
