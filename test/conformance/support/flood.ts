import { patience } from './patience.js';
import type { Stage } from './stage.js';

/** Expects the patterns of a program that writes 25 MB; returns which came, how much came, and the most memory meanwhile. */
export async function floodOf(
  stage: Stage,
  patterns: readonly RegExp[],
): Promise<{ readonly index: number; readonly bytes: number; readonly mostRss: number }> {
  let [bytes, mostRss, measuredAt] = [0, 0, 0];
  await using flood = await stage.start('flood.sh', {
    listen(piece) {
      bytes += piece.length;
      if (bytes - measuredAt < 1 << 20) return;
      measuredAt = bytes;
      mostRss = Math.max(mostRss, process.memoryUsage().rss);
    },
  });
  const { index } = await flood.program.expect([...patterns, { eof: true }], {
    timeoutMs: 100_000 * patience,
  });
  return { index, bytes, mostRss };
}
