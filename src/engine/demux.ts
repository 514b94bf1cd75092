const HEADER_BYTES = 8;
const STDERR = 2;

/**
 * Takes apart the engine's multiplexed output (API reference, "Attach to a container", stream format: one byte of
 * stream, three of padding, four of length, payload), however it is cut. Payloads are passed on as they come.
 */
export class Demultiplexer {
  readonly #onPayload: (bytes: Uint8Array, stream: 'stdout' | 'stderr') => void;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerBytes = 0;
  #payloadBytes = 0;

  constructor(onPayload: (bytes: Uint8Array, stream: 'stdout' | 'stderr') => void) {
    this.#onPayload = onPayload;
  }

  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      at += this.#payloadBytes > 0 ? this.#takePayload(bytes, at) : this.#takeHeader(bytes, at);
    }
  }

  #takeHeader(bytes: Buffer, at: number): number {
    const taken = bytes.copy(this.#header, this.#headerBytes, at);
    this.#headerBytes += taken;
    if (this.#headerBytes === HEADER_BYTES) {
      this.#headerBytes = 0;
      this.#payloadBytes = this.#header.readUInt32BE(4);
    }
    return taken;
  }

  #takePayload(bytes: Buffer, at: number): number {
    const payload = bytes.subarray(at, at + this.#payloadBytes);
    this.#payloadBytes -= payload.length;
    this.#onPayload(payload, this.#header[0] === STDERR ? 'stderr' : 'stdout');
    return payload.length;
  }
}
