/** Keeps the last bytes of a stream. */
export class Tail {
  readonly #limitBytes: number;
  #chunks: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#sizeBytes += bytes.length;
    // Joined rarely: twice the limit is held at most.
    if (this.#sizeBytes > 2 * this.#limitBytes) {
      const kept = this.bytes();
      this.#chunks = [kept];
      this.#sizeBytes = kept.length;
    }
  }

  bytes(): Uint8Array {
    const all = Buffer.concat(this.#chunks);
    return Uint8Array.prototype.slice.call(all, Math.max(0, all.length - this.#limitBytes));
  }
}
