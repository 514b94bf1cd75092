import { lstat } from 'node:fs/promises';
import type { Engine, Undo } from '../engine/engine.js';
import { undo } from '../scope/undo.js';
import { removeTree } from './inputs/remove-tree.js';
import type { LedgerEntries, Publication } from './ledger.js';

/** Something a dead run may have left. */
export interface Thing {
  /** For messages: `container unattend-8f3a…`. */
  readonly what: string;
  readonly isThere: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

export function containerThing(engine: Engine, name: string): Thing {
  return {
    what: `container ${name}`,
    isThere: async () => (await engine.findContainer(name)) !== undefined,
    remove: () => engine.removeContainer(name),
  };
}

export function imageThing(engine: Engine, ref: string): Thing {
  return {
    what: `image ${ref}`,
    isThere: async () => (await engine.findImage(ref)) !== undefined,
    remove: () => engine.removeImage(ref),
  };
}

export function pathThing(path: string): Thing {
  const isThere = (): Promise<boolean> =>
    lstat(path).then(
      () => true,
      () => false,
    );
  return { what: path, isThere, remove: () => removeTree(path) };
}

/** What is to be put back in a container of somebody else; a container that is gone has taken it along. */
export function undoThing(engine: Engine, each: Undo): Thing {
  return {
    what: `${each.what} in the container ${each.container.slice(0, 12)}`,
    async isThere() {
      const container = await engine.findContainer(each.container);
      if (container?.isRunning === false)
        throw new Error(
          `Cannot take back ${each.what}: the container ${container.name} does not run; start it and run gc again.`,
        );
      return container !== undefined;
    },
    async remove() {
      await undo(await engine.attachContainer(each.container), each);
    },
  };
}

/** Tags of which some may have been given when the run died: all or none. */
export function tagThings(engine: Engine, publication: Publication | undefined): readonly Thing[] {
  if (publication === undefined) return [];
  return publication.tags.map(({ ref, previousId }) => ({
    what: `tag ${ref} of an image that was not published whole`,
    isThere: async () => (await engine.findImage(ref))?.id === publication.imageId,
    remove: () => (previousId === undefined ? engine.removeImage(ref) : engine.tagImage(previousId, ref)),
  }));
}

/** Whether an engine is needed to look for what is in it. */
export function namesEngine({ containers, images, undos, publication, kept }: LedgerEntries): boolean {
  return (
    containers.length + images.length + undos.length > 0 || publication !== undefined || kept !== undefined
  );
}
