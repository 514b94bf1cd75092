/** Looks once through a text for what many expressions require: a fraction of looking for each. */
export interface RequiredFilter {
  /** For each required text, in their order, whether it may stand in the text from the index on; never false when it does. */
  search(text: string, from: number): (index: number) => boolean;
}

/**
 * Of any seven characters, wherever they stand, one of the first four runs of four begins at an index that is a multiple of four:
 * so only those of the text are looked up. The window of seven may lie anywhere in what is required.
 */
const windowSize = 7;
const wordSize = 4;

/** Shorter ones are always thought to be there. */
export function createRequiredFilter(required: readonly string[]): RequiredFilter {
  const hasWord = new Uint8Array(1 << 15);
  const indexes = new Map<number, readonly number[]>();
  const known = required.map((each) => each.length >= windowSize);
  for (const [index, text] of required.entries())
    for (const word of known[index] === true ? wordsOf(rarestWindow(text)) : []) {
      hasWord[hashOf(word)] = 1;
      indexes.set(word, [...(indexes.get(word) ?? []), index]);
    }
  let words = new Int32Array(0);

  return {
    search(text, from) {
      // The low byte of each character, of what is required as well.
      const size = text.length - from;
      if (4 * words.length < size + wordSize) words = new Int32Array((size >> 2) + wordSize);
      const bytes = Buffer.from(words.buffer);
      bytes.write(text.slice(from), 'latin1');
      const found = known.map((isKnown) => !isKnown);
      const end = size >> 2;
      for (let at = 0; at < end; at++) {
        const word = words[at] as number;
        if (hasWord[Math.imul(word, 0x9e3779b1) >>> 17] === 0) continue;
        for (const index of indexes.get(word) ?? []) found[index] = true;
      }
      return (index) => found[index] ?? true;
    },
  };
}

const hashOf = (word: number): number => Math.imul(word, 0x9e3779b1) >>> 17;

/** The runs of four characters in a window of seven, as the machine reads them. */
function wordsOf(window: string): readonly number[] {
  return Array.from({ length: windowSize - wordSize + 1 }, (_, at) => {
    const bytes = Uint8Array.from(Buffer.from(window.slice(at, at + wordSize), 'latin1'));
    return new Int32Array(bytes.buffer)[0] ?? 0;
  });
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
