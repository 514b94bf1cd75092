import type { TapeOutput } from './tape.js';
import type { TerminalSize } from './terminal.js';

export interface TapeWriterSpec {
  readonly after: (ms: number, call: () => void) => void;
  readonly onOutput: (bytes: Uint8Array) => void;
  /** The terminal has another size from now on. */
  readonly onResize?: (size: TerminalSize) => void;
}

/** Writes what a recorded program wrote, at the time it did. */
export class TapeWriter {
  readonly #spec: TapeWriterSpec;
  #isOver = false;

  constructor(spec: TapeWriterSpec) {
    this.#spec = spec;
  }

  /** Writes each at its time, counted from now. Never within the call that types: what is written comes after it. */
  write(outputs: readonly TapeOutput[], whenDone: () => void = () => undefined): void {
    let [at, nowMs] = [0, 0];
    const goOn = (): void => {
      for (; !this.#isOver && (outputs[at]?.atMs ?? Infinity) <= nowMs; at++) this.#tell(outputs[at]);
      const next = outputs[at];
      if (this.#isOver) return;
      if (next === undefined) {
        whenDone();
        return;
      }
      const waitMs = next.atMs - nowMs;
      nowMs = next.atMs;
      this.#spec.after(waitMs, goOn);
    };
    this.#spec.after(0, goOn);
  }

  /** Nothing more is written. */
  stop(): void {
    this.#isOver = true;
  }

  #tell({ text, size }: Partial<TapeOutput> = {}): void {
    if (size !== undefined) this.#spec.onResize?.(size);
    if (text !== undefined && text !== '') this.#spec.onOutput(Buffer.from(text));
  }
}
