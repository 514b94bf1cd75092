import { isUnattendError } from '../errors.js';
import type { Making } from './engine.js';
import { statusOf } from './fault.js';

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
    const isNone = !isAnswerLost(error) || (await removeMade().catch(() => false));
    if (isNone) endQuietly(making);
    throw error;
  }
}

/** What failed is told; what cannot be written down about it stays noted and is looked for once more. */
export function endQuietly(making: Making | undefined): void {
  try {
    making?.ended();
  } catch {
    // It stays noted.
  }
}

/** Whoever stands in front of an engine says by these that it has given up waiting for it. */
const gatewayStatuses = [502, 503, 504];

function isAnswerLost(error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return !isUnattendError(error);
  return gatewayStatuses.includes(status);
}
