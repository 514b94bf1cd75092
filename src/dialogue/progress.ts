import type { Exchange, Item } from './types.js';

/** Where a dialogue stands in its order: which exchanges are awaited now, and whether anything required is left. */
export interface Progress {
  /** What is awaited now, in list order: the current item and, where it may be left, the next, and so on. */
  live(): readonly Exchange[];
  /** Takes note that a live exchange was seen; what lies before it is passed over for good. */
  pass(exchange: Exchange): void;
  /** How many times the exchange was seen. */
  times(exchange: Exchange): number;
  /** The first exchange that still has to come, if any. */
  required(): Exchange | undefined;
  /** Where it stands. */
  path(): ProgressPath;
}

/** A place in a dialogue, to begin there with another one. */
export interface ProgressPath {
  /** The position in the list of items and, for each branch taken inside, its number and the position in it. */
  readonly places: readonly number[];
  /** How many times each exchange of the item at that place was seen, in their order. */
  readonly seen: readonly number[];
}

/** The exchanges of an item that may be seen first. */
export function entriesOf(item: Item): readonly Exchange[] {
  if (item.kind === 'exchange') return [item.exchange];
  return item.kind === 'any-order' ? item.exchanges : item.branches.map(({ exchange }) => exchange);
}

/** All exchanges of an item, those of its branches included. */
export function exchangesIn(item: Item): readonly Exchange[] {
  if (item.kind === 'exchange') return [item.exchange];
  if (item.kind === 'any-order') return item.exchanges;
  return item.branches.flatMap(({ exchange, then }) => [exchange, ...then.flatMap(exchangesIn)]);
}

/** A list of items and how far it has come; the last frame of a stack is the branch that was taken last. */
interface Frame {
  readonly items: readonly Item[];
  position: number;
}

export function createProgress(items: readonly Item[], path?: ProgressPath): Progress {
  const own = new Set(items.flatMap(exchangesIn));
  const seen = new Map<Exchange, number>();
  let frames: readonly Frame[] = framesAt(items, path?.places ?? []);
  markTaken();
  markSeen(path?.seen ?? []);
  let cached: readonly Exchange[] | undefined;
  let requiredNow: { readonly exchange: Exchange | undefined } | undefined;
  let pathNow: ProgressPath | undefined;

  /** Branches a path goes through were taken. */
  function markTaken(): void {
    frames.slice(1).forEach(({ items: then }, depth) => {
      const parent = frames[depth];
      const item = parent?.items[parent.position];
      const branch = item?.kind === 'one-of' ? item.branches.find((each) => each.then === then) : undefined;
      if (branch !== undefined) seen.set(branch.exchange, 1);
    });
  }

  function markSeen(counts: readonly number[]): void {
    const { items: last = [], position = 0 } = frames.at(-1) ?? {};
    const entries = last[position] === undefined ? [] : entriesOf(last[position]);
    entries.forEach((entry, index) => seen.set(entry, counts[index] ?? 0));
  }

  const times = (exchange: Exchange): number => seen.get(exchange) ?? 0;
  const isOpen = (exchange: Exchange): boolean => times(exchange) < exchange.maxTimes;
  const isMissing = (exchange: Exchange): boolean => !exchange.isOptional && times(exchange) === 0;

  /** A branch that was taken is never missing; one that was not is, unless every branch may be left out. */
  function missingIn(item: Item): Exchange | undefined {
    const entries = entriesOf(item);
    if (item.kind !== 'one-of') return entries.find(isMissing);
    return entries.some((entry) => times(entry) > 0) ? undefined : entries.find(isMissing);
  }

  /** The items from here on, innermost branch first. */
  function* ahead(): Generator<readonly [Item, Frame, number]> {
    for (const frame of frames.toReversed())
      for (let at = frame.position; at < frame.items.length; at++) {
        const item = frame.items[at];
        if (item !== undefined) yield [item, frame, at];
      }
  }

  /** A branch that was taken keeps its own exchange open for repeats; its siblings are dead. */
  function openIn(item: Item): readonly Exchange[] {
    const entries = entriesOf(item).filter(isOpen);
    const isTaken = item.kind === 'one-of' && entriesOf(item).some((entry) => times(entry) > 0);
    return isTaken ? entries.filter((entry) => times(entry) > 0) : entries;
  }

  function collect(): readonly Exchange[] {
    const live: Exchange[] = [];
    for (const [item] of ahead()) {
      live.push(...openIn(item));
      if (missingIn(item) !== undefined) break;
    }
    return live;
  }

  function firstMissing(): Exchange | undefined {
    for (const [item] of ahead()) {
      const missing = missingIn(item);
      if (missing !== undefined) return missing;
    }
    return undefined;
  }

  function moveTo(exchange: Exchange): void {
    for (const [item, frame, at] of ahead()) {
      if (!entriesOf(item).includes(exchange)) continue;
      frames = frames.slice(0, frames.indexOf(frame) + 1);
      frame.position = at;
      const then = item.kind === 'one-of' && item.branches.find((each) => each.exchange === exchange)?.then;
      if (then !== false && then !== undefined && then.length > 0)
        frames = [...frames, { items: then, position: 0 }];
      return;
    }
  }

  /** Nothing in it can be seen any more: what goes on from here begins behind it, or it would be answered once more. */
  const isDone = (item: Item | undefined): boolean => item !== undefined && openIn(item).length === 0;

  function currentPath(): ProgressPath {
    const { items: last = [], position = 0 } = frames.at(-1) ?? {};
    const item = last[position];
    return { places: places(), seen: item === undefined || isDone(item) ? [] : entriesOf(item).map(times) };
  }

  function places(): readonly number[] {
    const path: number[] = [];
    frames.forEach(({ items: list, position }, depth) => {
      const next = frames[depth + 1];
      const item = list[position];
      path.push(next === undefined && isDone(item) ? position + 1 : position);
      if (next !== undefined && item?.kind === 'one-of')
        path.push(item.branches.findIndex(({ then }) => then === next.items));
    });
    return path;
  }

  return {
    path: () => (pathNow ??= currentPath()),
    live: () => (cached ??= collect()),
    pass(exchange) {
      seen.set(exchange, times(exchange) + 1);
      // An `always` rule changes nothing of what is awaited.
      if (!own.has(exchange)) return;
      moveTo(exchange);
      cached = requiredNow = pathNow = undefined;
    },
    times,
    required: () => (requiredNow ??= { exchange: firstMissing() }).exchange,
  };
}

/** The frames a path leads through; it ends where the items have no such place. */
function framesAt(items: readonly Item[], path: readonly number[]): readonly Frame[] {
  const [position = 0, branch, ...rest] = path;
  const frame = { items, position: Math.min(position, items.length) };
  const item = items[position];
  const then = item?.kind === 'one-of' && branch !== undefined ? item.branches[branch]?.then : undefined;
  return then === undefined ? [frame] : [frame, ...framesAt(then, rest)];
}
