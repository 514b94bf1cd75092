/** The last bytes a program wrote, each one character, for patterns that look at escape sequences and control codes. */
export interface RawWindow {
  push(bytes: Uint8Array): void;
  /** What is held from the absolute offset on, and the absolute offset where it begins. */
  from(offset: number): { readonly text: string; readonly start: number };
  readonly end: number;
  /** Everything before this offset is answered. */
  readonly spentTo: number;
  spendTo(offset: number): void;
}

/** Bytes that are held at least: more than any prompt with its colours. */
const windowBytes = 64 * 1024;

export function createRawWindow(): RawWindow {
  let pieces: Uint8Array[] = [];
  let held = 0;
  let end = 0;
  let spentTo = 0;

  function drop(): void {
    let first = 0;
    while (held - (pieces[first]?.length ?? 0) >= windowBytes) held -= pieces[first++]?.length ?? 0;
    pieces = pieces.slice(first);
  }

  return {
    push(bytes) {
      pieces.push(bytes);
      held += bytes.length;
      end += bytes.length;
      if (held > 2 * windowBytes || pieces.length > 4096) drop();
      if (pieces.length > 4096) pieces = [Buffer.concat(pieces)];
    },
    from(offset) {
      const start = end - held;
      if (pieces.length > 1) pieces = [Buffer.concat(pieces)];
      const [bytes = new Uint8Array()] = pieces;
      const skipped = Math.min(held, Math.max(0, offset - start));
      return { text: Buffer.from(bytes.subarray(skipped)).toString('latin1'), start: start + skipped };
    },
    get end() {
      return end;
    },
    get spentTo() {
      return spentTo;
    },
    spendTo(offset) {
      spentTo = Math.max(spentTo, offset);
    },
  };
}
