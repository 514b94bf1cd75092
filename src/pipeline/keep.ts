import type { Container } from '../engine/engine.js';
import type { RunParts } from './run-parts.js';

/** With `--keep`, a failure of `work` leaves the container running; the summary says how to enter and remove it. */
export async function keepAfterFailure(
  { result, engine, cancelSignal }: RunParts,
  container: Container,
  isKept: boolean,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isKept && cancelSignal?.aborted !== true) {
      await container.keep();
      const docker = `docker${engine === undefined ? '' : ` -H ${engine.address}`}`;
      result.kept = {
        container: container.name,
        enter: `${docker} exec -it ${container.name} sh`,
        remove: `${docker} rm -f ${container.name}`,
      };
    }
    throw error;
  }
}
