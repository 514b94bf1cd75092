import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import { engineAddress, uniqueName } from './engine.js';

interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** A call of the engine's API that goes past the code under test. */
export function raw(
  method: string,
  path: string,
  body?: Buffer,
  type = 'application/x-tar',
): Promise<RawAnswer> {
  const socketPath = engineAddress().replace('unix://', '');
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': type, 'content-length': body.length } : {};
    const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
      buffer(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

export async function rawJson<T>(path: string): Promise<T> {
  const { status, body } = await raw('GET', path);
  if (status !== 200) {
    throw new Error(`GET ${path}: ${status} ${body.toString()}`);
  }
  return JSON.parse(body.toString()) as T;
}

export async function containerExists(name: string): Promise<boolean> {
  return (await raw('GET', `/containers/${name}/json`)).status === 200;
}

type Files = Map<string, Buffer>;

async function untar(archive: Buffer): Promise<Files> {
  const files: Files = new Map();
  const parser = extract();
  parser.end(archive);
  for await (const entry of parser) {
    files.set(entry.header.name, await buffer(entry));
  }
  return files;
}

export async function tar(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name, mode: 0o755 }, content);
  }
  archive.finalize();
  return buffer(archive);
}

/** What an image really is: its configuration file as the engine saves it, and the paths in its last layer. */
export async function savedImage(
  ref: string,
): Promise<{ config: Record<string, unknown>; lastLayer: string[] }> {
  const files = await untar((await raw('GET', `/images/${ref}/get`)).body);
  const manifest = JSON.parse(String(files.get('manifest.json'))) as [{ Config: string; Layers: string[] }];
  const config = JSON.parse(String(files.get(manifest[0].Config))) as Record<string, unknown>;
  const layer = await untar(files.get(manifest[0].Layers.at(-1) ?? '') ?? Buffer.alloc(0));
  return { config, lastLayer: [...layer.keys()].sort() };
}

/** A name that is removed, with its image, at the end of its block. */
export interface HeldImage extends AsyncDisposable {
  readonly ref: string;
}

export function heldName(ref = `unattend.invalid/${uniqueName()}:1`): HeldImage {
  const dispose = async (): Promise<void> => {
    await raw('DELETE', `/images/${ref}?force=1`);
  };
  return { ref, [Symbol.asyncDispose]: dispose };
}

/** Builds an image with the engine's own builder. */
export async function buildImage(dockerfile: string): Promise<HeldImage> {
  const image = heldName();
  const { body } = await raw(
    'POST',
    `/build?t=${image.ref}&rm=1&forcerm=1`,
    await tar({ Dockerfile: dockerfile }),
  );
  if (!body.includes('Successfully tagged')) {
    throw new Error(body.toString());
  }
  return image;
}

/** Makes an image of one layer from an archive, as `docker import` does. */
export async function importImage(archive: Buffer): Promise<HeldImage> {
  const image = heldName();
  const [repo, tag] = image.ref.split(':');
  await raw('POST', `/images/create?fromSrc=-&repo=${repo}&tag=${tag}`, archive);
  return image;
}
