import { UnattendError } from '../errors.js';
import type { Client } from './client.js';
import type { Container, Journal } from './engine.js';
import { engineCall } from './failure.js';
import { statusOf } from './fault.js';
import { RunningContainer } from './running-container.js';

/** A container somebody else runs, by name or id. Throws `CONTAINER_UNKNOWN` when it does not exist or does not run. */
export async function attachContainer(
  client: Client,
  nameOrId: string,
  journal?: Journal,
): Promise<Container> {
  return engineCall({ client, doing: `look at the container ${nameOrId}` }, async () => {
    const found = await client
      .getContainer(nameOrId)
      .inspect()
      .catch((error: unknown) => {
        if (statusOf(error) === 404) {
          return undefined;
        }
        throw error;
      });
    if (!found?.State.Running || found.State.Paused) {
      throw new UnattendError('CONTAINER_UNKNOWN', { id: nameOrId });
    }
    return new RunningContainer({
      client,
      id: found.Id,
      name: found.Name.replace(/^\//, ''),
      imageId: found.Image,
      ...(journal && { journal }),
    });
  });
}
