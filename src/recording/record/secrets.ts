import { createRedactor, type Redactor } from '../../redact.js';
import { nameFromPrompt } from '../name-from-prompt.js';

/** The secrets that were typed while it was recorded: values stay in memory, and are removed from all that is written. */
export class TypedSecrets {
  readonly redactor: Redactor = createRedactor();
  readonly #names = new Map<string, string>();

  /** Name to value. */
  get values(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#names].map(([value, name]) => [name, value]));
  }

  /** The name of a value that is known to be a secret. */
  nameOf(value: string): string | undefined {
    return this.#names.get(value);
  }

  /** Makes a value a secret from now on; equal values have one name, made from the prompt unless it is given. */
  add(value: string, prompt: string, name = nameFromPrompt(prompt, 'secret')): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const free = this.freeName(prompt, name);
    this.#names.set(value, free);
    this.redactor.add(value);
    return free;
  }

  /** The name that the next value of such a prompt would get. */
  freeName(prompt: string, name = nameFromPrompt(prompt, 'secret')): string {
    const taken = new Set(this.#names.values());
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
    return free;
  }
}
