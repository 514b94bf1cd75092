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
const smallestBytes = 4096;

/** Bytes are copied: pieces kept as they come outlive a garbage collection, which then moves thousands of small buffers. */
export function createRawWindow(): RawWindow {
  let held = Buffer.alloc(0);
  let size = 0;
  let end = 0;
  let spentTo = 0;

  /** Grows up to twice the window; then all but the window is dropped. */
  function makeRoomFor(count: number): void {
    const kept = held.subarray(Math.max(0, size - windowBytes), size);
    const wanted = Math.max(smallestBytes, kept.length + count, Math.min(2 * held.length, 2 * windowBytes));
    const next = wanted > held.length ? Buffer.allocUnsafeSlow(wanted) : held;
    next.set(kept);
    held = next;
    size = kept.length;
  }

  return {
    push(bytes) {
      if (size + bytes.length > held.length) makeRoomFor(bytes.length);
      held.set(bytes, size);
      size += bytes.length;
      end += bytes.length;
    },
    from(offset) {
      const start = end - size;
      const skipped = Math.min(size, Math.max(0, offset - start));
      return { text: held.toString('latin1', skipped, size), start: start + skipped };
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
