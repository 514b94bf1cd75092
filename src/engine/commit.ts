import { UnattendError } from '../errors.js';
import type { Client } from './client.js';
import { commitNameOf } from './commit-name.js';
import type { CommitSpec, ImageDescription } from './engine.js';
import { removeLeftovers } from './commit-leftovers.js';
import { loadLayerless, reloadWhole } from './exact-image.js';
import { engineCall } from './failure.js';
import { toWire } from './image-config.js';
import { describe, inspectImage, removeImage, type WireImage } from './image.js';
import { endQuietly, succeeds, whileMaking } from './making.js';
import { findDifference, mustEqual } from './verify-config.js';

/**
 * Makes one image of a container: one commit, without a pause (every process but PID 1 is to be stopped before: a paused
 * commit holds up the removal of a dying container for 9.7 s, measured), then the exact configuration, then a look at it.
 * Whatever fails, no image of this is left.
 */
export async function commitContainer(
  client: Client,
  containerId: string,
  spec: CommitSpec,
): Promise<ImageDescription> {
  const firstName = commitNameOf(spec.ref);
  const { making } = spec;
  let isMade = false;
  try {
    const committedId = await engineCall(
      { client, doing: `commit the container as ${spec.ref}`, place: 'commit' },
      () =>
        whileMaking({
          making,
          ask: () => postCommit(client, containerId, { ...spec, ref: firstName }),
          async removeMade() {
            if ((await inspectImage(client, firstName)) === undefined) return false;
            await removeImage(client, firstName);
            return true;
          },
        }),
    );
    isMade = true;
    const [repo, tag] = splitRef(spec.ref);
    await engineCall({ client, doing: `name the image ${spec.ref}` }, () =>
      client.getImage(firstName).tag({ repo, tag }),
    );
    const candidate = await makeExact(client, await mustInspect(client, committedId), spec);
    await removeImage(client, firstName);
    making?.ended();
    return candidate;
  } catch (error) {
    isMade ||= (await inspectImage(client, firstName).catch(() => undefined)) !== undefined;
    // Each is tried whatever becomes of the others; the first failure is the one to tell.
    const gone: boolean[] = [];
    for (const ref of [spec.ref, firstName]) {
      gone.push(await succeeds(removeImage(client, ref)));
    }
    await removeLeftovers(client, containerId).catch(() => undefined);
    if (isMade && gone.every(Boolean)) endQuietly(making);
    throw error;
  }
}

/** The cheap way first; where the engine does not take it, the commit's own image if it is right; else the dear way. */
async function makeExact(client: Client, committed: WireImage, spec: CommitSpec): Promise<ImageDescription> {
  await loadLayerless(client, committed, spec).catch(() => undefined);
  const first = describe(await mustInspect(client, spec.ref));
  if (!findDifference(spec.config, first.config)) {
    return first;
  }
  await engineCall({ client, doing: `configure the image ${spec.ref}`, place: 'archive' }, () =>
    reloadWhole(client, committed, spec),
  );
  const second = describe(await mustInspect(client, spec.ref));
  mustEqual(spec.config, second.config);
  return second;
}

/** The body is complete: with no field of a configuration at all, Docker takes the container's and Podman fails. */
async function postCommit(client: Client, containerId: string, spec: CommitSpec): Promise<string> {
  const { ref, message, author } = spec;
  const [repo, tag] = splitRef(ref);
  const query = {
    container: containerId,
    repo,
    tag,
    comment: message,
    author,
    pause: false,
  };
  // Null would be filled with the container's own: our shell.
  const body = { ...toWire(spec.config), Entrypoint: spec.config.entrypoint ?? [] };
  const options = { _query: query, _body: body };
  const { Id: id } = (await client.getContainer(containerId).commit(options)) as { readonly Id: string };
  return id;
}

function splitRef(ref: string): readonly [repo: string, tag: string] {
  const at = ref.lastIndexOf(':');
  return [ref.slice(0, at), ref.slice(at + 1)];
}

async function mustInspect(client: Client, ref: string): Promise<WireImage> {
  const image = await inspectImage(client, ref);
  if (!image) {
    throw new UnattendError('COMMIT_FAILED', {
      doing: `commit the container as ${ref}`,
      reason: 'the image is not there',
    });
  }
  return image;
}
