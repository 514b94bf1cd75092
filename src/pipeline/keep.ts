import type { Container } from '../engine/engine.js';
import type { RunParts } from './run-parts.js';
import { optional } from './step-context.js';

/** A container that `--keep` is about. */
export interface Keepable {
  readonly container: Container;
  readonly isKept: boolean;
  /** An image that is only there for the container, and goes with it. */
  readonly image?: string;
}

/** With `--keep`, a failure of `work` leaves the container running; the summary says how to enter and remove it. */
export async function keepAfterFailure(
  parts: RunParts,
  keepable: Keepable,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((keepable.isKept || parts.wishes.isKept) && parts.cancelSignal?.aborted !== true)
      await keep(parts, keepable);
    throw error;
  }
}

/** A container that cannot be kept is removed like any other; the failure that it was to be kept for is told. */
async function keep(
  { result, engine, emit, ledger }: RunParts,
  { container, image }: Keepable,
): Promise<void> {
  try {
    await container.keep();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    emit({ kind: 'notice', text: `the container could not be kept: ${reason}` });
    return;
  }
  ledger.keep({ container: container.name, sinceMs: Date.now(), ...optional('image', image) });
  const docker = `docker${engine === undefined ? '' : ` -H ${engine.address}`}`;
  const removeImage = image === undefined ? '' : ` && ${docker} rmi ${image}`;
  result.kept = {
    container: container.name,
    enter: `${docker} exec -it ${container.name} sh`,
    remove: `${docker} rm -f ${container.name}${removeImage}`,
  };
}
