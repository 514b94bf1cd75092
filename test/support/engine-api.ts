import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';

/** The address of the engine these tests use: only the one that `bin/setup` gives. Throws where there is none. */
export function engineAddress(): string {
  const address = process.env['DOCKER_HOST'];
  if (!address?.startsWith('unix://'))
    throw new Error(
      'DOCKER_HOST is not set to a unix:// address: run `npm test`, or `bin/setup -- npx vitest run`',
    );
  return address;
}

interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly body?: Buffer;
  readonly type?: string;
  /** Another engine than the one of `bin/setup`. */
  readonly address?: string;
}

interface ApiAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** A call of the engine's API that goes past the code under test. */
export function callEngine(call: ApiCall): Promise<ApiAnswer> {
  const { method, path, body, type = 'application/json', address = engineAddress() } = call;
  const socketPath = address.replace('unix://', '');
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': type, 'content-length': body.length };
    const sent = request({ socketPath, method, path, headers, agent: false }, (response) => {
      buffer(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The answer to a call that must succeed. */
export async function fromEngine(call: ApiCall): Promise<Buffer> {
  const { status, body } = await callEngine(call);
  if (status < 200 || status > 299)
    throw new Error(`${call.method} ${call.path}: ${status} ${body.toString()}`);
  return body;
}

export async function jsonFromEngine<T>(path: string, address = engineAddress()): Promise<T> {
  return JSON.parse((await fromEngine({ method: 'GET', path, address })).toString()) as T;
}

export async function untar(archive: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const parser = extract();
  parser.end(archive);
  for await (const entry of parser) files.set(entry.header.name, await buffer(entry));
  return files;
}

export async function tarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
  archive.finalize();
  return buffer(archive);
}

/** The query that lists only what fits. */
export const filters = (wanted: Readonly<Record<string, readonly string[]>>): string =>
  `filters=${encodeURIComponent(JSON.stringify(wanted))}`;
