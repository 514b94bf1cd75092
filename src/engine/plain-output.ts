import { Demultiplexer } from './demux.js';
import { GreetingReader, type Greeting } from './greeting.js';
import { Tail } from './tail.js';

type StreamName = 'stdout' | 'stderr';
type OnOutput = (bytes: Uint8Array, stream: StreamName) => void;

const TAIL_BYTES = 64 * 1024;

/** The output of a command without a terminal: the launcher's greeting taken out of stderr, the tails kept. */
export class PlainOutput {
  /** Settles when the command is about to run; never when the engine could not start it. */
  readonly greeted: Promise<Greeting>;
  readonly #onOutput: OnOutput | undefined;
  readonly #tails = { stdout: new Tail(TAIL_BYTES), stderr: new Tail(TAIL_BYTES) };
  readonly #demultiplexer = new Demultiplexer((bytes, stream) => this.#take(bytes, stream));
  readonly #reader: GreetingReader;
  #resolveGreeted: (greeting: Greeting) => void = () => undefined;
  #state: 'greeting' | 'running' | 'absent' = 'greeting';
  /** Stdout is another pipe than the greeting's and may overtake it. */
  #early: Uint8Array[] = [];

  constructor(nonce: string, onOutput?: OnOutput) {
    this.#reader = new GreetingReader(nonce);
    this.#onOutput = onOutput;
    this.greeted = new Promise((resolve) => {
      this.#resolveGreeted = resolve;
    });
  }

  push(bytes: Buffer): void {
    this.#demultiplexer.push(bytes);
  }

  get isGreeted(): boolean {
    return this.#state === 'running';
  }

  /**
   * What came in the place of a greeting: why the engine could not start the command. Empty when nothing came but a part of one, or
   * what the command wrote to stdout had overtaken it: Docker ends its own words there with CR LF (moby, postContainerExecStart).
   */
  get refusal(): string {
    const early = Buffer.concat(this.#early).toString();
    if (this.#state === 'absent') return `${early}${Buffer.from(this.#reader.held).toString()}`.trim();
    return early.endsWith('\r\n') ? early.trim() : '';
  }

  get stdout(): Uint8Array {
    return this.#tails.stdout.bytes();
  }

  get stderr(): Uint8Array {
    return this.#tails.stderr.bytes();
  }

  #take(bytes: Uint8Array, stream: StreamName): void {
    if (this.#state === 'running') {
      this.#deliver(bytes, stream);
    } else if (this.#state === 'greeting' && stream === 'stderr') {
      this.#greet(bytes);
    } else {
      this.#early.push(bytes);
    }
  }

  #greet(bytes: Uint8Array): void {
    const read = this.#reader.push(bytes);
    if (read.kind === 'absent') {
      this.#state = 'absent';
    } else if (read.kind === 'greeted') {
      this.#state = 'running';
      this.#early.forEach((chunk) => this.#deliver(chunk, 'stdout'));
      this.#early = [];
      this.#deliver(read.rest, 'stderr');
      this.#resolveGreeted(read.greeting);
    }
  }

  #deliver(bytes: Uint8Array, stream: StreamName): void {
    if (bytes.length > 0) {
      this.#tails[stream].push(bytes);
      this.#onOutput?.(bytes, stream);
    }
  }
}
