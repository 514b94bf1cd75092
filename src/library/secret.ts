/** A value that is typed only where it is not shown, and that nothing prints. */
export class Secret {
  readonly name: string;
  readonly #value: string;

  /** `name` is what messages and events call it. */
  constructor(value: string, name = 'secret') {
    this.#value = value;
    this.name = name;
  }

  /** The value itself, for who types it. */
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
