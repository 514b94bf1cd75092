import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SummaryJson } from '../../src/report/json.js';
import { testEngine } from '../engine/support/engine.js';
import { callEngine, fromEngine, untar } from '../support/engine-api.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

export const root = join(import.meta.dirname, '..', '..');

/** Builds the vendor file (cached); both the session and the naive build drive it. */
export async function buildSdk(): Promise<string> {
  const { stdout } = await promisify(execFile)(join(root, 'fixtures/acme-sdk/build.sh'), [
    join(root, '.cache/fixtures'),
  ]);
  return stdout.trim().split('\n').at(-1) ?? '';
}

export interface Shipped extends AsyncDisposable {
  readonly box: Sandbox;
  readonly tag: string;
  readonly summary: SummaryJson;
  /** The recording, as text. */
  readonly cast: string;
  /** stdout of a shell line as root in a container of the image. */
  shell(line: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

/** Runs a session of `sessions/` into an image with a name of its own, removed at the end of the block. */
export async function ship(
  session: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Shipped> {
  const box = await openSandbox();
  const { tag } = box;
  const recording = join(box.directory, 'run.cast');
  const args = [
    '--json',
    'run',
    join(root, 'sessions', session),
    ...words,
    '--tag',
    tag,
    '--recording',
    recording,
  ];
  const { exitCode, stdout, stderr } = await box.run(args, { env, longestMs: 120_000 });
  if (exitCode !== 0) {
    const left = await box.left();
    await box[Symbol.asyncDispose]();
    throw Object.assign(new Error(`${session} ended with ${exitCode}:\n${stderr}`), { left });
  }
  return {
    box,
    tag,
    summary: JSON.parse(stdout) as SummaryJson,
    cast: await readFile(recording, 'utf8'),
    shell: (line, more) => shellIn(tag, box.token, line, more),
    async [Symbol.asyncDispose]() {
      await callEngine({ method: 'DELETE', path: `/images/${tag}?force=1` });
      await box[Symbol.asyncDispose]();
    },
  };
}

async function shellIn(
  image: string,
  token: string,
  line: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  await using engine = await testEngine();
  await using container = await engine.startContainer({
    name: `unattend-test-${token}`,
    image,
    hostname: 'x',
    network: 'none',
    mounts: [],
  });
  const { exitCode, stdout, stderr } = await container.exec({ argv: ['sh', '-c', line], user: '0', env });
  if (exitCode !== 0) throw new Error(`${line}: ${Buffer.from(stderr).toString('utf8')}`);
  return Buffer.from(stdout).toString('utf8');
}

/** The raw image, as `docker save` gives it: its configuration and the paths of its last layer. */
export async function savedImage(
  tag: string,
): Promise<{ config: Record<string, unknown>; text: string; lastLayer: readonly string[] }> {
  const files = await untar(await fromEngine({ method: 'GET', path: `/images/${tag}/get` }));
  const [manifest] = JSON.parse(files.get('manifest.json')?.toString() ?? '[]') as {
    Config: string;
    Layers: string[];
  }[];
  const text = files.get(manifest?.Config ?? '')?.toString() ?? '';
  const layer = await untar(files.get(manifest?.Layers.at(-1) ?? '') ?? Buffer.alloc(0));
  return { config: JSON.parse(text) as Record<string, unknown>, text, lastLayer: [...layer.keys()] };
}
