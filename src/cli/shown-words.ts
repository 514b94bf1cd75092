import { type SecretValue, soughtOf } from '../pipeline/secret-value.js';
import { typedWord } from '../report/typed-word.js';

/** Command lines as a failure shows them: a value that is one of a secret, too, is hidden once the secret is known. */
export class ShownWords {
  readonly #secrets: SecretValue[] = [];

  know(secrets: Readonly<Record<string, SecretValue>>): void {
    this.#secrets.push(...Object.values(secrets));
  }

  /** As a person pastes it. Only a failure asks for it, so what hides is loaded and made here: large secrets take a while. */
  async line(words: readonly string[]): Promise<string> {
    const { createRedactor } = await import('../redact.js');
    const redactor = createRedactor();
    for (const secret of this.#secrets) redactor.add(soughtOf(secret));
    return words.map((word) => typedWord(redactor.text(word))).join(' ');
  }
}
