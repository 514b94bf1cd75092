import type { Look } from './decision.js';
import type { Reading } from './reading.js';
import type { Rules } from './rules.js';
import { createStallWatch, type Waiting } from './stall.js';
import { createWaitWatch } from './wait-watch.js';

/** What a silence means: looks at the programs on the terminal, which work, wait for an answer they get, or for one that nobody gives. */
export interface Looks {
  /** The look that may show that nobody answers, if one is due. */
  forStall(stallMs: number, nowMs: number): Look | undefined;
  /** What to do about a question that may be running text: act, for the program waits; look whether it does; or wait oneself. */
  forWait(nowMs: number): 'act' | Look | 'wait';
  /** What a look showed; a verdict when it was one for that. */
  told(look: Look, state: Waiting, nowMs: number): 'stalled' | 'warn' | undefined;
  /** When a look for a stall is due; Infinity when none is. */
  stallDueAtMs(stallMs: number): number;
  /** When there is something to do again about what may be running text; Infinity when there is not. */
  waitDueAtMs(): number;
}

export function createLooks(rules: Rules, reading: Reading): Looks {
  const { view } = reading.unspent;
  const stalls = createStallWatch();
  const waits = createWaitWatch();
  const lookFor = (why: Look['why']): Look => ({ kind: 'look', why, quietSinceMs: reading.quietSinceMs });

  return {
    forStall(stallMs, nowMs) {
      // While silence itself is awaited, silence is no stall.
      if (rules.now().awaitsSilence || stalls.dueAtMs(reading.quietSinceMs, stallMs) > nowMs)
        return undefined;
      stalls.asked(reading.quietSinceMs, nowMs);
      return lookFor('stall');
    },
    forWait(nowMs) {
      const next = waits.next(reading.quietSinceMs, nowMs);
      return next === 'look' ? lookFor('waits') : next;
    },
    told({ why, quietSinceMs }, state, nowMs) {
      if (why === 'waits') {
        waits.told(state, quietSinceMs, nowMs);
        return undefined;
      }
      const isLineUnfinished = view.textFrom(view.promptLine.start).trim() !== '';
      return stalls.told(state, { quietSinceMs: reading.quietSinceMs, isLineUnfinished });
    },
    stallDueAtMs: (stallMs) => stalls.dueAtMs(reading.quietSinceMs, stallMs),
    waitDueAtMs: () => waits.dueAtMs(),
  };
}
