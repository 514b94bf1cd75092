import { expect, test } from 'vitest';
import { matching } from './support/matching.js';
import { connectEngine } from '../../src/engine/connect.js';
import type { Container, Engine, ImageConfig } from '../../src/engine/engine.js';
import type { Terminal } from '../../src/terminal/terminal.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine, uniqueName } from './support/engine.js';
import { faultyEngine, type Fault } from './support/proxy.js';
import { containerExists, heldName, savedImage } from './support/raw.js';
import { openShell } from './support/terminal.js';

/** Fails calls whose method and path match. */
function failing(pattern: RegExp, message = 'injected', status = 500): Fault {
  return ({ method = '', url = '' }) => (pattern.test(`${method} ${url}`) ? { status, message } : undefined);
}

function connect(address: string): Promise<Engine> {
  return connectEngine({ address, env: {} });
}

async function baseConfig(): Promise<ImageConfig> {
  await using engine = await testEngine();
  return (await engine.resolveImage(BUSYBOX)).config;
}

test.each([/^POST \/containers\/\w+\/attach/, /^POST \/containers\/\w+\/start/])(
  'a container whose start fails at %s is removed',
  async (pattern) => {
    await using faulty = await faultyEngine(failing(pattern));
    await using engine = await connect(faulty.address);
    const name = uniqueName();
    await expect(startContainer(engine, { name })).rejects.toMatchObject({
      code: 'UNATTEND_ENGINE_REFUSED',
      message: `The container engine refused to start the container ${name}: injected.`,
    });
    expect(await containerExists(name)).toBe(false);
  },
);

test('an engine that does not load an image without layers keeps the commit, if that is exact', async () => {
  await using faulty = await faultyEngine(failing(/^POST \/images\/load/));
  await using engine = await connect(faulty.address);
  await using container = await startContainer(engine);
  await shell(container, 'mkdir /opt');
  const config = { ...(await baseConfig()), user: 'root', env: { A: '1', PATH: '/bin' }, cmd: ['x'] };
  await using named = heldName();
  const { ref } = named;
  const candidate = await container.commit({ ref, config, message: 'm', author: 'a' });
  expect(candidate.config).toEqual(config);
});

test('where neither the load without layers nor the commit gives the configuration, the whole image is reloaded', async () => {
  let loads = 0;
  await using faulty = await faultyEngine(({ url = '' }) =>
    url.startsWith('/images/load') && loads++ === 0 ? { status: 500, message: 'injected' } : undefined,
  );
  await using engine = await connect(faulty.address);
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, 'mkdir /opt/made');
  const config = { ...(await baseConfig()), labels: {}, env: { A: '1' }, cmd: null };
  await using named = heldName();
  const candidate = await container.commit({ ref: named.ref, config, message: 'm', author: 'a' });
  expect(loads).toBe(2);
  expect(candidate.config).toEqual(config);
  const saved = await savedImage(named.ref);
  expect(saved.lastLayer).toEqual(['opt/', 'opt/made/']);
  expect(Object.keys(saved.config).sort()).toEqual([
    'architecture',
    'author',
    'config',
    'created',
    'history',
    'os',
    'rootfs',
  ]);
  await using result = await startContainer(engine, { image: named.ref });
  expect(await shell(result, 'ls /opt')).toBe('made\n');
});

test('an engine that cannot give the configuration at all is an error, and no image stays', async () => {
  await using faulty = await faultyEngine(failing(/^POST \/images\/load/));
  await using engine = await connect(faulty.address);
  await using container = await startContainer(engine);
  await using named = heldName();
  const { ref } = named;
  const config = { ...(await baseConfig()), labels: {} };
  await expect(container.commit({ ref, config, message: 'm', author: 'a' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
    message: `The container engine refused to configure the image ${ref}: injected.`,
  });
  expect(await engine.findImage(ref)).toBeUndefined();
});

test('a full disk while committing is NO_SPACE', async () => {
  const message = 'write /var/lib/docker/overlay2/x: no space left on device';
  await using faulty = await faultyEngine(failing(/^POST \/commit/, message));
  await using engine = await connect(faulty.address);
  await using container = await startContainer(engine);
  const ref = `${uniqueName()}:candidate`;
  await expect(
    container.commit({ ref, config: await baseConfig(), message: 'm', author: 'a' }),
  ).rejects.toMatchObject({
    code: 'UNATTEND_NO_SPACE',
    message: `No space left to commit the container as ${ref}: ${message}.`,
  });
});

test('a look at the committed image that fails leaves no image', async () => {
  let commits = 0;
  const ref = `${uniqueName()}:candidate`;
  await using faulty = await faultyEngine(({ method, url = '' }) => {
    commits += url.startsWith('/commit') ? 1 : 0;
    return commits > 0 && method === 'GET' && url.startsWith(`/images/`)
      ? { status: 500, message: 'injected' }
      : undefined;
  });
  await using engine = await connect(faulty.address);
  await using container = await startContainer(engine);
  const config = await baseConfig();
  await expect(container.commit({ ref, config, message: 'm', author: 'a' })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_REFUSED',
  });
  await using direct = await testEngine();
  expect(await direct.findImage(ref)).toBeUndefined();
});

test('a removal that is already under way is waited for', async () => {
  let removals = 0;
  await using faulty = await faultyEngine(({ method }) =>
    method === 'DELETE' && removals++ === 0
      ? { status: 409, message: 'removal of container x is already in progress' }
      : undefined,
  );
  await using engine = await connect(faulty.address);
  const container = await startContainer(engine);
  const disposal = container[Symbol.asyncDispose]();
  await using direct = await testEngine();
  await direct.removeContainer(container.name);
  await disposal;
  expect(await containerExists(container.name)).toBe(false);
});

test('a removal that breaks down is asked for again', async () => {
  let removals = 0;
  await using faulty = await faultyEngine(({ method, url = '' }) => {
    if (method === 'DELETE' && removals++ === 0)
      return { status: 500, message: 'unable to remove filesystem for x: unlinkat x: directory not empty' };
    const isInspected = method === 'GET' && url.endsWith('/json');
    return removals === 1 && isInspected ? { status: 200, text: '{"State":{"Status":"dead"}}' } : undefined;
  });
  await using engine = await connect(faulty.address);
  const container = await startContainer(engine);
  await container[Symbol.asyncDispose]();
  expect(removals).toBe(2);
  expect(await containerExists(container.name)).toBe(false);
});

async function readyTerminal(engine: Engine, containerId: string): Promise<Terminal> {
  const visited = await engine.attachContainer(containerId);
  const { terminal, sees } = await openShell(visited, 'echo ready; sleep 1000');
  await sees('ready');
  return terminal;
}

test('a terminal whose engine goes away rejects', async () => {
  const faulty = await faultyEngine(() => undefined);
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  await using engine = await connect(faulty.address);
  const terminal = await readyTerminal(engine, container.id);
  await faulty[Symbol.asyncDispose]();
  await expect(terminal.completion).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_GONE',
    message: matching(/^The container engine went away while it was to run sh in the container: /),
  });
  await terminal.kill();
});

test('a terminal whose engine does not answer any more is given up when it is killed', async () => {
  let isSilent = false;
  await using faulty = await faultyEngine(() => (isSilent ? { isSilent } : undefined));
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  await using engine = await connect(faulty.address);
  const terminal = await readyTerminal(engine, container.id);
  isSilent = true;
  await terminal.kill();
  await expect(terminal.completion).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_FAILED',
    message: matching(/: it was not ended within 21 s\.$/),
  });
}, 60_000);

test.each<readonly [string, ReturnType<Fault>, string]>([
  ['whose registry says no', { status: 200, text: '{"error":"denied"}' }, 'UNATTEND_IMAGE_UNKNOWN'],
  ['that is refused', { status: 500, message: 'denied' }, 'UNATTEND_IMAGE_UNKNOWN'],
  [
    'for which there is no room',
    { status: 200, text: '{"error":"no space left on device"}' },
    'UNATTEND_NO_SPACE',
  ],
  ['whose answer ends within a line', { status: 200, text: '{"status":"Pull' }, 'UNATTEND_ENGINE_GARBLED'],
  ['whose answer breaks off', { cutAfterBytes: 1 }, 'UNATTEND_ENGINE_GARBLED'],
])('a pull %s', async (_, fault, code) => {
  await using faulty = await faultyEngine(({ url = '' }) =>
    url.startsWith('/images/create') ? fault : undefined,
  );
  await using engine = await connect(faulty.address);
  await expect(engine.resolveImage(`localhost:1/${uniqueName()}:1`)).rejects.toMatchObject({ code });
});

test('a command whose stream breaks within its greeting is not waited for', async () => {
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  await using faulty = await faultyEngine(({ url = '' }) =>
    /^\/exec\/\w+\/start/.test(url) ? { cutAfterBytes: 20, isBehindHead: true } : undefined,
  );
  await using engine = await connect(faulty.address);
  const visited = await engine.attachContainer(container.id);
  await expect(visited.exec({ argv: ['sleep', '1000'] })).rejects.toMatchObject({
    code: 'UNATTEND_STREAM_BROKEN',
  });
  await expect(openShell(visited, 'sleep 1000')).rejects.toMatchObject({ code: 'UNATTEND_STREAM_BROKEN' });
});

const canceled = (): { readonly controller: AbortController; readonly reason: Error } => ({
  controller: new AbortController(),
  reason: new Error('enough'),
});

const size = { columns: 80, rows: 24 };

test.each<readonly [string, (container: Container, cancelSignal: AbortSignal) => Promise<unknown>]>([
  ['command', (container, cancelSignal) => container.exec({ argv: ['sleep', '1000'], cancelSignal })],
  [
    'program on a terminal',
    (container, cancelSignal) =>
      container.openTerminal({
        argv: ['cat'],
        env: {},
        cwd: '/',
        size,
        onOutput: () => undefined,
        cancelSignal,
      }),
  ],
])('an engine that does not start a %s is not waited for once that is canceled', async (_, start) => {
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  const { controller, reason } = canceled();
  await using faulty = await faultyEngine(({ url = '' }) => {
    if (!/^\/exec\/\w+\/start/.test(url)) return undefined;
    controller.abort(reason);
    return { isSilent: true };
  });
  await using engine = await connect(faulty.address);
  const visited = await engine.attachContainer(container.id);
  await expect(start(visited, controller.signal)).rejects.toBe(reason);
});

test('a command of which an engine does not say that it has begun is not waited for once it is canceled', async () => {
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  const { controller, reason } = canceled();
  await using faulty = await faultyEngine(({ url = '' }) => {
    if (!/^\/exec\/\w+\/start/.test(url)) return undefined;
    setTimeout(() => controller.abort(reason), 500);
    return { isMute: true };
  });
  await using engine = await connect(faulty.address);
  const visited = await engine.attachContainer(container.id);
  const { signal: cancelSignal } = controller;
  await expect(visited.exec({ argv: ['sleep', '1000'], cancelSignal })).rejects.toMatchObject({
    code: 'UNATTEND_ENGINE_FAILED',
    message: expect.stringContaining('canceled, and it had not begun 3 s later; it may still') as unknown,
  });
});

test('what an engine starts although it was canceled in the meantime is ended', async () => {
  await using direct = await testEngine();
  await using container = await startContainer(direct);
  const { controller, reason } = canceled();
  await using faulty = await faultyEngine(({ url = '' }) => {
    if (/^\/exec\/\w+\/start/.test(url)) controller.abort(reason);
    return undefined;
  });
  await using engine = await connect(faulty.address);
  const visited = await engine.attachContainer(container.id);
  const { signal: cancelSignal } = controller;
  await expect(visited.exec({ argv: ['sleep', '1234'], cancelSignal })).rejects.toBe(reason);
  const { stdout } = await container.exec({ argv: ['sh', '-c', 'cat /proc/[0-9]*/cmdline'] });
  expect(Buffer.from(stdout).toString()).not.toContain('1234');
});
