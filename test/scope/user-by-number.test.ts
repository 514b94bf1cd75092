import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import { credentialFile } from '../../src/scope/credential-file.js';
import { sudo } from '../../src/scope/sudo.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine, text } from '../engine/support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** busybox's own `id` takes names alone; Debian's takes both. */
const images = [
  { image: BUSYBOX, id: '/bin/id', what: 'busybox alone' },
  { image: DEBIAN, id: '/usr/bin/id', what: 'Debian without sudo' },
  { image: 'unattend-dev/builder:bookworm', id: '/usr/bin/id', what: 'Debian with sudo' },
] as const;

const addWorker = `if command -v useradd; then groupadd -g 1300 worker; useradd -u 1234 -g worker -d /srv/worker worker
else echo worker:x:1234:1300::/srv/worker:/bin/sh >>/etc/passwd; fi`;

describe.each(images)('a user by number: $what', ({ image, id }) => {
  let container: Container;
  const as = async (user: string, line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await container.exec({ argv: ['/bin/sh', '-c', line], user });
    return `${exitCode} ${text(stdout)}${text(stderr)}`.trim();
  };
  beforeAll(async () => {
    container = await startContainer(engine, { image, network: 'bridge' });
    await shell(container, 'mkdir -p /srv/worker && chown 1234:1300 /srv/worker');
    await shell(container, addWorker);
    await shell(container, 'mkdir /srv/nobody; chmod 0777 /srv/nobody');
  });
  afterAll(() => container[Symbol.asyncDispose]());

  it.each(['1234', '01234', '1234:1300'])('sudo serves %s, of whom /etc/passwd has a line', async (user) => {
    const scope = await sudo({ container, user, commands: [id] });
    expect(await as(user, 'sudo -n id -u')).toBe('0 0');
    await scope[Symbol.asyncDispose]();
    expect((await as(user, 'sudo -n id -u')).startsWith('0 ')).toBe(false);
  });

  it('sudo is refused when it opens to a number that no line has', async () => {
    await expect(sudo({ container, user: '4242', commands: 'all' })).rejects.toMatchObject({
      errorName: 'SCOPE_REFUSED',
      message: 'Cannot open sudo for 4242: the user 4242 is not in /etc/passwd, and sudo serves no other.',
    });
    expect(await shell(container, 'ls -A /dev/unattend 2>/dev/null || :')).toBe('');
  });

  it.each([
    { user: '1234', path: '~/.netrc', place: '/srv/worker/.netrc', owner: '1234 1300' },
    { user: 'worker', path: '~/.config/acme/key', place: '/srv/worker/.config/acme/key', owner: '1234 1300' },
    { user: '4242', path: '/srv/nobody/key', place: '/srv/nobody/key', owner: '4242 0' },
    { user: '4242', path: '~/.netrc', place: '/.netrc', owner: '4242 0' },
    { user: '0', path: '~/.netrc', place: '/root/.netrc', owner: '0 0' },
  ])('a credential for $user stands at $place', async ({ user, path, place, owner }) => {
    const value = Buffer.from('machine acme\n');
    const look = 'ls -AR /srv; stat -c "%n %y" / /srv/*';
    const before = await shell(container, look);
    const scope = await credentialFile({ container, path, user, mode: 0o600, value });
    expect(await as(user, `cat ${place}; stat -L -c "%a %u %g" ${place}`)).toBe(
      `0 machine acme\n600 ${owner}`,
    );
    await scope[Symbol.asyncDispose]();
    expect(await shell(container, look)).toBe(before);
  });
});

it('sudo whose account check refuses the user is refused when the scope opens', async () => {
  await using container = await startContainer(engine, {
    image: 'unattend-dev/builder:bookworm',
    network: 'bridge',
  });
  // With no line in /etc/shadow.
  await shell(container, 'echo worker:x:1234:1300::/srv:/bin/sh >>/etc/passwd');
  await expect(sudo({ container, user: '1234', commands: 'all' })).rejects.toMatchObject({
    message:
      'Cannot open sudo for 1234: account validation failure, is your account locked?; a password is required.',
  });
  expect(await shell(container, 'ls -A /etc/sudoers.d /dev/unattend 2>/dev/null || :')).not.toContain(
    'unattend',
  );
});
