import { randomBytes } from 'node:crypto';
import { callEngine, filters, fromEngine, jsonFromEngine, tarOf, untar } from './engine-api.js';
import { madeLayer } from './made-layer.js';

export const BUSYBOX = 'unattend-dev/busybox:1';
export const DEBIAN = 'unattend-dev/debian:bookworm';

export interface InspectedImage {
  readonly Id: string;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly RootFS: { readonly Layers: readonly string[] };
}

export function inspectImage(ref: string): Promise<InspectedImage> {
  return jsonFromEngine<InspectedImage>(`/images/${ref}/json`);
}

/** What belongs to an image of the engine's answer; the rest is what a container of it had. */
export function shipped(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = ['Entrypoint', 'Cmd', 'Env', 'WorkingDir', 'User', 'ExposedPorts', 'Volumes', 'Labels'];
  return Object.fromEntries(names.map((name) => [name, config[name]]));
}

export async function hasImage(ref: string): Promise<boolean> {
  return (await callEngine({ method: 'GET', path: `/images/${ref}/json` })).status === 200;
}

export async function tagImage(ref: string, name: string): Promise<void> {
  const [repo = '', tag = 'latest'] = name.split(':');
  await fromEngine({ method: 'POST', path: `/images/${ref}/tag?repo=${repo}&tag=${tag}` });
}

/** Names of all images with that label, `<none>:<none>` for one without. */
export async function imagesWith(label: string): Promise<string[]> {
  const found = await labelled(label);
  return found.flatMap(({ RepoTags }) => RepoTags ?? ['<none>:<none>']).sort();
}

/** Removes a name, or an image with all its names. */
export async function removeImage(ref: string): Promise<void> {
  await callEngine({ method: 'DELETE', path: `/images/${ref}?force=1` });
}

export async function removeImagesWith(label: string): Promise<void> {
  for (const { Id } of await labelled(label)) await removeImage(Id);
}

function labelled(label: string): Promise<{ Id: string; RepoTags: string[] | null }[]> {
  return jsonFromEngine(`/images/json?all=1&${filters({ label: [label] })}`);
}

/** All paths of an image's file system, as `docker export` of a container that never ran lists them. */
export async function exportedPaths(ref: string): Promise<string[]> {
  const body = Buffer.from(JSON.stringify({ Image: ref, Cmd: ['/none'] }));
  const created = await fromEngine({ method: 'POST', path: '/containers/create', body });
  const { Id } = JSON.parse(created.toString()) as { Id: string };
  try {
    const files = await untar(await fromEngine({ method: 'GET', path: `/containers/${Id}/export` }));
    return [...files.keys()].sort();
  } finally {
    await callEngine({ method: 'DELETE', path: `/containers/${Id}?force=1&v=1` });
  }
}

/** An image's configuration file as the engine saves it. */
export interface SavedConfig {
  readonly created: string;
  readonly rootfs: { readonly diff_ids: readonly string[] };
  readonly history: readonly object[];
}

/** What an image really is: its configuration file, and its last layer; `bytes` is all of both. */
export async function savedImage(
  ref: string,
): Promise<{ config: SavedConfig; lastLayer: string[]; bytes: Buffer }> {
  const { config, layer } = await madeLayer(ref);
  return {
    config: JSON.parse(String(config)) as SavedConfig,
    lastLayer: [...(await untar(layer)).keys()].sort(),
    bytes: Buffer.concat([config, layer]),
  };
}

/** An image that is removed at the end of its block. */
export interface HeldImage extends AsyncDisposable {
  readonly ref: string;
}

/** Builds an image with the engine's own builder. */
export async function buildImage(dockerfile: string): Promise<HeldImage> {
  const ref = `unattend-test/base-${randomBytes(6).toString('hex')}:1`;
  const body = await tarOf({ Dockerfile: dockerfile });
  const path = `/build?t=${ref}&rm=1&forcerm=1`;
  const answer = await fromEngine({ method: 'POST', path, body, type: 'application/x-tar' });
  if (!answer.includes('Successfully tagged')) throw new Error(answer.toString());
  return { ref, [Symbol.asyncDispose]: () => removeImage(ref) };
}

/** Makes an image of an archive, as `docker import` does. */
export async function importImage(archive: Buffer): Promise<HeldImage> {
  const name = `unattend-test/base-${randomBytes(6).toString('hex')}`;
  const path = `/images/create?fromSrc=-&repo=${name}&tag=1`;
  await fromEngine({ method: 'POST', path, body: archive, type: 'application/x-tar' });
  return { ref: `${name}:1`, [Symbol.asyncDispose]: () => removeImage(`${name}:1`) };
}
