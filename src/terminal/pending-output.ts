/** Output that is kept until somebody wants it parsed: copied, for chunks kept as they come cost more in garbage collection. */
export class PendingOutput {
  /** Room beyond this is made only where it is needed. */
  readonly #usualSize: number;
  #bytes = Buffer.alloc(0);
  #size = 0;

  constructor(usualSize: number) {
    this.#usualSize = usualSize;
  }

  get size(): number {
    return this.#size;
  }

  push(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#bytes.length) this.#grow(size);
    this.#bytes.set(bytes, this.#size);
    this.#size = size;
  }

  /** All of it; it stays in its place until `keep`. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#size);
    this.#size = 0;
    return bytes;
  }

  /** The end of what was taken is pending again; `isInUse`: somebody still reads what was taken, so it must stay as it is. */
  keep(rest: Buffer, isInUse: boolean): void {
    if (isInUse) this.#bytes = Buffer.from(rest);
    else this.#bytes.set(rest);
    this.#size = rest.length;
  }

  forget(): void {
    this.#bytes = Buffer.alloc(0);
    this.#size = 0;
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafe(Math.max(size, Math.min(4 * size, this.#usualSize)));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}
