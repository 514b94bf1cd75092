/** Reads bytes that come in chunks of any size by the piece; hands out what the chunks hold, without copying where it can. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array, unknown>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes, at least 1 and at most `limit`; `undefined` at the end. */
  async some(limit = Infinity): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return undefined;
      const { value } = next;
      this.#rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
    const piece = this.#rest.subarray(0, limit);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** The next `count` bytes, fewer only at the end. */
  async take(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      const piece = await this.some(missing);
      if (piece === undefined) break;
      pieces.push(piece);
      missing -= piece.length;
    }
    return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  }

  /** The next `count` bytes, fewer only at the end, without reading them. */
  async peek(count: number): Promise<Buffer> {
    if (this.#rest.length < count) this.unread(await this.take(count));
    return this.#rest.subarray(0, count);
  }

  /** Gives back the bytes that were read last: they are read next. */
  unread(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
  }

  /** Stops the source of the chunks. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
