import { expect, test } from 'vitest';
import { matching } from './support/matching.js';
import type { CommitSpec, Container, Engine, ImageConfig } from '../../src/engine/engine.js';
import { NO_CONFIG } from '../support/image-config.js';
import { BUSYBOX, shell, startContainer, testEngine } from './support/engine.js';
import { buildImage, heldName, rawJson, savedImage } from './support/raw.js';

const FULL_BASE = `FROM ${BUSYBOX}
ENV A=1 B="two words" PATH=/opt/bin:/bin
LABEL one=1 two=2
EXPOSE 80 53/udp
RUN mkdir /data
VOLUME /data
WORKDIR /work
USER 1000:1000
STOPSIGNAL SIGINT
SHELL ["/bin/sh", "-ec"]
HEALTHCHECK --interval=30s --retries=2 CMD test -e /ok
ENTRYPOINT ["/bin/echo"]
CMD ["hello"]
ONBUILD RUN echo on
`;

const FULL_CONFIG = {
  user: '1000:1000',
  env: { A: '1', B: 'two words', PATH: '/opt/bin:/bin' },
  entrypoint: ['/bin/echo'],
  cmd: ['hello'],
  workdir: '/work',
  labels: { one: '1', two: '2' },
  ports: ['53/udp', '80/tcp'],
  volumes: ['/data'],
  stopSignal: 'SIGINT',
  shell: ['/bin/sh', '-ec'],
  onBuild: ['RUN echo on'],
  healthcheck: { Test: ['CMD-SHELL', 'test -e /ok'], Interval: 30_000_000_000, Retries: 2 },
};

const spec = (ref: string, config: ImageConfig): CommitSpec => ({
  ref,
  config,
  message: 'ACME SDK 4.3',
  author: 'ACME <sdk@acme.example>',
});

/** A base that has everything, and a container of it with one new file. */
async function fullBase(engine: Engine): Promise<{ ref: string; container: Container } & AsyncDisposable> {
  const stack: AsyncDisposable[] = [];
  const image = await buildImage(FULL_BASE);
  stack.push(image);
  const { ref } = image;
  const container = await startContainer(engine, { image: ref });
  stack.push(container);
  await shell(container, 'mkdir /opt && echo new >/opt/new');
  const dispose = async (): Promise<void> => {
    for (const held of stack.reverse()) {
      await held[Symbol.asyncDispose]();
    }
  };
  return { ref, container, [Symbol.asyncDispose]: dispose };
}

test('reads the whole configuration of a base that has everything', async () => {
  await using engine = await testEngine();
  await using base = await fullBase(engine);
  const labels = { ...(await engine.resolveImage(BUSYBOX)).config.labels, ...FULL_CONFIG.labels };
  expect((await engine.resolveImage(base.ref)).config).toEqual({ ...FULL_CONFIG, labels });
});

test.each<[string, (base: ImageConfig) => ImageConfig]>([
  ['kept as it is', (base) => base],
  ['removed altogether', () => NO_CONFIG],
  [
    'changed in every field',
    () => ({
      user: 'root',
      env: { PATH: '/bin', NEW: 'a=b c' },
      entrypoint: ['/bin/cat', '-u'],
      cmd: ['/etc/x'],
      workdir: '/',
      labels: { three: '3' },
      ports: ['443/tcp'],
      volumes: ['/cache'],
      stopSignal: 'SIGQUIT',
      shell: ['/bin/ash', '-c'],
      onBuild: ['RUN a', 'RUN b'],
      healthcheck: { Test: ['NONE'] },
    }),
  ],
])('the configuration of the base %s is exactly that of the image', async (_what, change) => {
  await using engine = await testEngine();
  await using base = await fullBase(engine);
  const description = await engine.resolveImage(base.ref);
  const asked = change(description.config);
  await using named = heldName();
  const candidate = await base.container.commit(spec(named.ref, asked));
  expect(candidate.config).toEqual(asked);
  expect(candidate.diffIds.slice(0, -1)).toEqual(description.diffIds);
  expect(candidate.diffIds.length).toBe(description.diffIds.length + 1);
  expect(await engine.findImage(named.ref)).toEqual(candidate);
});

test('the image file holds the configuration, the history of the base, one entry of ours, and nothing else', async () => {
  await using engine = await testEngine();
  await using base = await fullBase(engine);
  const before = Date.now();
  await using named = heldName();
  const { diffIds } = await base.container.commit(
    spec(named.ref, { ...NO_CONFIG, env: { A: '1' }, cmd: ['sh'] }),
  );
  const saved = await savedImage(named.ref);
  const baseHistory = (await savedImage(base.ref)).config['history'] as { created: string }[];
  const { history, created, ...others } = saved.config;
  expect(others).toEqual({
    author: 'ACME <sdk@acme.example>',
    architecture: 'amd64',
    os: 'linux',
    config: { Env: ['A=1'], Cmd: ['sh'] },
    rootfs: { type: 'layers', diff_ids: diffIds },
  });
  // The engine tells the times of the base's history in whole seconds only.
  const inSeconds = baseHistory.map((entry) => ({ ...entry, created: `${entry.created.slice(0, 19)}.000Z` }));
  const own = { created, author: 'ACME <sdk@acme.example>', comment: 'ACME SDK 4.3' };
  expect(history).toEqual([...inSeconds, own]);
  expect(Math.abs(Date.parse(String(created)) - before)).toBeLessThan(60_000);
  expect(saved.lastLayer).toEqual(['opt/', 'opt/new']);
});

test('mounts, terminals, commands, the switch and keep leave nothing in the layer', async () => {
  await using engine = await testEngine();
  const mounts = [{ source: import.meta.dirname, target: '/dev/unattend/inputs/sdk', isReadOnly: true }];
  await using container = await startContainer(engine, { mounts });
  const terminal = await container.openTerminal({
    argv: ['sh', '-c', 'stty -echo; read x'],
    env: {},
    cwd: '/',
    size: { columns: 80, rows: 24 },
    onOutput: () => undefined,
  });
  await terminal.waitForEchoOff(5000);
  await terminal.kill();
  await container.keep();
  await shell(container, 'rm /dev/unattend/keep; mkdir /opt');
  await container.stopOtherProcesses();
  await using named = heldName();
  await container.commit(spec(named.ref, NO_CONFIG));
  expect((await savedImage(named.ref)).lastLayer).toEqual(['opt/']);
});

interface Listed {
  readonly Id: string;
}

/** Images made of a container by a commit. */
async function madeOf(containerId: string): Promise<string[]> {
  const ids = (await rawJson<Listed[]>('/images/json?all=1')).map(({ Id }) => Id);
  const inspected = await Promise.all(
    ids.map((id) => rawJson<{ Id: string; Container: string }>(`/images/${id}/json`).catch(() => undefined)),
  );
  return inspected.flatMap((image) => (image?.Container === containerId ? [image.Id] : []));
}

test('leaves only the candidate, and its base when the candidate is removed', async () => {
  await using engine = await testEngine();
  await using base = await fullBase(engine);
  await using named = heldName();
  const candidate = await base.container.commit(spec(named.ref, NO_CONFIG));
  expect(await madeOf(base.container.id)).toEqual([]);
  await engine.removeImage(named.ref);
  await engine.removeImage(named.ref);
  expect(await engine.findImage(candidate.id)).toBeUndefined();
  expect(await engine.findImage(base.ref)).toBeDefined();
});

test('an image that cannot be as asked is IMAGE_CONFIG, and no image stays', async () => {
  await using engine = await testEngine();
  await using base = await fullBase(engine);
  // The engine drops what it does not know of a health check.
  await using named = heldName();
  await expect(
    base.container.commit(spec(named.ref, { ...NO_CONFIG, healthcheck: { Test: ['NONE'], Unknown: 1 } })),
  ).rejects.toMatchObject({
    code: 'UNATTEND_IMAGE_CONFIG',
    details: { field: 'healthcheck', expected: '{"Test":["NONE"],"Unknown":1}', actual: '{"Test":["NONE"]}' },
  });
  expect(await engine.findImage(named.ref)).toBeUndefined();
  expect(await madeOf(base.container.id)).toEqual([]);
});

test('a commit the engine refuses is COMMIT_FAILED with its words', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await expect(container.commit(spec('UPPER:case', NO_CONFIG))).rejects.toMatchObject({
    code: 'UNATTEND_COMMIT_FAILED',
    message: matching(
      /^The container engine failed to commit the container as UPPER:case: invalid reference/,
    ),
  });
  expect(await madeOf(container.id)).toEqual([]);
});
