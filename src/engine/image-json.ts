import type { Client } from './client.js';
import type { CommitSpec, ImageConfig } from './engine.js';
import { restoreHistory, type WireHistoryEntry } from './history.js';
import { toWire } from './image-config.js';
import type { WireImage } from './image.js';

/**
 * The configuration file of the final image, wholly ours: the layers of a committed image, the history of its base and
 * one entry more. A commit's own file has the container's host name and command in it.
 */
export async function finalImageJson(
  client: Client,
  committed: WireImage,
  spec: CommitSpec,
): Promise<string> {
  const diffIds = committed.RootFS.Layers ?? [];
  const entries = (await client.getImage(committed.Id).history()) as WireHistoryEntry[];
  const history = restoreHistory(entries.slice(1), diffIds.length - 1);
  const created = committed.Created;
  return JSON.stringify({
    created,
    author: spec.author,
    architecture: committed.Architecture,
    ...(committed.Variant && { variant: committed.Variant }),
    os: committed.Os,
    config: withoutEmpty(spec.config),
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: [...history, { created, author: spec.author, comment: spec.message }],
  });
}

function withoutEmpty(config: ImageConfig): object {
  return Object.fromEntries(Object.entries(toWire(config)).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
