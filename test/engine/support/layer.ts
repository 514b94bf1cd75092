import { finished } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { heldName, raw } from './raw.js';

/** What a plain commit of a container puts into its layer, as the engine saves it. */
export interface CommittedLayer {
  /** `PATH TYPE MODE UID:GID SIZE TARGET`, sorted. */
  readonly files: readonly string[];
  /** Paths that it hides. */
  readonly whiteouts: readonly string[];
  /** Directories of which it hides what the base has in them. */
  readonly opaque: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  file: 'file',
  link: 'file',
  directory: 'directory',
  symlink: 'symlink',
  fifo: 'fifo',
  'character-device': 'device',
};

export async function committedLayer(containerId: string): Promise<CommittedLayer> {
  await using image = heldName();
  const [repo, tag] = image.ref.split(':');
  const body = Buffer.from('{}');
  const { status } = await raw(
    'POST',
    `/commit?container=${containerId}&repo=${repo}&tag=${tag}`,
    body,
    'application/json',
  );
  if (status !== 201) throw new Error(`commit: ${status}`);
  const saved = await entriesOf((await raw('GET', `/images/${image.ref}/get`)).body);
  const manifest = saved.find(({ header }) => header.name === 'manifest.json');
  const [{ Layers }] = JSON.parse(String(manifest?.content)) as [{ Layers: string[] }];
  const layer = saved.find(({ header }) => header.name === Layers.at(-1));
  const entries = await entriesOf(layer?.content ?? Buffer.alloc(0));
  const modes = new Map(entries.map(({ header }) => [header.name, header]));
  const files: string[] = [];
  const whiteouts: string[] = [];
  const opaque: string[] = [];
  for (const { header } of entries) {
    const path = `/${header.name}`.replace(/\/$/, '');
    const [, directory = '', hidden] = /^(.*)\/\.wh\.(.*)$/s.exec(path) ?? [];
    if (hidden === '.wh..opq') opaque.push(directory);
    else if (hidden !== undefined) whiteouts.push(`${directory}/${hidden}`);
    else {
      const {
        mode = 0,
        uid,
        gid,
      } = header.type === 'link' ? (modes.get(header.linkname ?? '') ?? header) : header;
      const target = header.type === 'symlink' ? header.linkname : '';
      const type = types[header.type ?? ''] ?? header.type;
      files.push(`${path} ${type} ${(mode & 0o7777).toString(8)} ${uid}:${gid} ${header.size} ${target}`);
    }
  }
  return { files: files.sort(), whiteouts: whiteouts.sort(), opaque: opaque.sort() };
}

interface Entry {
  readonly header: {
    readonly name: string;
    readonly type?: string | null | undefined;
    readonly mode?: number | undefined;
    readonly uid?: number | undefined;
    readonly gid?: number | undefined;
    readonly size?: number | undefined;
    readonly linkname?: string | null | undefined;
  };
  readonly content: Buffer;
}

async function entriesOf(archive: Buffer): Promise<Entry[]> {
  const entries: Entry[] = [];
  const parser = extract();
  parser.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.on('end', () => {
      entries.push({ header, content: Buffer.concat(chunks) });
      next();
    });
  });
  parser.end(archive);
  await finished(parser);
  return entries;
}
