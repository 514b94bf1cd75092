import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  BUSYBOX,
  commandLines,
  DEBIAN,
  engineAddress,
  shell,
  startContainer,
  testEngine,
  uniqueName,
} from './support/engine.js';
import { buildImage, containerExists, raw, rawJson } from './support/raw.js';
import { openShell } from './support/terminal.js';
import { until } from './support/until.js';

const CONNECT = pathToFileURL(resolve(import.meta.dirname, '../../dist/engine/connect.js')).href;

/** Another process that starts a container, does `then` with it and waits for ever. */
async function startClient(name: string, then = ''): Promise<ChildProcess> {
  const program = `
    import { connectEngine } from ${JSON.stringify(CONNECT)};
    const engine = await connectEngine({ address: ${JSON.stringify(engineAddress())}, env: {} });
    const container = await engine.startContainer(
      { name: ${JSON.stringify(name)}, image: ${JSON.stringify(BUSYBOX)}, hostname: 'build', network: 'none', mounts: [] });
    ${then}
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const client = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([once(client.stdout, 'data'), once(client, 'exit')])) as [unknown];
  if (!(said instanceof Uint8Array)) throw new Error(`the client ended with exit code ${String(said)}`);
  return client;
}

async function kill(client: ChildProcess): Promise<void> {
  const exit = once(client, 'exit');
  client.kill('SIGKILL');
  await exit;
}

test('the container is gone within two seconds after kill -9 of its client, also while a program runs', async () => {
  const argv = ['sh', '-c', 'trap "" HUP TERM; echo on; sleep 1000'];
  const running = `await new Promise((onOutput) => void container.exec({ argv: ${JSON.stringify(argv)}, onOutput }));`;
  for (const then of ['', running]) {
    const name = uniqueName();
    const client = await startClient(name, then);
    expect(await containerExists(name)).toBe(true);
    await kill(client);
    const tookMs = await until('the container is gone', async () => !(await containerExists(name)));
    expect(tookMs).toBeLessThan(2000);
  }
});

test('a kept container outlives its client, still reaps, and ends when it is told to', async () => {
  await using engine = await testEngine();
  const name = uniqueName();
  const client = await startClient(name, 'await container.keep();');
  try {
    await kill(client);
    const visited = await engine.attachContainer(name);
    await until('the switch has seen its client go', async () =>
      (await commandLines(visited)).includes('sleep 3600'),
    );
    await makeOrphans(visited);
    expect(await zombies(visited)).toEqual([]);
    expect(await visited.changes()).toEqual([]);
    await raw('POST', `/containers/${name}/stop?t=20`);
    await until('the engine has removed it', async () => !(await containerExists(name)), 5000);
  } finally {
    await engine.removeContainer(name);
  }
});

test('disposal leaves a kept container running', async () => {
  await using engine = await testEngine();
  const container = await startContainer(engine);
  try {
    await container.keep();
    await container[Symbol.asyncDispose]();
    const { State: state } = await rawJson<{ State: { Running: boolean } }>(
      `/containers/${container.id}/json`,
    );
    expect(state.Running).toBe(true);
    const visited = await engine.attachContainer(container.name);
    await until('the switch has seen its client go', async () =>
      (await commandLines(visited)).includes('sleep 3600'),
    );
  } finally {
    await engine.removeContainer(container.id);
  }
});

type Visited = Awaited<ReturnType<typeof startContainer>>;

/** Processes whose parents end before them. */
async function makeOrphans(container: Visited): Promise<void> {
  await shell(container, 'for i in 1 2 3 4 5; do (sleep 0.1 &) ; (setsid sleep 0.1 &) ; done');
  await until('the orphans have ended', async () => !(await commandLines(container)).includes('sleep 0.1'));
}

async function zombies(container: Visited): Promise<string[]> {
  const stats = await shell(container, 'cat /proc/[0-9]*/stat 2>/dev/null; :');
  return stats.split('\n').filter((line) => / Z /.test(line));
}

test.each([
  ['dash', `FROM ${DEBIAN}\n`],
  ['bash', `FROM ${DEBIAN}\nRUN ln -sf bash /bin/sh\n`],
  ['busybox', `FROM ${BUSYBOX}\n`],
])(
  'PID 1 reaps orphans, survives whatever is killed, and ends with its client (%s)',
  async (_shell, dockerfile) => {
    await using engine = await testEngine();
    await using image = await buildImage(`${dockerfile}LABEL unattend-test=1\n`);
    await using container = await startContainer(engine, { image: image.ref });
    await makeOrphans(container);
    expect(await zombies(container)).toEqual([]);
    for (let round = 0; round < 3; round++) {
      await shell(container, 'kill -9 -1; kill -TERM 1; kill -HUP 1; :');
    }
    await makeOrphans(container);
    expect(await zombies(container)).toEqual([]);
    await container[Symbol.asyncDispose]();
    expect(await containerExists(container.id)).toBe(false);
  },
);

test('stopOtherProcesses ends all but PID 1, whoever runs it and whatever it ignores', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, '(trap "" TERM HUP; setsid sleep 1001 >/dev/null 2>&1 &) ; :');
  const daemon = '(setsid sh -c "sleep 1002; sleep 1003" >/dev/null 2>&1 &)';
  await container.exec({ argv: ['sh', '-c', daemon], user: 'nobody' });
  await using terminal = await openShell(
    container,
    'trap "" TERM HUP; echo ready; while :; do sleep 1004; done',
  );
  await terminal.sees('ready');
  await container.stopOtherProcesses();
  expect(await commandLines(container)).toEqual([]);
  expect(await terminal.terminal.completion).toEqual({ kind: 'exit', exitCode: 137, mayBeSignal: true });
  await container.stopOtherProcesses();
});
