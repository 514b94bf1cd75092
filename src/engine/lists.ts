import type { Client } from './client.js';
import type { ContainerDescription } from './engine.js';
import { engineCall } from './failure.js';
import { statusOf } from './fault.js';
import { inspectImage } from './image.js';

/** A container by name or id; `undefined` when it is not there. */
export async function findContainer(
  client: Client,
  nameOrId: string,
): Promise<ContainerDescription | undefined> {
  return engineCall({ client, doing: `look at the container ${nameOrId}` }, async () => {
    try {
      const {
        Id: id,
        Name: name,
        State: state,
        Created: created,
      } = await client.getContainer(nameOrId).inspect();
      const isRunning = state.Running && !state.Paused;
      return { id, name: name.replace(/^\//, ''), isRunning, createdMs: Date.parse(created) };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  });
}

export async function listContainers(client: Client): Promise<readonly ContainerDescription[]> {
  return engineCall({ client, doing: 'list its containers' }, async () => {
    const found = await client.listContainers({ all: true });
    return found.map(({ Id: id, Names: [name = ''], State: state, Created: created }) => ({
      id,
      name: name.replace(/^\//, ''),
      isRunning: state === 'running',
      createdMs: created * 1000,
    }));
  });
}

/**
 * The names in a repository. What an image says of its own age may be any date, so the engine is asked since when it
 * has had its name; where it does not know (Podman), the image's own date is all there is.
 */
export async function listNames(
  client: Client,
  repository: string,
): Promise<readonly { readonly ref: string; readonly sinceMs: number }[]> {
  return engineCall({ client, doing: `list the images of ${repository}` }, async () => {
    const found = await client.listImages({ filters: { reference: [repository] } });
    const refs = found.flatMap(({ RepoTags: tags }) => tags ?? []);
    const ours = refs.filter((ref) => ref.startsWith(`${repository}:`));
    const named = await Promise.all(ours.map(async (ref) => ({ ref, sinceMs: await namedMs(client, ref) })));
    return named.flatMap(({ ref, sinceMs }) => (sinceMs === undefined ? [] : [{ ref, sinceMs }]));
  });
}

/** Undefined when it has gone since: a run that has ended has removed it. */
async function namedMs(client: Client, ref: string): Promise<number | undefined> {
  const image = await inspectImage(client, ref);
  if (image === undefined) return undefined;
  const { Created: created, Metadata: metadata } = image;
  const taggedMs = Date.parse(metadata?.LastTagTime ?? '');
  return taggedMs > 0 ? taggedMs : Date.parse(created);
}
