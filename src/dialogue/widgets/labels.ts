import { oneSpaced } from './grid.js';

/** The outcome of looking a label up among what is there. */
export type Lookup =
  | { readonly kind: 'found'; readonly index: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous' };

type Test = (names: readonly string[], label: string) => boolean;

const anyName =
  (fits: (name: string, label: string) => boolean): Test =>
  (names, label) =>
    names.some((name) => fits(name, label));

/** In this order; the first that fits any decides, and must fit one only. */
const tests: readonly Test[] = [
  ([text], label) => text === label,
  anyName((name, label) => name === label),
  ([text], label) => text !== undefined && lower(text) === lower(label),
  anyName((name, label) => lower(name) === lower(label)),
  anyName((name, label) => name.startsWith(label)),
  anyName((name, label) => lower(name).startsWith(lower(label))),
  anyName((name, label) => name.includes(label)),
  anyName((name, label) => lower(name).includes(lower(label))),
];

/**
 * Finds the one thing a label names: as a whole, then by its beginning, then by a part; upper and lower case first. The first
 * name of each is all of its text, which goes before its others (`Python` before `Python (2)`).
 */
export function lookUp(label: string, names: readonly (readonly string[])[]): Lookup {
  const wanted = oneSpaced(label);
  if (wanted === '') return { kind: 'absent' };
  for (const test of tests) {
    const found = names.flatMap((own, index) => (test(own, wanted) ? [index] : []));
    const [first, second] = found;
    if (first !== undefined)
      return second === undefined ? { kind: 'found', index: first } : { kind: 'ambiguous' };
  }
  return { kind: 'absent' };
}

/** Finds the one thing whose name was cut off within a label. */
export function lookUpCut(label: string, cutNames: readonly (readonly string[])[]): Lookup {
  const wanted = oneSpaced(label);
  const found = cutNames.flatMap((own, index) =>
    own.some((name) => wanted.startsWith(name)) ? [index] : [],
  );
  const [index, second] = found;
  if (index === undefined) return { kind: 'absent' };
  return second === undefined ? { kind: 'found', index } : { kind: 'ambiguous' };
}

const lower = (text: string): string => text.toLowerCase();
