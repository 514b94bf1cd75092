import { oneSpaced } from './grid.js';

/** The outcome of looking a label up among what is there. */
export type Lookup =
  | { readonly kind: 'found'; readonly index: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous' };

type Test = (name: string, label: string) => boolean;

/** In this order; the first that fits any name decides, and must fit one only. */
const tests: readonly Test[] = [
  (name, label) => name === label,
  (name, label) => lower(name) === lower(label),
  (name, label) => name.startsWith(label),
  (name, label) => lower(name).startsWith(lower(label)),
  (name, label) => name.includes(label),
  (name, label) => lower(name).includes(lower(label)),
];

/** Finds the one thing a label names: as a whole, then by its beginning, then by a part; upper and lower case first. */
export function lookUp(label: string, names: readonly (readonly string[])[]): Lookup {
  const wanted = oneSpaced(label);
  if (wanted === '') return { kind: 'absent' };
  for (const test of tests) {
    const found = names.flatMap((own, index) => (own.some((name) => test(name, wanted)) ? [index] : []));
    const [first, second] = found;
    if (first !== undefined)
      return second === undefined ? { kind: 'found', index: first } : { kind: 'ambiguous' };
  }
  return { kind: 'absent' };
}

const lower = (text: string): string => text.toLowerCase();
