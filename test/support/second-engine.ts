import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fromEngine } from './engine-api.js';
import { BUSYBOX } from './images.js';

export interface SecondEngineOptions {
  /** What it has; default busybox. */
  readonly images?: readonly string[];
  /** Whether its containers outlive it. */
  readonly isLiveRestore?: boolean;
}

/** An engine of a test's own, whose data has so much room and no more. */
export interface SecondEngine extends AsyncDisposable {
  readonly address: string;
  /** Ends it and its containers, as a power cut does. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it as a system does that is about to start it again. */
  stop(): Promise<void>;
  /** Names of its containers, stopped ones too. */
  containers(): Promise<string[]>;
  /** Names of its images, `<none>:<none>` for one without. */
  images(): Promise<string[]>;
}

export async function startSecondEngine(
  size: string,
  { images = [BUSYBOX], isLiveRestore = false }: SecondEngineOptions = {},
): Promise<SecondEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-'));
  const script = join(import.meta.dirname, 'second-engine.sh');
  const child = spawn(script, [directory, size, JSON.stringify({ 'live-restore': isLiveRestore })], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const address = `unix://${join(directory, 'run/docker.sock')}`;

  const command = async (word: string): Promise<void> => {
    child.stdin.write(`${word}\n`);
    const { value } = (await answers.next()) as { value: string | undefined };
    if (value !== 'ok') throw new Error(`the second engine did not ${word}:\n${said}`);
  };
  const list = async <T>(path: string): Promise<T[]> =>
    JSON.parse((await fromEngine({ method: 'GET', path, address })).toString()) as T[];

  await command('start');
  const names = images.map((image) => `names=${image}`).join('&');
  const body = await fromEngine({ method: 'GET', path: `/images/get?${names}` });
  await fromEngine({ method: 'POST', path: '/images/load', body, type: 'application/x-tar', address });
  return {
    address,
    crash: () => command('crash'),
    start: () => command('start'),
    stop: () => command('stop'),
    containers: async () =>
      (await list<{ Names: string[] }>('/containers/json?all=1')).flatMap(({ Names }) => Names),
    images: async () =>
      (await list<{ RepoTags: string[] | null }>('/images/json?all=1')).flatMap(
        ({ RepoTags }) => RepoTags ?? ['<none>:<none>'],
      ),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
