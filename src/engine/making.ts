import { setTimeout as delay } from 'node:timers/promises';
import { isUnattendError } from '../errors.js';
import { isUnreachable, statusOf } from './fault.js';

/** Is told how far the making of a container or an image is: an engine goes on with it when nobody waits for it any more. */
export interface Making {
  /** Just before the engine is asked, and once more when its answer was lost. What it throws before is why it is not asked. */
  begun(): void;
  /** The container has started, the image is whole; or it is not there and does not come. Not called where none is known. */
  ended(): void;
}

/** Something an engine is asked to make, and goes on with when nobody waits for it any more. */
interface Asked<T> {
  readonly making: Making | undefined;
  readonly ask: () => Promise<T>;
  /** Removes what was made though the answer was lost; false where it is not there, or nobody knows. */
  readonly removeMade: () => Promise<boolean>;
}

/** Asks for it, and tells when it is refused, or lost and removed. That it is made and done with is for whoever asked to tell. */
export async function whileMaking<T>({ making, ask, removeMade }: Asked<T>): Promise<T> {
  making?.begun();
  try {
    return await ask();
  } catch (error) {
    if (!isAnswerLost(error) || (await isRemoved(removeMade))) endQuietly(making);
    else beginAgain(making);
    throw error;
  }
}

/** An engine whose answer was lost may answer nothing more: then nobody knows. */
const lookMs = 30_000;

function isRemoved(removeMade: () => Promise<boolean>): Promise<boolean> {
  const given = delay(lookMs, false, { ref: false });
  return Promise.race([removeMade().catch(() => false), given]);
}

/** It is waited for from when its answer was lost; that may have taken minutes. */
function beginAgain(making: Making | undefined): void {
  try {
    making?.begun();
  } catch {
    // It stays noted as it is.
  }
}

/** What failed is told, not that the end of it could not be written down. */
export function endQuietly(making: Making | undefined): void {
  try {
    making?.ended();
  } catch {
    // Whoever sweeps looks for it in vain.
  }
}

export const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/** Whoever stands in front of an engine says by these that it has given up waiting for it. */
const gatewayStatuses = [502, 503, 504];

function isAnswerLost(error: unknown): boolean {
  if (isUnreachable(error)) return false;
  const status = statusOf(error);
  if (status === undefined) return !isUnattendError(error);
  return gatewayStatuses.includes(status);
}
