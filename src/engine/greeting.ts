/** What the launcher says of itself before it becomes the program. */
export interface Greeting {
  /** In the container's own numbering; also its session. */
  readonly pid: number;
  /** For example `/dev/pts/0`; absent without a terminal. */
  readonly ttyPath?: string;
}

export type GreetingRead =
  | { readonly kind: 'pending' }
  | { readonly kind: 'greeted'; readonly greeting: Greeting; readonly rest: Uint8Array }
  /** The stream starts with something else: the engine's words when it could not start the launcher. */
  | { readonly kind: 'absent'; readonly rest: Uint8Array };

const END = '\x1b\\';
const MAX_BYTES = 512;

/** The first bytes of a greeting; the nonce keeps a program from forging one. */
export function greetingStart(nonce: string): string {
  return `\x1b]unattend;${nonce};`;
}

/** Takes the greeting out of the front of a stream, however it is cut. Not to be used after it has decided. */
export class GreetingReader {
  readonly #start: Buffer;
  #seen = Buffer.alloc(0);

  constructor(nonce: string) {
    this.#start = Buffer.from(greetingStart(nonce), 'latin1');
  }

  /** What came before a decision, when the stream ended without one. */
  get held(): Uint8Array {
    return this.#seen;
  }

  push(bytes: Uint8Array): GreetingRead {
    this.#seen = Buffer.concat([this.#seen, bytes]);
    const common = Math.min(this.#seen.length, this.#start.length);
    if (this.#seen.compare(this.#start, 0, common, 0, common) !== 0) {
      return { kind: 'absent', rest: this.#seen };
    }
    const end = this.#seen.indexOf(END, this.#start.length, 'latin1');
    if (end < 0) {
      return this.#seen.length > MAX_BYTES ? { kind: 'absent', rest: this.#seen } : { kind: 'pending' };
    }
    const [pid, ttyPath] = this.#seen.toString('latin1', this.#start.length, end).split(';');
    const greeting = { pid: Number(pid), ...(ttyPath?.startsWith('/dev/') && { ttyPath }) };
    return { kind: 'greeted', greeting, rest: this.#seen.subarray(end + END.length) };
  }
}
