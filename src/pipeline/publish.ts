import type { Engine } from '../engine/engine.js';

/**
 * Gives the image its names, all or none: when one cannot be given, those moved before go back to what they named.
 * Throws the engine's error.
 */
export async function publish(engine: Engine, imageId: string, tags: readonly string[]): Promise<void> {
  const moved: { readonly tag: string; readonly previousId: string | undefined }[] = [];
  try {
    for (const tag of tags) {
      const previousId = (await engine.findImage(tag))?.id;
      moved.push({ tag, previousId });
      await engine.tagImage(imageId, tag);
    }
  } catch (error) {
    for (const { tag, previousId } of moved.reverse()) {
      if (previousId === undefined) await engine.removeImage(tag);
      else await engine.tagImage(previousId, tag);
    }
    throw error;
  }
}
