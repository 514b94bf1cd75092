import { expect, it } from 'vitest';
import { sudo } from '../../src/scope/sudo.js';
import { stub } from '../../src/scope/stub.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine, text } from '../engine/support/engine.js';
import { addBuilder } from './kinds-of-sudo.js';

const look = 'ls -A /usr/bin /dev/unattend 2>&1; stat -c "%n %y" / /bin /usr /usr/bin 2>&1 || :';

it.each(['/bin:/sbin', '/nowhere:/bin'])(
  'where PATH does not lead to the stand-in, a folder goes first in it: %s',
  async (path) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine);
    await shell(container, addBuilder);
    const before = await shell(container, look);
    const grant = await sudo({ container, user: 'builder', commands: ['/bin/id'], path });
    const said = async (PATH: string, line: string): Promise<string> => {
      const argv = ['/bin/sh', '-c', line] as const;
      const { exitCode, stdout, stderr } = await container.exec({ argv, user: 'builder', env: { PATH } });
      return `${exitCode} ${text(stdout)}${text(stderr)}`.trim();
    };
    expect(await said(`${grant.folder}:${path}`, 'sudo -n id -u; sudo -n sh -c id')).toBe(
      '1 0\nsudo: a password is required',
    );
    expect(await said(path, 'sudo -n id -u')).toMatch(/^127 .*not found$/);
    await grant[Symbol.asyncDispose]();
    expect(await shell(container, look)).toBe(before);
  },
);

it.each([
  { what: 'its folder is in it', image: BUSYBOX, path: '/bin:/usr/bin' },
  { what: 'another name of its folder is', image: DEBIAN, path: '/bin' },
  { what: 'the image says so', image: BUSYBOX, path: undefined },
  { what: 'the image has a sudo', image: 'unattend-dev/builder:bookworm', path: '/nowhere' },
])('no folder goes first in PATH where $what', async ({ image, path }) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image });
  await shell(container, addBuilder);
  const spec = { container, user: 'builder', commands: 'all' } as const;
  await using grant = await sudo(path === undefined ? spec : { ...spec, path });
  expect(grant.folder).toBe(undefined);
  const argv = ['sudo', '-n', 'id', '-u'] as const;
  expect(text((await container.exec({ argv, user: 'builder' })).stdout)).toBe('0\n');
});

it('a fake that is called sudo stays before it', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine);
  await shell(container, addBuilder);
  await using stubs = await stub({ container, commands: ['sudo'], path: '/bin' });
  const path = `${stubs.folder}:/bin`;
  await using grant = await sudo({ container, user: 'builder', commands: 'all', path });
  expect(grant.folder).toBe(undefined);
  expect(
    text((await container.exec({ argv: ['/usr/bin/sudo', '-n', 'id', '-u'], user: 'builder' })).stdout),
  ).toBe('0\n');
});
