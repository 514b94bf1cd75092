import type { Client } from './client.js';
import { engineCall } from './failure.js';
import { statusOf } from './fault.js';

const GONE_TIMEOUT_MS = 30_000;
/** A removal that Docker has not finished leaves the container `dead`, and goes on when it is asked again. */
const MOST_REMOVALS = 3;

/**
 * Removes a container with its anonymous volumes and waits until the engine knows it no more. Does nothing when it is
 * not there; a removal that is already under way (AutoRemove, or another call: status 409) is waited for. One that breaks down is
 * asked for again: Docker may write into the folder that it removes ("directory not empty").
 */
export async function removeContainer(client: Client, nameOrId: string): Promise<void> {
  const container = client.getContainer(nameOrId);
  const abortSignal = AbortSignal.timeout(GONE_TIMEOUT_MS);
  const statusNow = async (): Promise<string | undefined> => {
    const found = await unless([404], container.inspect({ abortSignal }));
    return found?.State.Status;
  };
  const remove = async (): Promise<void> => {
    await unless([404, 409], container.remove({ force: true, v: true, abortSignal }));
    await unless([404], container.wait({ condition: 'removed', abortSignal }));
    const status = await statusNow();
    if (status !== undefined) throw new Error(`it is still there (${status})`);
  };
  await engineCall({ client, doing: `remove the container ${nameOrId}` }, async () => {
    for (let left = MOST_REMOVALS; ; left--) {
      try {
        await remove();
        return;
      } catch (error) {
        const status = await statusNow().catch(() => undefined);
        if (left === 1 || status !== 'dead') throw error;
      }
    }
  });
}

/** What a call brings; undefined when the engine answers with one of these statuses. */
async function unless<T>(statuses: readonly number[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0)) throw error;
    return undefined;
  }
}
