import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { json, buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { extract, pack, type Pack } from 'tar-stream';
import { eachEntry } from './each-entry.js';

/** Files of a saved image that say what is in it. */
const INDEX_FILES = new Set(['manifest.json', 'repositories', 'index.json', 'oci-layout']);

/**
 * A docker-archive (what `docker load` takes) of one image whose layers the engine has already: a configuration and a
 * manifest; the layer files it names are left out. A few kilobytes.
 */
export async function layerlessArchive(configJson: string, ref: string, layerCount: number): Promise<Buffer> {
  const archive = pack();
  const layers = Array.from({ length: layerCount }, (_, index) => `${index}/layer.tar`);
  finish(archive, { configJson, ref, layers });
  return buffer(archive);
}

/** Writes a saved image into `archive` with another configuration; its files pass through one after the other. */
export async function rewriteArchive(
  saved: Readable,
  archive: Pack,
  configJson: string,
  ref: string,
): Promise<void> {
  const parser = extract();
  let layers: readonly string[] = [];
  await eachEntry(parser, pipeline(saved, parser), async (entry) => {
    const { header } = entry;
    if (header.name === 'manifest.json') {
      const [image] = (await json(entry)) as [{ readonly Layers: readonly string[] }];
      layers = image.Layers;
    } else if (INDEX_FILES.has(header.name)) {
      entry.resume();
    } else {
      await pipeline(entry, archive.entry(header));
    }
  });
  finish(archive, { configJson, ref, layers });
}

interface Index {
  readonly configJson: string;
  readonly ref: string;
  /** Paths in the archive, lowest layer first. */
  readonly layers: readonly string[];
}

function finish(archive: Pack, { configJson, ref, layers }: Index): void {
  const name = `${createHash('sha256').update(configJson).digest('hex')}.json`;
  archive.entry({ name }, configJson);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: name, RepoTags: [ref], Layers: layers }]),
  );
  archive.finalize();
}
