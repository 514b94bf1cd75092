import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint, Environment } from './endpoint.js';
import { readTlsFolder } from './tls-files.js';

/** A context the user has chosen, and where it points; no endpoint when its description cannot be used. */
export interface DockerContext {
  readonly name: string;
  readonly endpoint?: Endpoint;
}

/**
 * The Docker context in force: `DOCKER_CONTEXT`, else `currentContext` of the client's configuration (in
 * `DOCKER_CONFIG`, default `~/.docker`). `undefined` when none is chosen or it is the `default` one.
 * Layout of the store: docker/cli, cli/context/store/doc.go.
 */
export async function currentDockerContext(env: Environment): Promise<DockerContext | undefined> {
  const folder = dockerFolder(env);
  const name =
    env['DOCKER_CONTEXT'] ||
    (await readJson<{ currentContext?: string }>(join(folder, 'config.json')))?.currentContext;
  if (!name || name === 'default') {
    return undefined;
  }
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readJson<ContextMeta>(join(folder, 'contexts/meta', id, 'meta.json'));
  const address = meta?.Endpoints?.docker?.Host;
  if (!address) {
    return { name };
  }
  const tlsFolder = join(folder, 'contexts/tls', id, 'docker');
  const hasTls = await stat(tlsFolder).then(
    () => true,
    () => false,
  );
  return { name, endpoint: hasTls ? { address, tls: await readTlsFolder(tlsFolder) } : { address } };
}

/** Where Docker's client keeps its files. */
export function dockerFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] || join(env['HOME'] || homedir(), '.docker');
}

interface ContextMeta {
  readonly Endpoints?: { readonly docker?: { readonly Host?: string } };
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
