import type { Client } from './client.js';
import { engineCall } from './failure.js';

/** How much a container has written over its image. The engine walks through it: 0.3 s for 37,000 files (measured). */
export async function readWrittenBytes(client: Client, containerId: string): Promise<number | undefined> {
  // dockerode passes `size` on to the engine, and its types do not know it.
  const options: object = { size: true };
  const inspection: object = await engineCall(
    { client, doing: `measure the container ${containerId.slice(0, 12)}` },
    () => client.getContainer(containerId).inspect(options),
  );
  return 'SizeRw' in inspection && typeof inspection.SizeRw === 'number' ? inspection.SizeRw : undefined;
}
