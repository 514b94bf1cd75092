import type { Completion, Terminal } from '../../../src/terminal/terminal.js';

/** How what a program writes is cut into what the conversation is handed at a time. */
export type Delivery = 'as it comes' | 'in random pieces' | 'byte by byte';
export const deliveries: readonly Delivery[] = ['as it comes', 'in random pieces', 'byte by byte'];

type Open = (onOutput: (bytes: Uint8Array) => void) => Terminal | Promise<Terminal>;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function* pieces(bytes: Uint8Array, delivery: Delivery, random: () => number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const length = delivery === 'byte by byte' ? 1 : 1 + Math.floor(random() ** 3 * 200);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/**
 * Opens a terminal whose output is cut anew. Each piece comes in a turn of the event loop of its own, so that the dialogue may
 * decide between any two; the next one is always due before a timer's turn, as output is that lies ready to be read.
 */
export async function recut(
  open: Open,
  delivery: Delivery,
  deliver: (bytes: Uint8Array) => void,
): Promise<Terminal> {
  if (delivery === 'as it comes') return open(deliver);
  const random = randomNumbers(4711);
  const queue: Uint8Array[] = [];
  let isRunning = false;
  let whenEmpty: () => void = () => undefined;
  const next = (): void => {
    const piece = queue.shift();
    isRunning = piece !== undefined;
    if (piece === undefined) whenEmpty();
    else {
      setImmediate(next);
      deliver(piece);
    }
  };
  const terminal = await open((bytes) => {
    queue.push(...pieces(bytes, delivery, random));
    if (isRunning) return;
    isRunning = true;
    setImmediate(next);
  });
  const empty = (): Promise<void> =>
    new Promise((resolve) => (isRunning ? (whenEmpty = resolve) : resolve()));
  return new RecutTerminal(
    terminal,
    terminal.completion.finally(() => empty()),
  );
}

/** A terminal that has ended only when its last piece was delivered. */
class RecutTerminal implements Terminal {
  readonly completion: Promise<Completion>;
  readonly #inner: Terminal;

  constructor(inner: Terminal, completion: Promise<Completion>) {
    this.#inner = inner;
    this.completion = completion;
    completion.catch(() => undefined);
  }

  write(bytes: Uint8Array): void {
    this.#inner.write(bytes);
  }

  resize(size: Parameters<Terminal['resize']>[0]): Promise<void> {
    return this.#inner.resize(size);
  }

  async kill(options?: Parameters<Terminal['kill']>[0]): Promise<void> {
    await this.#inner.kill(options);
    await this.completion.catch(() => undefined);
  }

  waitForEchoOff(waitMs: number): ReturnType<Terminal['waitForEchoOff']> {
    return this.#inner.waitForEchoOff(waitMs);
  }

  waitState(options?: Parameters<Terminal['waitState']>[0]): ReturnType<Terminal['waitState']> {
    return this.#inner.waitState(options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inner[Symbol.asyncDispose]();
    await this.completion.catch(() => undefined);
  }
}
