import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import { UnattendError } from '../errors.js';
import type { Client } from './client.js';
import type { ImageBytes, ImageReading, LayerVisitor } from './engine.js';
import { engineCall } from './failure.js';
import { visitLayer } from './layer-entries.js';
import { eachEntry } from './each-entry.js';
import { openAnswer } from './open-answer.js';
import { peek } from './peek.js';
import { withSteadyHeap } from './steady-heap.js';
import { unlessCanceled } from './unless-canceled.js';

/** What of a saved image's `manifest.json` is read (Docker, image/spec/v1.2.md, "Combined Image JSON + Filesystem Changeset Format"). */
interface Manifest {
  readonly Config: string;
  /** Paths in the archive, lowest layer first. */
  readonly Layers: readonly string[];
}

/** What of a configuration file is read (OCI image-spec, config.md). */
interface Config {
  readonly rootfs: { readonly diff_ids: readonly string[] };
}

/** What is kept of a saved image until its manifest says what is what. */
interface Parts<V> {
  readonly visited: Map<string, V>;
  /** Path to the path it is the same as. */
  readonly links: Map<string, string>;
  /** Small files, the configuration among them. */
  readonly documents: Map<string, Uint8Array>;
  /** Layers below the top one, as `ID/json` tells; not looked at. */
  readonly passed: Set<string>;
}

/** A configuration is some kB, one with a long history some hundred. */
const longestDocumentBytes = 8_000_000;
const brace = 0x7b;
const zstdMagic = 0xfd2fb528;

/**
 * Reads an image by a save, streamed: each layer over the base goes by once. Docker 20.10 writes `ID/layer.tar` and before it
 * `ID/json`, which only of the top layer has a configuration; newer ones `blobs/sha256/DIGEST` and Podman `DIGEST.tar`, both
 * named by their digest. What cannot be told to be the base's is visited, and sorted out by the manifest.
 */
export async function readImage<V extends LayerVisitor>(
  client: Client,
  id: string,
  reading: ImageReading<V>,
): Promise<ImageBytes<V>> {
  const doing = `read the image ${id}`;
  const { cancelSignal } = reading;
  return engineCall({ client, doing, place: 'archive' }, () =>
    unlessCanceled(cancelSignal, async () => {
      const saved = await openAnswer(client, `/images/${id}/get`, cancelSignal);
      const parts = await withSteadyHeap(() => partsOf(saved, reading));
      const lacks = (what: string) =>
        new UnattendError('ENGINE_GARBLED', { doing, reason: `the saved image has no ${what}` });
      const list = parts.documents.get('manifest.json');
      if (list === undefined) throw lacks('manifest.json');
      const [manifest] = JSON.parse(Buffer.from(list).toString()) as [Manifest];
      const config = parts.documents.get(manifest.Config);
      if (config === undefined) throw lacks(manifest.Config);
      const { rootfs } = JSON.parse(Buffer.from(config).toString()) as Config;
      const layers = manifest.Layers.flatMap((path, index) => {
        // One that is the same as a layer of the base brings nothing.
        if (reading.baseDiffIds.includes(rootfs.diff_ids[index] ?? '')) return [];
        const visitor = parts.visited.get(parts.links.get(path) ?? path);
        if (visitor === undefined) throw lacks(path);
        return [visitor];
      });
      return { config, layers };
    }),
  );
}

async function partsOf<V extends LayerVisitor>(saved: Readable, reading: ImageReading<V>): Promise<Parts<V>> {
  const parts: Parts<V> = { visited: new Map(), links: new Map(), documents: new Map(), passed: new Set() };
  const parser = extract();
  const fed = pipeline(saved, parser);
  await eachEntry(parser, fed, (entry) =>
    readPart(parts, entry.header, entry as AsyncIterable<Uint8Array>, reading),
  );
  return parts;
}

async function readPart<V extends LayerVisitor>(
  parts: Parts<V>,
  { name, type, size, linkname }: Header,
  content: AsyncIterable<Uint8Array>,
  { baseDiffIds, createVisitor }: ImageReading<V>,
): Promise<void> {
  if (type === 'symlink' && linkname) parts.links.set(name, posix.join(posix.dirname(name), linkname));
  if (type !== 'file' || parts.passed.has(name)) return skip(content);
  const isBase = baseDiffIds.some((id) => posix.basename(name, '.tar') === id.replace('sha256:', ''));
  if (isBase) return skip(content);
  const { first, all } = await peek(content);
  const isText = first?.[0] === brace || /\.json$|\/json$|^repositories$|^oci-layout$/.test(name);
  if (isText && size <= longestDocumentBytes) {
    const bytes = await buffer(all);
    parts.documents.set(name, bytes);
    if (name.endsWith('/json') && !('config' in (JSON.parse(bytes.toString()) as object)))
      parts.passed.add(name.replace(/json$/, 'layer.tar'));
    return;
  }
  // Beside each layer of Docker 20.10 stands a file of three bytes, its format.
  if (posix.basename(name) === 'VERSION') return skip(all);
  // zstd, which Node 20 cannot read: a base may have it, and the layer over it is not compressed.
  if (first !== undefined && Buffer.from(first.subarray(0, 4)).readUInt32LE() === zstdMagic) return skip(all);
  const visitor = createVisitor();
  await visitLayer(all, visitor);
  parts.visited.set(name, visitor);
}

async function skip(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}
