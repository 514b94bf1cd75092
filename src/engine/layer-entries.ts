import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import type { ArchiveEntry, LayerVisitor } from './engine.js';
import { eachEntry } from './each-entry.js';
import { peek } from './peek.js';

/** How an archive of a layer writes that a path of the layers below is gone (OCI image-spec, layer.md, "Whiteouts"). */
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

const KINDS: Readonly<Partial<Record<string, ArchiveEntry['kind']>>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  symlink: 'symlink',
  link: 'hard link',
};

/** Shows a layer's archive to a visitor. The archive may be compressed with gzip, as registries have it. */
export async function visitLayer(archive: AsyncIterable<Uint8Array>, visitor: LayerVisitor): Promise<void> {
  const { first, all } = await peek(archive);
  const isGzip = first?.[0] === 0x1f && first[1] === 0x8b;
  const parser = extract();
  const fed = isGzip ? pipeline(all, createGunzip(), parser) : pipeline(all, parser);
  await eachEntry(parser, fed, async (entry) => {
    visitor.entry(entryOf(entry.header));
    for await (const piece of entry) visitor.bytes(piece as Uint8Array);
  });
  visitor.end();
}

function entryOf(header: Header): ArchiveEntry {
  const path = `/${header.name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')}`;
  const { size, mode, uid, gid, type, linkname, pax } = header;
  const common = { sizeBytes: size, mode, uid, gid, attributes: Object.values(pax ?? {}) };
  const at = path.lastIndexOf('/') + 1;
  const [folder, name] = [path.slice(0, at), path.slice(at)];
  if (name === OPAQUE) return { ...common, kind: 'emptied', path: folder.slice(0, -1) || '/' };
  if (name.startsWith(WHITEOUT))
    return { ...common, kind: 'deleted', path: folder + name.slice(WHITEOUT.length) };
  const kind = KINDS[type] ?? 'other';
  return { ...common, kind, path, ...(linkname && { target: linkname }) };
}
