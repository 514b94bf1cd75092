import { expect, it } from 'vitest';
import type { Container } from '../../src/engine/engine.js';
import { servicesOff } from '../../src/scope/services-off.js';
import { source } from '../../src/scope/source.js';
import { stub } from '../../src/scope/stub.js';
import { sudo } from '../../src/scope/sudo.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

it.each([BUSYBOX, DEBIAN])(
  'source tells what a file changes, whichever shell there is: %s',
  async (image) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image });
    await shell(container, `echo 'export A="x\ny" B=z; unset C; hidden=1' >/tmp/setup`);
    await using scope = await source({
      container,
      file: 'setup',
      cwd: '/tmp',
      env: { B: 'z', C: 'c', D: 'd' },
    });
    expect(scope.given.env).toEqual({ A: 'x\ny', C: undefined });
  },
);

it('services that are off where there is nothing of Debian’s leave the container as it was', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: BUSYBOX });
  const before = await container.changes();
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const off = await servicesOff({ container, path });
  // By its path: the shell of Debian's static busybox has these commands inside.
  const argv = [`${off.folder}/start-stop-daemon`, '--start', '--exec', '/bin/true'] as const;
  const { exitCode } = await container.exec({ argv });
  expect(exitCode).toBe(0);
  await off[Symbol.asyncDispose]();
  expect(off.calls()).toEqual(['start-stop-daemon --start --exec /bin/true']);
  expect(await container.changes()).toEqual(before);
  expect(await shell(container, 'ls /dev/unattend 2>/dev/null || :')).toBe('');
});

it('a fake inside the fakes of another scope hands on to the real command, not to them', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: BUSYBOX });
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  await using outer = await servicesOff({ container, path });
  await using inner = await servicesOff({ container, path: `${outer.folder}:${path}` });
  const argv = [`${inner.folder}/start-stop-daemon`, '--help'] as const;
  const env = { PATH: `${inner.folder}:${outer.folder}:${path}` };
  const { isTimedOut, stderr, stdout } = await container.exec({ argv, env, timeoutMs: 10_000 });
  expect(isTimedOut).toBe(false);
  expect(Buffer.concat([stdout, stderr]).toString()).toContain('Usage: start-stop-daemon');
});

it('what the stand-in for sudo starts finds stubs first while they are there', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  await using stubs = await stub({ container, commands: ['whoami'], path });
  const grant = await sudo({ container, user: 'nobody', commands: 'all' });
  const said = async (): Promise<string> => {
    const { stdout } = await container.exec({ argv: ['/usr/bin/sudo', '-n', 'whoami'], user: 'nobody' });
    return Buffer.from(stdout).toString();
  };
  expect(await said()).toBe('');
  await stubs[Symbol.asyncDispose]();
  expect(stubs.calls()).toEqual(['whoami']);
  expect(await said()).toBe('root\n');
  await grant[Symbol.asyncDispose]();
});

it.each([
  ['a stub', (container: Container) => stub({ container, commands: ['systemctl'], path: '/usr/bin:/bin' })],
  ['services: off', (container: Container) => servicesOff({ container, path: '/usr/bin:/bin' })],
])('a call is told as it was, and is one call, whatever its arguments hold: %s', async (_, open) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, 'ln -sf /bin/true /usr/bin/systemctl');
  const fakes = await open(container);
  for (const arg of ['a\\cb', 'c\\nd', 'e\nf', '%s', '-n']) {
    const argv = [`${fakes.folder}/systemctl`, 'start', arg] as const;
    expect((await container.exec({ argv })).exitCode).toBe(0);
  }
  await fakes[Symbol.asyncDispose]();
  expect(fakes.calls()).toEqual(['a\\cb', 'c\\nd', 'e f', '%s', '-n'].map((arg) => `systemctl start ${arg}`));
});
