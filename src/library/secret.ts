/** A value that is typed only where it is not shown, and that nothing prints: `<name>` stands for it. */
export class Secret {
  /** What messages and events call it. */
  readonly name: string;
  readonly #value: string;

  /** `name` defaults to `secret`. Throws a TypeError when the value is no text or is empty, as an unset variable is. */
  constructor(value: string, name = 'secret') {
    if (typeof value !== 'string' || value === '')
      throw new TypeError(`The secret "${name}" has no value: give new Secret(value, name) a text.`);
    this.#value = value;
    this.name = name;
  }

  /** The value itself, for code that hands it on; `answer`, `type` and `fill` take the Secret. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return `<${this.name}>`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
