import { typedWord } from '../report/typed-word.js';

/** Values of secrets, as they are known when they are asked for. */
type Known = () => readonly (string | Uint8Array)[];

/** Command lines as a failure shows them: a value that is one of a secret, too, is hidden once the secret is known. */
export class ShownWords {
  readonly #known: Known[] = [];

  know(values: Known): void {
    this.#known.push(values);
  }

  /** As a person pastes it. Only a failure asks for it, so what hides is loaded and made here: large secrets take a while. */
  async line(words: readonly string[]): Promise<string> {
    const { createRedactor } = await import('../redact.js');
    const redactor = createRedactor();
    for (const values of this.#known) for (const value of values()) redactor.add(value);
    return words.map((word) => typedWord(redactor.text(word))).join(' ');
  }
}
