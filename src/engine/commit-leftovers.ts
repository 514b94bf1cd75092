import type { Client } from './client.js';
import { inspectImage, removeImage } from './image.js';

/**
 * Removes the unnamed images that were committed from a container. A commit that fails at its name (Docker looks at it
 * last) or whose answer was lost leaves one, and nobody was told its id. Engines that do not tell of which container an
 * image was made (Docker from 26 on) keep it.
 */
export async function removeLeftovers(client: Client, containerId: string): Promise<void> {
  const unnamed = await client.listImages({ filters: { dangling: ['true'] } });
  for (const { Id: id } of unnamed) {
    if ((await inspectImage(client, id))?.Container === containerId) {
      await removeImage(client, id);
    }
  }
}
