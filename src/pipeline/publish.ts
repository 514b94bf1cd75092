import type { Engine } from '../engine/engine.js';
import { Cleanup } from './cleanup.js';
import type { Ledger } from './ledger.js';
import { optional } from './step-context.js';

interface PublishOptions {
  readonly engine: Engine;
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly ledger: Ledger;
}

/**
 * Gives the image its names, all or none: when one cannot be given, those moved before go back to what they named.
 * A run that dies on the way has them in its ledger. Throws the engine's error, or both it and CLEANUP_FAILED when a name
 * could not go back.
 */
export async function publish({ engine, imageId, tags: refs, ledger }: PublishOptions): Promise<void> {
  const moved = new Cleanup();
  const tags = await Promise.all(
    refs.map(async (ref) => ({ ref, ...optional('previousId', (await engine.findImage(ref))?.id) })),
  );
  ledger.note({ publication: { imageId, tags } });
  try {
    for (const { ref, previousId } of tags) {
      moved.add(`give ${ref} back to the image it named`, async () => {
        if ((await engine.findImage(ref))?.id !== imageId) return;
        await (previousId === undefined ? engine.removeImage(ref) : engine.tagImage(previousId, ref));
      });
      await engine.tagImage(imageId, ref);
    }
  } catch (error) {
    const unmoved = await moved[Symbol.asyncDispose]().catch((failure: unknown) => failure);
    if (unmoved !== undefined) throw new AggregateError([error, unmoved]);
    ledger.published();
    throw error;
  }
  ledger.published();
}
