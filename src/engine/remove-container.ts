import type { Client } from './client.js';
import { engineCall } from './failure.js';
import { statusOf } from './fault.js';

const GONE_TIMEOUT_MS = 30_000;

/**
 * Removes a container with its anonymous volumes and waits until the engine knows it no more. Does nothing when it is
 * not there; a removal that is already under way (AutoRemove, or another call: status 409) is waited for.
 */
export async function removeContainer(client: Client, nameOrId: string): Promise<void> {
  const container = client.getContainer(nameOrId);
  const abortSignal = AbortSignal.timeout(GONE_TIMEOUT_MS);
  await engineCall({ client, doing: `remove the container ${nameOrId}` }, async () => {
    await ignoring([404, 409], container.remove({ force: true, v: true, abortSignal }));
    await ignoring([404], container.wait({ condition: 'removed', abortSignal }));
    await ignoring([404], stillThere(container.inspect({ abortSignal })));
  });
}

async function ignoring(statuses: readonly number[], call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!statuses.includes(statusOf(error) ?? 0)) {
      throw error;
    }
  }
}

async function stillThere(inspection: Promise<{ State: { Status: string } }>): Promise<void> {
  const { State: state } = await inspection;
  throw new Error(`it is still there (${state.Status})`);
}
