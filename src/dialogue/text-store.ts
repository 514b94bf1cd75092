/** The finished text that is held: a growing string of which only the last part is kept. Offsets are absolute. */
export interface TextStore {
  readonly start: number;
  readonly end: number;
  append(text: string): void;
  /** From an absolute offset on. */
  from(offset: number): string;
}

/** Characters that are held at least. */
const windowSize = 64 * 1024;
/**
 * Small pieces are gathered up to this size, so that adding one copies nothing that is held already; cutting something out of what is
 * gathered copies all of that, which is done several times for each answer.
 */
const blockSize = 1024;

export function createTextStore(): TextStore {
  let blocks: string[] = [];
  let recent = '';
  let start = 0;
  let end = 0;

  function close(): void {
    blocks.push(recent);
    recent = '';
    let first = 0;
    while (end - start - (blocks[first]?.length ?? Infinity) >= windowSize)
      start += blocks[first++]?.length ?? 0;
    if (first > 0) blocks = blocks.slice(first);
  }

  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    append(text) {
      recent += text;
      end += text.length;
      if (recent.length > blockSize) close();
    },
    from(offset) {
      let at = end - recent.length;
      if (offset >= at) return offset === at ? recent : recent.slice(offset - at);
      let text = recent;
      for (let index = blocks.length - 1; index >= 0 && at > offset; index--) {
        const block = blocks[index] ?? '';
        at -= block.length;
        text = (at < offset ? block.slice(offset - at) : block) + text;
      }
      return text;
    },
  };
}
