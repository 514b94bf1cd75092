import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromEngine } from './engine-api.js';

/** Podman's service, of a test's own. */
export interface PodmanEngine extends AsyncDisposable {
  readonly address: string;
  /** Names of its containers, stopped ones too. */
  containers(): Promise<string[]>;
  /** Names of its images. */
  images(): Promise<string[]>;
}

/** With these images of the engine that the tests use. */
export async function startPodman(images: readonly string[]): Promise<PodmanEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-'));
  const address = `unix://${join(directory, 'podman.sock')}`;
  const child = spawn(join(import.meta.dirname, 'podman-engine.sh'), [directory], { stdio: 'pipe' });
  const ended = once(child, 'close');
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
    await rm(directory, { recursive: true });
  };
  await Promise.race([once(child.stdout, 'data'), ended]);
  if (child.exitCode !== null) {
    await stop();
    throw new Error(`podman did not start:\n${said}`);
  }

  const names = images.map((image) => `names=${image}`).join('&');
  const body = await fromEngine({ method: 'GET', path: `/images/get?${names}` });
  try {
    await fromEngine({ method: 'POST', path: '/images/load', body, type: 'application/x-tar', address });
  } catch (error) {
    await stop();
    throw error;
  }
  const list = async <T>(path: string): Promise<T[]> =>
    JSON.parse((await fromEngine({ method: 'GET', path, address })).toString()) as T[];
  return {
    address,
    containers: async () =>
      (await list<{ Names: string[] }>('/containers/json?all=1')).flatMap(({ Names }) => Names),
    images: async () =>
      (await list<{ RepoTags: string[] | null }>('/images/json')).flatMap(({ RepoTags }) => RepoTags ?? []),
    [Symbol.asyncDispose]: stop,
  };
}
