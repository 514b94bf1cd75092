import type { Container, Engine } from '../engine/engine.js';
import { isUnattendError } from '../errors.js';
import type { KeptSummary } from '../events.js';
import { failuresIn } from './failures.js';
import { keptCommands } from './kept-commands.js';
import type { RunParts } from './run-parts.js';
import { optional } from './step-context.js';

/** A container that `--keep` is about. */
export interface Keepable {
  readonly container: Container;
  readonly isKept: boolean;
  /** Who the script's steps are; default the image's user. */
  readonly user?: string;
  /** An image that is only there for the container, and goes with it. */
  readonly image?: string;
  /** The directory of this machine with the inputs that are mounted in it, which stays and goes with it. */
  readonly inputs?: string;
}

/** With `--keep`, a failure of `work` leaves the container running; the summary says how to enter and remove it. */
export async function keepAfterFailure<T>(
  parts: RunParts,
  keepable: Keepable,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isWanted = keepable.isKept || parts.wishes.isKept;
    // Who has looked at the layer and declined it was asked whether to keep the container.
    const isDecided = isUnattendError(error, 'LAYER_DECLINED') || parts.cancelSignal?.aborted === true;
    if (isWanted && !isDecided) await keepUnlessOpen(parts, keepable, error);
    throw error;
  }
}

/** A grant that could not be taken back must not outlive the run, and goes with its container. */
async function keepUnlessOpen(parts: RunParts, keepable: Keepable, error: unknown): Promise<void> {
  if (!failuresIn(error).some((each) => isUnattendError(each, 'SCOPE_LEFT')))
    return keepContainer(parts, keepable);
  parts.emit({ kind: 'notice', text: 'the container is not kept: what a scope granted is still in it' });
}

/** A container that cannot be kept is removed like any other; the failure that it was to be kept for is told. */
export async function keepContainer(parts: RunParts, keepable: Keepable): Promise<void> {
  const { result, engine, emit, ledger } = parts;
  const { container, image, inputs } = keepable;
  try {
    await container.keep();
    ledger.keep({
      container: container.name,
      sinceMs: Date.now(),
      ...optional('image', image),
      ...optional('inputs', inputs),
    });
    if (engine !== undefined) result.kept = await describeKept(engine, keepable);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    emit({ kind: 'notice', text: `the container could not be kept: ${reason}` });
  }
}

async function describeKept(engine: Engine, keepable: Keepable): Promise<KeptSummary> {
  const { container, inputs, ...rest } = keepable;
  // It is left by now: that nobody can say more of it is no reason not to tell of it.
  const { product } = await engine.info().catch(() => ({ product: 'docker' as const }));
  const { exitCode } = await container
    .exec({ argv: ['/bin/sh', '-c', 'command -v bash'] })
    .catch(() => ({ exitCode: 1 }));
  return {
    container: container.name,
    ...keptCommands({
      ...rest,
      product,
      address: engine.address,
      container: container.name,
      shell: exitCode === 0 ? 'bash' : 'sh',
      ...(inputs === undefined ? {} : { inputs }),
    }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}
