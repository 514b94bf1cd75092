import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { matching, containing } from './support/matching.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine, text, uniqueName } from './support/engine.js';
import { buildImage, containerExists, importImage, raw, rawJson, tar } from './support/raw.js';

interface Inspection {
  readonly Path: string;
  readonly Args: readonly string[];
  readonly Config: Record<string, unknown>;
  readonly State: { readonly Running: boolean };
  readonly Mounts: readonly { readonly Name: string }[];
}

test('has nothing of ours in its configuration', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  const { Path, Args, Config } = await rawJson<Inspection>(`/containers/${container.id}/json`);
  const image = await engine.resolveImage(BUSYBOX);
  expect({ Path, Args }).toEqual({ Path: '/bin/sh', Args: [] });
  expect(Config).toMatchObject({ Hostname: 'build', Cmd: null, Volumes: null, Labels: image.config.labels });
  expect(Config['Env']).toEqual(['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']);
  expect(Config['OnBuild']).toBeNull();
});

test('lists what has changed, and nothing when nothing has', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  expect(await container.changes()).toEqual([]);
  await shell(container, 'mkdir /opt && echo x >/opt/x && rm /bin/yes');
  const changes = await container.changes();
  expect([...changes].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: '/bin', kind: 'changed' },
    { path: '/bin/yes', kind: 'deleted' },
    { path: '/opt', kind: 'added' },
    { path: '/opt/x', kind: 'added' },
  ]);
});

test('tells how much was written over its image', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  expect(await container.writtenBytes()).toBe(0);
  await shell(container, 'head -c 3000000 /dev/zero >/big && rm /bin/yes');
  expect(await container.writtenBytes()).toBe(3_000_000);
});

test('shows a host folder read-only, runs programs from it, for any user, and leaves no trace', async () => {
  await using engine = await testEngine();
  const source = await mkdtemp(join(tmpdir(), 'unattend-test-'));
  try {
    await writeFile(join(source, 'hello'), '#!/bin/sh\necho hello\n', { mode: 0o755 });
    const mounts = [{ source, target: '/dev/unattend/inputs/sdk', isReadOnly: true }];
    await using container = await startContainer(engine, { mounts });
    const argv = ['/dev/unattend/inputs/sdk/hello'] as const;
    await shell(container, 'ls /dev/unattend/inputs/sdk');
    expect(text((await container.exec({ argv, user: '0:0' })).stdout)).toBe('hello\n');
    const { exitCode, stderr } = await container.exec({ argv: ['touch', '/dev/unattend/inputs/sdk/x'] });
    expect({ exitCode, stderr: text(stderr) }).toMatchObject({
      exitCode: 1,
      stderr: matching(/Read-only/),
    });
    expect(await container.changes()).toEqual([]);
  } finally {
    await rm(source, { recursive: true });
  }
});

test('a mount source that does not exist is an error that names it, and no container stays', async () => {
  await using engine = await testEngine();
  const name = uniqueName();
  const mounts = [{ source: '/no/such/folder', target: '/dev/unattend/inputs/sdk', isReadOnly: true }];
  await expect(startContainer(engine, { name, mounts })).rejects.toMatchObject({
    code: 'UNATTEND_MOUNT_MISSING',
    message: 'The engine has no /no/such/folder to mount.',
  });
  expect(await containerExists(name)).toBe(false);
});

test('what fails to start after it was created is removed', async () => {
  await using engine = await testEngine();
  const name = uniqueName();
  await using image = await importImage(await tar({ 'etc/nothing': '' }));
  await expect(startContainer(engine, { name, image: image.ref })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: containing('/bin/sh'),
  });
  expect(await containerExists(name)).toBe(false);
});

test('is gone after disposal with its anonymous volumes, however often and by whomever it is removed', async () => {
  await using engine = await testEngine();
  await using image = await buildImage(`FROM ${BUSYBOX}\nVOLUME /data\n`);
  const container = await startContainer(engine, { image: image.ref });
  const { Mounts: mounts } = await rawJson<Inspection>(`/containers/${container.id}/json`);
  await Promise.all([
    container[Symbol.asyncDispose](),
    engine.removeContainer(container.name),
    raw('DELETE', `/containers/${container.id}?force=1&v=1`),
    container[Symbol.asyncDispose](),
  ]);
  expect(await containerExists(container.id)).toBe(false);
  expect((await raw('GET', `/volumes/${mounts[0]?.Name ?? ''}`)).status).toBe(404);
  await container[Symbol.asyncDispose]();
  await engine.removeContainer(container.name);
});

test('keeps a base of another user, entrypoint and health check from interfering', async () => {
  await using engine = await testEngine();
  const dockerfile = `FROM ${DEBIAN}\nUSER nobody\nENTRYPOINT ["/bin/false"]\nCMD ["x"]\nHEALTHCHECK --interval=1s CMD touch /tmp/checked\n`;
  await using image = await buildImage(dockerfile);
  await using container = await startContainer(engine, { image: image.ref });
  const { stdout } = await container.exec({ argv: ['sh', '-c', 'id -un'] });
  expect(text(stdout)).toBe('nobody\n');
  expect(await shell(container, 'id -un')).toBe('root\n');
  const { Config } = await rawJson<Inspection>(`/containers/${container.id}/json`);
  expect(Config['Healthcheck']).toMatchObject({ Test: ['NONE'] });
});

test('a container of somebody else is visited and left as it is', async () => {
  await using engine = await testEngine();
  await using owner = await startContainer(engine);
  const visited = await engine.attachContainer(owner.name);
  expect({ id: visited.id, name: visited.name }).toEqual({ id: owner.id, name: owner.name });
  expect(text((await visited.exec({ argv: ['echo', 'hello'] })).stdout)).toBe('hello\n');
  await visited[Symbol.asyncDispose]();
  expect(await shell(owner, 'echo still here')).toBe('still here\n');
  await expect(visited.stopOtherProcesses()).rejects.toThrow('is not ours');
});

test('a container that does not exist or does not run is CONTAINER_UNKNOWN', async () => {
  await using engine = await testEngine();
  const name = uniqueName();
  await expect(engine.attachContainer(name)).rejects.toMatchObject({ code: 'UNATTEND_CONTAINER_UNKNOWN' });
  const body = Buffer.from(JSON.stringify({ Image: BUSYBOX }));
  await raw('POST', `/containers/create?name=${name}`, body, 'application/json');
  try {
    await expect(engine.attachContainer(name)).rejects.toMatchObject({
      code: 'UNATTEND_CONTAINER_UNKNOWN',
      message: `There is no running container ${name}.`,
    });
  } finally {
    await engine.removeContainer(name);
  }
});
