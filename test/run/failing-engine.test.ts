import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { tarOf } from '../support/engine-api.js';
import { failed, runFailing } from '../support/failing.js';
import { hasImage, importImage } from '../support/images.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

const SESSION = 'deploy:\n  - run: touch /made\n';

it('a base that is nowhere', async () => {
  await using box = await openSandbox();
  await box.session(SESSION);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--base', `localhost:1/${box.token}:1`]);
  expect(rest).toEqual(failed(5));
  expect(block.replace(/pulled: .*refused/, 'pulled: …')).toMatchInlineSnapshot(`
    "Failed: The image localhost:1/TOKEN:1 is not in the engine and could not be pulled: ….

      hint       Pull or build it first (docker pull localhost:1/TOKEN:1), or name another with --base.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml --base localhost:1/TOKEN:1
      error      UNATTEND_IMAGE_UNKNOWN, exit code 5
    "
  `);
});

it('no engine', async () => {
  await using box = await openSandbox();
  await box.session(SESSION);
  const options = { env: { DOCKER_HOST: `unix://${box.directory}/none.sock` } };
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml'], options);
  expect(rest).toEqual(failed(5, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: No container engine answers (tried unix://ROOT/work/none.sock (not there)).

      hint       Start Docker or Podman, set DOCKER_HOST, or see what \`unattend doctor\` says.
      reproduce  unattend run a.yaml
      error      UNATTEND_ENGINE_MISSING, exit code 5
    "
  `);
});

it('no engine where --engine says, though DOCKER_HOST has one', async () => {
  await using box = await openSandbox();
  await box.session(SESSION);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--engine', 'tcp://127.0.0.1:1']);
  expect(rest).toEqual(failed(5, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: No container engine answers (tried tcp://127.0.0.1:1 (nobody listens)).

      hint       Start Docker or Podman, set DOCKER_HOST, or see what \`unattend doctor\` says.
      reproduce  unattend run a.yaml --engine tcp://127.0.0.1:1
      error      UNATTEND_ENGINE_MISSING, exit code 5
    "
  `);
});

it('an engine that this user may not talk to', async () => {
  await using box = await openSandbox();
  await box.session(SESSION);
  await using socket = await privateSocket();
  const options = { env: { DOCKER_HOST: `unix://${socket.path}` }, through: withoutRights };
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml'], options);
  expect(rest).toEqual(failed(5, NOTHING));
  expect(block.replaceAll(socket.path, 'SOCKET')).toMatchInlineSnapshot(`
    "Failed: Permission denied at the container engine unix://SOCKET.

      hint       Add the user to the docker group and log in again, or run as root.
      reproduce  unattend run a.yaml
      error      UNATTEND_ENGINE_DENIED, exit code 5
    "
  `);
});

/** Root may open everything: it gives that right up. */
const rights = '-dac_override,-dac_read_search';
const withoutRights =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set', rights, '--inh-caps', rights] : [];

/** A socket that answers, as an engine's does, and that nobody may open. */
async function privateSocket(): Promise<{ readonly path: string } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-test-socket-'));
  const path = join(directory, 'engine.sock');
  const server = createServer((connection) => connection.end()).listen(path);
  await once(server, 'listening');
  await chmod(path, 0);
  const dispose = async (): Promise<void> => {
    server.close();
    await rm(directory, { recursive: true });
  };
  return { path, [Symbol.asyncDispose]: dispose };
}

it('a network that does not exist', async () => {
  await using box = await openSandbox();
  await box.session(`container: { network: none-${box.token} }\n${SESSION}`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(5));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The container engine refused to start the container unattend-RUN: network none-TOKEN not found.

      hint       A retry will be refused too as long as the reason it gives is there; where that says too little, see the log of the engine.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_ENGINE_REFUSED, exit code 5
    "
  `);
});

it('a base without a shell', async () => {
  await using base = await importImage(await tarOf({ 'etc/os-release': 'NAME=none\n' }));
  await using box = await openSandbox();
  await box.session(SESSION);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--base', base.ref]);
  expect(rest).toEqual(failed(5));
  expect(block.replace(/RUN: .*("\/bin\/sh").*/, 'RUN: … $1 …').replaceAll(base.ref, 'BASE'))
    .toMatchInlineSnapshot(`
    "Failed: The container engine refused to start the container unattend-RUN: … "/bin/sh" …

      hint       A retry will be refused too as long as the reason it gives is there; where that says too little, see the log of the engine.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml --base BASE
      error      UNATTEND_ENGINE_REFUSED, exit code 5
    "
  `);
});

it('a user that the base does not have', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n    user: nobody-here\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(5));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The container engine refused to run /bin/sh in the container: unable to find user nobody-here: no matching entries in passwd file.

      step  run touch /made
      at    a.yaml:4:5

      hint       A retry will be refused too as long as the reason it gives is there; where that says too little, see the log of the engine.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_ENGINE_REFUSED, exit code 5
    "
  `);
});

it('a user to be made in a base that can make none', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: { name: builder, create: true } }\n${SESSION}`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(5));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The container engine failed to create the user builder: sh: line 3: adduser: not found.

      hint       See the log of the engine; \`unattend doctor\` shows its state.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_ENGINE_FAILED, exit code 5
    "
  `);
});

it.each(['Acme:1', 'acme:1:2', 'acme/', 'acme@sha256:' + 'a'.repeat(64), 'sha256:12'])(
  'a name that no image can have: %s',
  async (name) => {
    await using box = await openSandbox();
    await box.session(SESSION);
    const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--tag', name]);
    expect(rest).toEqual(failed(2, NOTHING));
    expect(block).toBe(
      [
        `Failed: "${name}" is no name for an image.`,
        '',
        '  hint   A name is lower case, for example acme/sdk:4.3.',
        '  error  UNATTEND_USAGE, exit code 2',
        '',
      ].join('\n'),
    );
  },
);

it('a name that the engine refuses at the very end: the names given before it go back', async () => {
  await using box = await openSandbox();
  await box.session(SESSION);
  const long = `${'a'.repeat(256)}:1`;
  const fresh = `unattend-test/${box.token}:fresh`;
  const tags = [box.tag, fresh, long].flatMap((tag) => ['--tag', tag]);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', ...tags]);
  expect(rest).toEqual(failed(5));
  expect(block.split('\n')[0]).toMatch(/^Failed: The container engine refused to .* image a{256}:1: /);
  expect(block).toContain('error      UNATTEND_ENGINE_REFUSED, exit code 5\n');
  expect(await hasImage(fresh)).toBe(false);
});
