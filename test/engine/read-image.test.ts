import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import type { Client } from '../../src/engine/client.js';
import type { ArchiveEntry, LayerVisitor } from '../../src/engine/engine.js';
import { readImage } from '../../src/engine/read-image.js';

type Files = readonly (readonly [name: string, content: string | Buffer])[];

async function tarOf(files: Files): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files)
    if (name.endsWith('/')) archive.entry({ name, type: 'directory' });
    else if (name.includes(' -> ')) {
      const [from = '', to = ''] = name.split(' -> ');
      archive.entry({ name: from, type: 'symlink', linkname: to });
    } else archive.entry({ name, mode: 0o4755, uid: 7 }, content);
  archive.finalize();
  return buffer(archive);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** An engine that saves every image as these bytes, in pieces that cut everything. */
const saving = (bytes: Buffer): Client => {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, at) =>
    bytes.subarray(at * 700, (at + 1) * 700),
  );
  const dial = (_call: object, onAnswer: (error: null, answer: Readable) => void): void =>
    onAnswer(null, Readable.from(pieces));
  return { modem: { dial } } as unknown as Client;
};

class Collecting implements LayerVisitor {
  readonly seen: string[] = [];
  isEnded = false;
  entry({ path, kind, sizeBytes, mode, uid, target }: ArchiveEntry): void {
    this.seen.push([kind, path, sizeBytes, mode.toString(8), uid, target].join(' ').trimEnd());
  }
  bytes(piece: Uint8Array): void {
    this.seen.push(`"${Buffer.from(piece).toString()}"`);
  }
  end(): void {
    this.isEnded = true;
  }
}

const baseLayer = await tarOf([['etc/base', 'base']]);
const topLayer = await tarOf([
  ['opt/', ''],
  ['opt/a', 'hello'],
  ['opt/l -> /dev/x', ''],
  ['etc/.wh.base', ''],
  ['var/.wh..wh..opq', ''],
]);
const diffIds = [baseLayer, topLayer].map((layer) => `sha256:${sha256(layer)}`);
const config = JSON.stringify({ rootfs: { type: 'layers', diff_ids: diffIds }, history: [] });
const configHex = sha256(Buffer.from(config));
const manifest = (Config: string, Layers: readonly string[]): string =>
  JSON.stringify([{ Config, RepoTags: [], Layers }]);
const expected = [
  'directory /opt 0 755 0',
  'file /opt/a 5 4755 7',
  '"hello"',
  'symlink /opt/l 0 644 0 /dev/x',
  'deleted /etc/base 0 4755 7',
  'emptied /var 0 4755 7',
];

const [base = '', top = ''] = diffIds.map((id) => id.replace('sha256:', ''));
const saved: Readonly<Record<string, Files>> = {
  'Docker 20.10, the top layer first': [
    ['0a/', ''],
    ['0a/VERSION', '1.0'],
    ['0a/json', '{"id":"0a","parent":"0b","config":{}}'],
    ['0a/layer.tar', topLayer],
    ['0b/VERSION', '1.0'],
    ['0b/json', '{"id":"0b"}'],
    ['0b/layer.tar', baseLayer],
    [`${configHex}.json`, config],
    ['manifest.json', manifest(`${configHex}.json`, ['0b/layer.tar', '0a/layer.tar'])],
    ['repositories', '{}'],
  ],
  'Docker 25 and later': [
    [`blobs/sha256/${base}`, baseLayer],
    [`blobs/sha256/${configHex}`, config],
    [`blobs/sha256/${top}`, topLayer],
    ['index.json', '{}'],
    ['manifest.json', manifest(`blobs/sha256/${configHex}`, [`blobs/sha256/${base}`, `blobs/sha256/${top}`])],
    ['oci-layout', '{}'],
  ],
  'compressed layers, named by their own digest': [
    ['blobs/sha256/00', gzipSync(baseLayer)],
    ['blobs/sha256/11', gzipSync(topLayer)],
    [`blobs/sha256/${configHex}`, config],
    ['manifest.json', manifest(`blobs/sha256/${configHex}`, ['blobs/sha256/00', 'blobs/sha256/11'])],
  ],
  'Podman, the manifest first': [
    ['manifest.json', manifest(`${configHex}.json`, [`${base}.tar`, `${top}.tar`])],
    [`${base}.tar`, baseLayer],
    [`${top}.tar`, topLayer],
    [`${configHex}.json`, config],
    ['0b/layer.tar -> ../x.tar', ''],
  ],
};

const read = async (archive: Buffer, baseDiffIds = diffIds.slice(0, 1)) =>
  readImage(saving(archive), 'x', { baseDiffIds, createVisitor: () => new Collecting() });

it.each(Object.keys(saved))('%s: the layer over the base, and the configuration', async (name) => {
  const image = await read(await tarOf(saved[name] ?? []));
  expect(Buffer.from(image.config).toString()).toBe(config);
  expect(image.layers.map(({ isEnded }) => isEnded)).toEqual([true]);
  expect(image.layers[0]?.seen).toEqual(expected);
});

it('a layer that is the same as one of the base brings nothing', async () => {
  const [docker = []] = Object.values(saved);
  expect((await read(await tarOf(docker), diffIds)).layers).toEqual([]);
});

it.each<[string, (whole: Files) => Files, string]>([
  ['without a manifest', (files) => files.filter(([name]) => name !== 'manifest.json'), 'no manifest.json'],
  ['without its layer', (files) => files.filter(([name]) => name !== '0a/layer.tar'), 'no 0a/layer.tar'],
  ['without its configuration', (files) => files.filter(([name]) => !/^\w{64}\.json$/.test(name)), 'json'],
])('an archive %s is an error, never an empty image', async (_, change, reason) => {
  const [docker = []] = Object.values(saved);
  await expect(read(await tarOf(change(docker)))).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_GARBLED',
    message: expect.stringContaining(reason) as string,
  });
});

it('an archive that is cut off anywhere is an error', async () => {
  const whole = await tarOf(Object.values(saved)[0] ?? []);
  for (let bytes = 100; bytes < whole.length - 3000; bytes += 700)
    await expect(read(whole.subarray(0, bytes)), String(bytes)).rejects.toMatchObject({
      code: 'UNATTEND_ENGINE_GARBLED',
    });
});
