/** A moment of a recording; `isSeen` when the screen may change at it. */
export interface Moment {
  readonly atMs: number;
  readonly isSeen: boolean;
}

/**
 * The times of moments when nothing is still on the screen for longer than a limit. What lies in a silence that is cut short keeps
 * its share of it.
 */
export function limitIdle(moments: readonly Moment[], limitMs: number): readonly number[] {
  const times: number[] = [];
  let fromMs = 0; // of the silence: when it was
  let startMs = 0; // and when it is now
  for (let at = 0; at < moments.length;) {
    const end = endOfSilence(moments, at);
    const lengthMs = (moments[end - 1]?.atMs ?? fromMs) - fromMs;
    const share = lengthMs > limitMs ? limitMs / lengthMs : 1;
    for (; at < end; at++) times.push(startMs + ((moments[at]?.atMs ?? 0) - fromMs) * share);
    fromMs += lengthMs;
    startMs += lengthMs * share;
  }
  return times;
}

/** One behind the next moment that is seen, or behind the last. */
function endOfSilence(moments: readonly Moment[], from: number): number {
  let at = from;
  while (at < moments.length && moments[at]?.isSeen !== true) at++;
  return Math.min(at + 1, moments.length);
}
