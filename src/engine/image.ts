import { isUnattendError, UnattendError } from '../errors.js';
import type { Client } from './client.js';
import type { ImageDescription } from './engine.js';
import { engineCall, engineFailure } from './failure.js';
import { statusOf } from './fault.js';
import { fromWire, type WireConfig } from './image-config.js';
import { readProgress } from './progress.js';

/** What the engine knows of an image, the parts used here. */
export interface WireImage {
  readonly Id: string;
  readonly Config?: WireConfig | null;
  readonly RootFS: { readonly Layers?: readonly string[] | null };
  readonly Size: number;
  readonly Architecture: string;
  readonly Os: string;
  readonly Variant?: string;
  readonly Created: string;
  /** What this engine notes of it for itself; Podman nothing. */
  readonly Metadata?: { readonly LastTagTime?: string };
  /** The container a commit made it of; absent or empty otherwise. */
  readonly Container?: string;
}

/** The engine's own record of an image; `undefined` when it is not there. */
export async function inspectImage(client: Client, ref: string): Promise<WireImage | undefined> {
  return engineCall({ client, doing: `inspect the image ${ref}` }, async () => {
    try {
      return (await client.getImage(ref).inspect()) as unknown as WireImage;
    } catch (error) {
      if (statusOf(error) === 404) {
        return undefined;
      }
      throw error;
    }
  });
}

export function describe(image: WireImage): ImageDescription {
  return {
    id: image.Id,
    config: fromWire(image.Config ?? {}),
    diffIds: image.RootFS.Layers ?? [],
    sizeBytes: image.Size,
  };
}

export async function findImage(client: Client, ref: string): Promise<ImageDescription | undefined> {
  const image = await inspectImage(client, ref);
  return image && describe(image);
}

/** The image, pulled when the engine does not have it. Throws `IMAGE_UNKNOWN` with what the registry said. */
export async function resolveImage(client: Client, ref: string): Promise<ImageDescription> {
  const present = await findImage(client, ref);
  if (present) {
    return present;
  }
  try {
    // dockerode asks for :latest when there is no tag; the bare API call would pull every tag there is.
    await readProgress(await client.pull(ref));
  } catch (error) {
    const failure = await engineFailure({ client, doing: `pull the image ${ref}` }, error);
    if (!isUnattendError(failure, 'ENGINE_REFUSED')) throw failure;
    throw new UnattendError('IMAGE_UNKNOWN', { ref, reason: failure.details.reason }, { cause: error });
  }
  const pulled = await findImage(client, ref);
  if (!pulled) {
    throw new UnattendError('IMAGE_UNKNOWN', { ref, reason: 'it was pulled and is not there' });
  }
  return pulled;
}

/** Gives an image a name, `repository:tag`; takes the name from whatever had it. */
export async function tagImage(client: Client, id: string, ref: string): Promise<void> {
  const [, repo = ref, tag = 'latest'] = /^(.+?)(?::([^/:]+))?$/.exec(ref) ?? [];
  await engineCall({ client, doing: `tag the image ${ref}` }, () => client.getImage(id).tag({ repo, tag }));
}

/**
 * Removes a name, and the image when it was its last one. Parents are kept: an unnamed base image would go with the
 * candidate made from it.
 */
export async function removeImage(client: Client, ref: string): Promise<void> {
  await engineCall({ client, doing: `remove the image ${ref}` }, async () => {
    try {
      await client.getImage(ref).remove({ noprune: true });
    } catch (error) {
      if (statusOf(error) !== 404) {
        throw error;
      }
    }
  });
}
