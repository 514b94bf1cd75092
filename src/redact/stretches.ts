/** A part of a stream to mask; positions count from its beginning. */
export interface Stretch {
  from: number;
  to: number;
}

/** Adds a stretch that ends behind all others. Those that overlap become one; those that only touch stay two. */
export function cover(stretches: Stretch[], from: number, to: number): void {
  const whole = { from, to };
  for (let last = stretches.at(-1); last !== undefined && last.to > from; last = stretches.at(-1)) {
    whole.from = Math.min(whole.from, last.from);
    whole.to = Math.max(whole.to, last.to);
    stretches.pop();
  }
  stretches.push(whole);
}

/** Both lists in one, in order. */
export function union(some: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  if (others.length === 0) return some;
  if (some.length === 0) return others;
  const all: Stretch[] = [];
  for (const { from, to } of [...some, ...others].sort(
    (one, other) => one.from - other.from || other.to - one.to,
  )) {
    const last = all.at(-1);
    if (last !== undefined && last.to > from) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** Takes away those that end at or before a position. */
export function forget(stretches: Stretch[], before: number): void {
  const kept = stretches.findIndex(({ to }) => to > before);
  stretches.splice(0, kept < 0 ? stretches.length : kept);
}
