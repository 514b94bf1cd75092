import type { Client } from './client.js';
import type { Change } from './engine.js';
import { engineCall } from './failure.js';

const KINDS = ['changed', 'added', 'deleted'] as const;

/** Paths that differ from the image. An untouched container answers `null`, which docker-modem gives as a Buffer. */
export async function listChanges(client: Client, containerId: string): Promise<readonly Change[]> {
  const answer: unknown = await engineCall('list the changes of the container', () =>
    client.getContainer(containerId).changes(),
  );
  const list = (Array.isArray(answer) ? answer : []) as { readonly Path: string; readonly Kind: 0 | 1 | 2 }[];
  return list.map(({ Path: path, Kind: kind }) => ({ path, kind: KINDS[kind] }));
}
