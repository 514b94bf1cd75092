import { setFlagsFromString } from 'node:v8';

/** V8's own default (flag-definitions.h, `semi_space_growth_factor`). */
const usualGrowth = 2;

let streams = 0;

/**
 * Does work that streams many gigabytes through memory, while V8 does not enlarge its young generation: of what is streamed
 * nothing lives long, but a little of it at each collection, and so V8 would enlarge it step by step to its limit of 48 MB.
 * Collections become more frequent by that, each of some 0.1 ms.
 */
export async function withSteadyHeap<T>(work: () => Promise<T>): Promise<T> {
  if (streams++ === 0) setGrowth(1);
  try {
    return await work();
  } finally {
    if (--streams === 0) setGrowth(usualGrowth);
  }
}

const setGrowth = (factor: number): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`);
