import type { Engine } from '../engine/engine.js';
import { Cleanup } from './cleanup.js';

/**
 * Gives the image its names, all or none: when one cannot be given, those moved before go back to what they named.
 * Throws the engine's error, or both it and CLEANUP_FAILED when a name could not go back.
 */
export async function publish(engine: Engine, imageId: string, tags: readonly string[]): Promise<void> {
  const moved = new Cleanup();
  try {
    for (const tag of tags) {
      const previousId = (await engine.findImage(tag))?.id;
      moved.add(`give ${tag} back to the image it named`, async () => {
        if ((await engine.findImage(tag))?.id !== imageId) return;
        await (previousId === undefined ? engine.removeImage(tag) : engine.tagImage(previousId, tag));
      });
      await engine.tagImage(imageId, tag);
    }
  } catch (error) {
    const unmoved = await moved[Symbol.asyncDispose]().catch((failure: unknown) => failure);
    throw unmoved === undefined ? error : new AggregateError([error, unmoved]);
  }
}
