import { ownCopy } from './own-copy.js';

/** Output for whoever iterates over it; nothing is kept for nobody. */
export interface OutputLog extends AsyncIterable<Uint8Array> {
  push(bytes: Uint8Array): void;
  end(): void;
  /** From now on a reader gets what comes next only; until then it gets what came from the start. */
  forgetStart(): void;
}

/** What has come for one reader and was not taken yet. */
interface Reader {
  readonly pieces: Uint8Array[];
  wake: () => void;
}

export function createOutputLog(): OutputLog {
  const readers = new Set<Reader>();
  let start: Uint8Array[] | undefined = [];
  let hasEnded = false;

  async function* read(reader: Reader): AsyncGenerator<Uint8Array, undefined> {
    try {
      for (;;) {
        const piece = reader.pieces.shift();
        if (piece !== undefined) yield piece;
        else if (hasEnded) return undefined;
        else await new Promise<void>((resolve) => (reader.wake = resolve));
      }
    } finally {
      readers.delete(reader);
    }
  }

  return {
    push(bytes) {
      start?.push(ownCopy(bytes));
      for (const reader of readers) {
        reader.pieces.push(ownCopy(bytes));
        reader.wake();
      }
    },
    end() {
      hasEnded = true;
      for (const reader of readers) reader.wake();
    },
    forgetStart() {
      start = undefined;
    },
    [Symbol.asyncIterator]() {
      const reader: Reader = { pieces: (start ?? []).map(ownCopy), wake: () => undefined };
      readers.add(reader);
      return read(reader);
    },
  };
}
