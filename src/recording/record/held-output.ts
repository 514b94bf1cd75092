/** Output that can be held back for a while: what is written meanwhile comes when it is released. */
export class HeldOutput {
  readonly #write: (bytes: Uint8Array) => void;
  #held: Uint8Array[] | undefined;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  write(bytes: Uint8Array): void {
    if (this.#held === undefined) this.#write(bytes);
    else this.#held.push(bytes);
  }

  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const pieces = this.#held ?? [];
    this.#held = undefined;
    for (const bytes of pieces) this.#write(bytes);
  }
}
