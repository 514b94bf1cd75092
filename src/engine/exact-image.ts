import type { Readable } from 'node:stream';
import { pack, type Pack } from 'tar-stream';
import type { Client } from './client.js';
import { layerlessArchive, rewriteArchive } from './docker-archive.js';
import type { CommitSpec } from './engine.js';
import { finalImageJson } from './image-json.js';
import type { WireImage } from './image.js';
import { readProgress } from './progress.js';

/**
 * Gives `spec.ref` to an image with the layers of a committed one and a configuration that is wholly ours, by a load of
 * a few kilobytes. Rejects where the engine wants the layer files too (Docker 20.10 does not: 0.1 s; Podman does).
 */
export async function loadLayerless(client: Client, committed: WireImage, spec: CommitSpec): Promise<void> {
  const configJson = await finalImageJson(client, committed, spec);
  const archive = await layerlessArchive(configJson, spec.ref, committed.RootFS.Layers?.length ?? 0);
  await load(client, archive);
}

/**
 * The same for any engine, by a save and a load of all layers, streamed (at 1 GB: twice the time of the commit and
 * more). Podman's commit ignores the configuration it is given, so there it is the only way.
 */
export async function reloadWhole(client: Client, committed: WireImage, spec: CommitSpec): Promise<void> {
  const configJson = await finalImageJson(client, committed, spec);
  const saved = (await client.getImage(committed.Id).get()) as unknown as Readable;
  const archive = pack();
  try {
    await Promise.all([rewriteArchive(saved, archive, configJson, spec.ref), load(client, archive)]);
  } finally {
    saved.destroy();
    archive.destroy();
  }
}

async function load(client: Client, archive: Pack | Buffer): Promise<void> {
  // Typed too narrowly: docker-modem takes bytes, and anything with `pipe`.
  const body = archive as unknown as NodeJS.ReadableStream;
  await readProgress(await client.loadImage(body, { quiet: true }));
}
