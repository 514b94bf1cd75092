import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matching } from './support/matching.js';
import { findCandidates } from '../../src/engine/candidates.js';
import { connectEngine } from '../../src/engine/connect.js';
import { parseAddress } from '../../src/engine/endpoint.js';
import { engineAddress, testEngine } from './support/engine.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unattend-test-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a Docker context as `docker context create` does; gives the client's configuration folder. */
async function writeContext(name: string, host: string): Promise<string> {
  const config = await mkdtemp(join(folder, 'config-'));
  const meta = join(config, 'contexts/meta', createHash('sha256').update(name).digest('hex'));
  await mkdir(meta, { recursive: true });
  await writeFile(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
  await writeFile(join(config, 'config.json'), JSON.stringify({ currentContext: name }));
  return config;
}

test('says which engine it is', async () => {
  await using engine = await testEngine();
  expect(engine.address).toBe(engineAddress());
  expect(await engine.info()).toEqual({
    product: matching(/^(docker|podman)$/),
    version: matching(/^\d+\.\d+/),
    apiVersion: matching(/^\d+\.\d+$/),
    address: engineAddress(),
    storageDriver: matching(/^\w+$/),
    isRootless: false,
  });
});

test('finds the engine by DOCKER_HOST, by DOCKER_CONTEXT and by the current context', async () => {
  const here = engineAddress();
  const config = await writeContext('mine', here);
  for (const env of [
    { DOCKER_HOST: here, DOCKER_CONFIG: config },
    { DOCKER_CONFIG: config },
    { DOCKER_CONFIG: config, DOCKER_CONTEXT: 'mine' },
  ]) {
    await using engine = await connectEngine({ env });
    expect(engine.address).toBe(here);
  }
});

test('an address that was chosen is never replaced by another', async () => {
  const nowhere = `unix://${folder}/nowhere.sock`;
  const config = await writeContext('gone', nowhere);
  for (const options of [
    { address: nowhere, env: { DOCKER_HOST: engineAddress() } },
    { env: { DOCKER_HOST: nowhere } },
    { env: { DOCKER_CONFIG: config } },
  ]) {
    await expect(connectEngine(options)).rejects.toMatchObject({
      code: 'UNATTEND_ENGINE_MISSING',
      message: `No container engine answers (tried ${nowhere} (not there)).`,
    });
  }
});

test('a context without a description is an error that names it', async () => {
  const env = { DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'typo' };
  await expect(connectEngine({ env })).rejects.toMatchObject({
    message:
      'No container engine answers (tried the Docker context "typo" (it has no readable description)).',
  });
});

test('says why each place does not answer', async () => {
  const socket = join(folder, 'not-an-engine.sock');
  await using server = createServer((connection) =>
    connection.resume().end('HTTP/1.1 418 Teapot\r\ncontent-length: 0\r\n\r\n'),
  );
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const reasons = new Map([
    [`unix://${socket}`, 'answered 418'],
    [`unix://${folder}`, 'nobody listens'],
    ['tcp://127.0.0.1:1', 'nobody listens'],
    ['ssh://host', 'not a unix:// or tcp:// address'],
  ]);
  for (const [address, reason] of reasons) {
    const failure: unknown = await connectEngine({ address, env: {} }).catch((error: unknown) => error);
    const [tried = ''] = (failure as { details: { tried: string[] } }).details.tried;
    expect(/\((.*)\)$/.exec(tried)?.[1]).toEqual(reason);
  }
});

test('a socket that may not be opened is ENGINE_DENIED', async () => {
  const socket = join(folder, 'denied.sock');
  await using server = createServer();
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  await chmod(socket, 0);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    process.seteuid?.(65534);
  }
  try {
    await expect(connectEngine({ address: `unix://${socket}`, env: {} })).rejects.toMatchObject({
      code: 'UNATTEND_ENGINE_DENIED',
      message: `Permission denied at the container engine unix://${socket}.`,
    });
  } finally {
    if (isRoot) {
      process.seteuid?.(0);
    }
  }
});

test('looks at the usual sockets of Docker, then of Podman, when nothing is chosen', async () => {
  const { endpoints } = await findCandidates(undefined, {
    DOCKER_CONFIG: folder,
    XDG_RUNTIME_DIR: '/run/user/7',
  });
  expect(endpoints.map(({ address }) => address)).toEqual([
    'unix:///var/run/docker.sock',
    'unix:///run/user/7/podman/podman.sock',
    'unix:///run/podman/podman.sock',
  ]);
});

test('takes addresses apart as the Docker client does', () => {
  expect(parseAddress({ address: 'unix:///a/b.sock' })).toEqual({ kind: 'unix', socketPath: '/a/b.sock' });
  expect(parseAddress({ address: 'tcp://h:99' })).toEqual({ kind: 'tcp', host: 'h', port: 99 });
  expect(parseAddress({ address: 'tcp://h' })).toEqual({ kind: 'tcp', host: 'h', port: 2375 });
  expect(parseAddress({ address: 'tcp://h', tls: {} })).toEqual({ kind: 'tcp', host: 'h', port: 2376 });
  expect(parseAddress({ address: 'tcp://[::1]:5' })).toEqual({ kind: 'tcp', host: '::1', port: 5 });
  expect(parseAddress({ address: 'npipe:////./pipe/docker_engine' })).toBeUndefined();
});
