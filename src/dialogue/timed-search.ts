import { type Context, createContext, Script } from 'node:vm';

/** Runs a search, or gives it up; undefined when it was given up. What was done of it stays done: it cleans up nothing. */
export type TimedSearch = <T>(search: () => T) => { readonly value: T } | undefined;

const script = new Script('search()');

/** A context of its own, where the search stands for the script to call. */
interface Watched {
  readonly global: { search?: () => void };
  readonly context: Context;
}

/**
 * Searches that may take so many milliseconds of processor time in one turn of the event loop, all of them together. V8 looks
 * while it goes back in a regular expression whether it is to stop, and only node:vm can tell it to: by a thread that waits,
 * which costs 0.1 ms a search.
 */
export function createTimedSearch(mostMs: number): TimedSearch {
  let watched: Watched | undefined;
  let spentMs = 0;
  let isCounting = false;

  function countThisTurn(): void {
    if (isCounting) return;
    isCounting = true;
    queueMicrotask(() => {
      isCounting = false;
      spentMs = 0;
    });
  }

  return (search) => {
    countThisTurn();
    watched ??= watch();
    const leftMs = mostMs - spentMs;
    let usedMs = 0;
    // A machine that slept or has many programs to run is no fault of the expression: it has more time then.
    for (let limitMs = leftMs; usedMs < leftMs / 2; limitMs *= 2) {
      const before = process.cpuUsage();
      const found = runWithin(limitMs, watched, search);
      const { user, system } = process.cpuUsage(before);
      usedMs += (user + system) / 1000;
      if (found === undefined) continue;
      // Of what is over soon most was the thread's.
      spentMs += Math.min(usedMs, found.tookMs);
      return found;
    }
    spentMs = mostMs;
    return undefined;
  };
}

function watch(): Watched {
  const global = {};
  return { global, context: createContext(global) };
}

function runWithin<T>(
  limitMs: number,
  { global, context }: Watched,
  search: () => T,
): { readonly value: T; readonly tookMs: number } | undefined {
  let found: { readonly value: T; readonly tookMs: number } | undefined;
  global.search = () => {
    const startedMs = performance.now();
    found = { value: search(), tookMs: performance.now() - startedMs };
  };
  try {
    script.runInContext(context, { timeout: Math.ceil(limitMs) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
  }
  return found;
}
