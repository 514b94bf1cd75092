import { createBlockFilter, nextBlock } from '../redact/block-filter.js';
import { wordsOf } from '../redact/words.js';

/** Looks once through a text for what many expressions require: a fraction of looking for each. */
export interface RequiredFilter {
  /** For each required text, in their order, whether it may stand in the text from the index on; never false when it does. */
  search(text: string, from: number): (index: number) => boolean;
}

/** As long as what the block filter takes for long; the window may lie anywhere in what is required. */
const windowSize = 7;
const wordSize = 4;

/** Shorter ones are always thought to be there. */
export function createRequiredFilter(required: readonly string[]): RequiredFilter {
  const windows = required.map((each) =>
    each.length < windowSize ? undefined : Buffer.from(rarestWindow(each), 'latin1'),
  );
  const blocks = createBlockFilter(windows.filter((each) => each !== undefined));
  const indexes = new Map<number, readonly number[]>();
  for (const [index, window] of windows.entries())
    for (let at = 0; window !== undefined && at <= windowSize - wordSize; at++) {
      const [word = 0] = wordsOf(Uint8Array.from(window.subarray(at, at + wordSize))).words;
      indexes.set(word, [...(indexes.get(word) ?? []), index]);
    }
  let held = new Uint8Array(0);

  return {
    search(text, from) {
      // The low byte of each character, of what is required as well.
      const size = text.length - from;
      if (held.length < size) held = new Uint8Array(size);
      Buffer.from(held.buffer).write(text.slice(from), 'latin1');
      const found = windows.map((window) => window === undefined);
      const { words } = wordsOf(held.subarray(0, size));
      // Too short for one, or the machine has none of this order.
      if (words.length === 0) return () => true;
      for (let at = nextBlock(blocks, words, 0); at < words.length; at = nextBlock(blocks, words, at + 1))
        for (const index of indexes.get(words[at] as number) ?? []) found[index] = true;
      return (index) => found[index] ?? true;
    },
  };
}

/** The seven characters that stand least often in what installers write: `? [y/N]` rather than `Continu`. */
function rarestWindow(text: string): string {
  let best = text.slice(0, windowSize);
  for (let at = 1; at + windowSize <= text.length; at++) {
    const window = text.slice(at, at + windowSize);
    if (weightOf(window) < weightOf(best)) best = window;
  }
  return best;
}

const weightOf = (text: string): number =>
  [...text.matchAll(/([ acdeilnorst])|([a-z0-9./_-])/g)].reduce(
    (sum, [, common]) => sum + (common === undefined ? 2 : 3),
    0,
  );
