/** One place of two texts laid side by side, as indexes; what the other text lacks stands alone. */
interface Pair {
  readonly wanted?: number;
  readonly seen?: number;
}

export interface Alignment {
  /** 0 for the same text, 1 for each piece that is another, less for those that look alike. */
  readonly cost: number;
  readonly pairs: readonly Pair[];
  /** Where the stretch begins in the text. */
  readonly start: number;
}

const step = { both: 1, wanted: 2, seen: 3 } as const;

/**
 * The stretch of a text that is most like the wanted one, the last of equals (Sellers 1980: edit distance where the text may
 * begin and end anywhere). Both are given in pieces, usually characters. Time and memory are the product of both lengths:
 * bound them before.
 */
export function alignWithin(wanted: readonly string[], text: readonly string[]): Alignment {
  const width = text.length + 1;
  const steps = new Uint8Array((wanted.length + 1) * width);
  let row = new Float64Array(width);
  for (let i = 1; i <= wanted.length; i++) {
    const above = row;
    row = new Float64Array(width);
    row[0] = i;
    steps[i * width] = step.wanted;
    for (let j = 1; j < width; j++) {
      const both = (above[j - 1] ?? 0) + costOf(wanted[i - 1] ?? '', text[j - 1] ?? '');
      const alone = (above[j] ?? 0) + 1;
      const extra = (row[j - 1] ?? 0) + 1;
      const least = Math.min(both, alone, extra);
      row[j] = least;
      steps[i * width + j] = least === both ? step.both : least === alone ? step.wanted : step.seen;
    }
  }
  const end = row.lastIndexOf(Math.min(...row));
  return { cost: row[end] ?? 0, ...traced(steps, { wanted, text, end }) };
}

function traced(
  steps: Uint8Array,
  {
    wanted,
    text,
    end,
  }: { readonly wanted: readonly string[]; readonly text: readonly string[]; readonly end: number },
): { readonly pairs: readonly Pair[]; readonly start: number } {
  const pairs: Pair[] = [];
  let [i, j] = [wanted.length, end];
  while (i > 0) {
    const taken = steps[i * (text.length + 1) + j];
    const isWanted = taken !== step.seen;
    const isSeen = taken !== step.wanted;
    if (isWanted) i--;
    if (isSeen) j--;
    pairs.push({ ...(isWanted && { wanted: i }), ...(isSeen && { seen: j }) });
  }
  return { pairs: pairs.reverse(), start: j };
}

/** What people and word processors take for the same. */
const lookalikes = ["'`´‘’‚‛", '"“”„‟«»', '-‐‑‒–—−', '.…·'];

const likeCost = 0.3;

function costOf(wanted: string, seen: string): number {
  if (wanted === seen) return 0;
  const isLike =
    wanted.toLowerCase() === seen.toLowerCase() ||
    (/\s/.test(wanted) && /\s/.test(seen)) ||
    lookalikes.some((each) => each.includes(wanted) && each.includes(seen));
  return isLike ? likeCost : 1;
}
