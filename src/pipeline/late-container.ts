import type { Engine } from '../engine/engine.js';
import type { Making } from '../engine/making.js';
import type { Ledger, Starting } from './ledger.js';
import type { Patience } from './patience.js';

/*
 * An engine goes on with a container without the client that asked for it. Before it is made no call tells of it: whoever looks is
 * answered that there is none (20.10), and a sweep that has looked too early leaves it for good, for what was never started has no
 * switch and does not end by itself.
 */

/**
 * How long it is waited for: ten times the longest of 25 while four others wrote gigabytes to the same disk, at a load of 12 on 2 cores
 * (measured: 0.4 to 0.9 s; idle 0.02 s).
 */
const longestMs = 10_000;
/** One that was asked for so long ago is there or does not come. */
const overMs = 60_000;

/** The ledger says so as long as the engine may be making it. */
export const noted = (ledger: Ledger, container: string): Making => ({
  begun: () => ledger.note({ starting: { container, sinceMs: Date.now() } }),
  ended: () => ledger.settle('starting'),
});

export interface Waiting {
  readonly starting: Starting;
  /** Looks once and does not wait. */
  readonly isBrief: boolean;
  readonly patience: Patience;
  /** Told how long at most it is waited for, when it is. */
  readonly onWait?: ((longestMs: number) => void) | undefined;
}

/** Waits for a container that the engine may be making, until it is there or nobody would wait for it any longer. */
export async function waitForContainer(engine: Engine, waiting: Waiting): Promise<void> {
  const { starting, isBrief, patience, onWait } = waiting;
  const isThere = async (): Promise<boolean> =>
    (await engine.findContainer(starting.container)) !== undefined;
  // Counted from now on: what has kept the engine busy is not over because its client was killed.
  const isOver = Date.now() - starting.sinceMs > overMs;
  await patience.until(isThere, { longestMs: isBrief || isOver ? 0 : longestMs, onWait });
}
