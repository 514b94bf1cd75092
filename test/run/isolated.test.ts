import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { heldContainer, startContainer } from '../support/containers.js';
import { filters, jsonFromEngine } from '../support/engine-api.js';
import { failureBlock, openSandbox } from '../support/sandbox.js';
import { startSecondEngine } from '../support/second-engine.js';
import { until } from '../support/until.js';
import { runIdOf } from '../support/watcher.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const env = { LOGIN: 'the-login-of-a-test', TEST_PROXY: 'http://acme:pass-of-a-test@proxy.test:3128' };
const SESSION = `secrets: { login: { env: LOGIN }, proxy: { env: TEST_PROXY } }
inputs: { setup: { from: ./setup.sh }, sdk: { from: ./sdk, at: /opt/sdk } }
container: { user: builder }
deploy:
  - scope:
      sudo: all
      proxy: { secret: proxy }
      credentials: { ~/.netrc: { secret: login }, $TOKEN: { secret: login } }
      services: off
      stub: [reboot]
      env: { COLOUR: red }
      cwd: /tmp
      user: builder
      source: \${{ inputs.setup }}
    steps:
      - { run: 'sudo -n id -u && reboot && cat ~/.netrc && test "$COLOUR $SOURCED $http_proxy" = "red yes $P"', env: { P: { secret: proxy } } }
      - run: 'echo here; until [ -e /tmp/go ]; do sleep 0.1; done'
`;

interface Inspected {
  readonly Mounts: readonly { Type: string; Source: string; Destination: string; RW: boolean }[];
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

/** Ids of all containers that are created while it watches, in order. */
async function watchCreated(address: string): Promise<AsyncDisposable & { ids: () => readonly string[] }> {
  const path = `/events?${filters({ type: ['container'], event: ['create'] })}`;
  const call = request({ socketPath: address.replace('unix://', ''), path, agent: false });
  let text = '';
  call.on('error', () => undefined).end();
  const [response] = (await once(call, 'response')) as [NodeJS.ReadableStream];
  response.on('data', (bytes: Buffer) => (text += bytes.toString())).on('error', () => undefined);
  return {
    ids: () => [...text.matchAll(/"status":"create","id":"(\w+)"/g)].map(([, id = '']) => id),
    [Symbol.asyncDispose]: () => Promise.resolve(void call.destroy()),
  };
}

/** What is mounted in a container, of which file system, and every socket that its programs can reach by a name. */
const look = `sed 's/^[0-9]* [0-9]* [0-9:]* //; s/ master:[0-9]*//' /proc/self/mountinfo | cut -d ' ' -f 2; find / -path /proc -prune -o -type s -print`;

it('inside a run with every scope open there is no helper, no socket, and of this machine only what was declared', async () => {
  await using engine = await startSecondEngine('1g', { images: [BUILDER] });
  await using plain = await startContainer(BUILDER, { NetworkMode: 'none' }, engine.address);
  await using box = await openSandbox();
  await box.write('setup.sh', 'export SOURCED=yes\n');
  await box.write('sdk/tool', 'vendor\n');
  await box.session(SESSION);
  await using created = await watchCreated(engine.address);
  const args = ['--verbose', 'run', 'a.yaml', '--base', BUILDER, '--engine', engine.address];
  const run = box.start(args, { env, longestMs: 100_000 });
  await run.says('| here');
  const name = `unattend-${runIdOf(run)}`;
  const container = heldContainer(name, engine.address);

  const inspected = await jsonFromEngine<Inspected>(`/containers/${name}/json`, engine.address);
  const mounts = inspected.Mounts.map(({ Source, ...rest }) => ({
    ...rest,
    isOfTheRun: Source.startsWith(join(box.directory, '../tmp/')),
  }));
  const declared = ['/dev/unattend/inputs/sdk', '/dev/unattend/inputs/setup'];
  expect(
    mounts.map(({ Type, Destination, RW, isOfTheRun }) => [Type, Destination, RW, isOfTheRun]).sort(),
  ).toEqual(declared.map((place) => ['bind', place, false, true]));
  expect(inspected.HostConfig).toMatchObject({
    Privileged: false,
    PidMode: '',
    IpcMode: 'private',
    UTSMode: '',
    VolumesFrom: null,
  });
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
  const [usual, seen] = [words(await plain.run(look)), words(await container.run(look))];
  expect(seen.filter((word) => !usual.includes(word)).sort()).toEqual(declared);
  expect(usual.filter((word) => !seen.includes(word))).toEqual([]);

  await container.run('touch /tmp/go');
  const { exitCode, stderr } = await run.ended;
  expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
  await using last = await startContainer(BUILDER, { NetworkMode: 'none' }, engine.address);
  await until('all was told', () => created.ids().includes(last.id));
  // That of the deploy alone, for there is nothing to test.
  expect(created.ids()).toHaveLength(2);
}, 120_000);
