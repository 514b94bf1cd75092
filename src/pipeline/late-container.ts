import type { Container, ContainerSpec, Engine } from '../engine/engine.js';
import { isUnattendError } from '../errors.js';
import type { Ledger, Starting } from './ledger.js';
import type { Patience } from './patience.js';

/*
 * An engine goes on with a container without the client that asked for it. Before it is made no call tells of it: whoever looks is
 * answered that there is none (20.10), and a sweep that has looked too early leaves it for good, for what was never started has no
 * switch and does not end by itself.
 */

/** Ten times the longest of 25 while four others wrote gigabytes to the same disk, at a load of 12 on 2 cores (measured: 0.4 to 0.9 s; idle 0.02 s). */
const longestStartMs = 10_000;

/** Starts a container. As long as the engine may be making it the ledger says so; an engine that has gone may have it when it is back. */
export async function startNoted(
  { engine, ledger }: { readonly engine: Engine; readonly ledger: Ledger },
  spec: ContainerSpec,
): Promise<Container> {
  ledger.note({ starting: { container: spec.name, sinceMs: Date.now() } });
  let mayCome = false;
  try {
    return await engine.startContainer(spec);
  } catch (error) {
    mayCome = isUnattendError(error, 'ENGINE_GONE');
    throw error;
  } finally {
    if (!mayCome) ledger.note({ starting: undefined });
  }
}

export interface Waiting {
  readonly starting: Starting;
  /** Looks once and does not wait. */
  readonly isBrief: boolean;
  readonly patience: Patience;
  /** Told how long at most it is waited for, when it is. */
  readonly onWait?: ((longestMs: number) => void) | undefined;
}

/** Waits for a container that the engine may be making, until it is there or could have been. */
export async function waitForContainer(engine: Engine, waiting: Waiting): Promise<void> {
  const { starting, isBrief, patience, onWait } = waiting;
  const isThere = async (): Promise<boolean> =>
    (await engine.findContainer(starting.container)) !== undefined;
  // A clock that was set back makes it no longer than it can be.
  const passedMs = Math.max(0, Date.now() - starting.sinceMs);
  await patience.until(isThere, { longestMs: isBrief ? 0 : longestStartMs - passedMs, onWait });
}
