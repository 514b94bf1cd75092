import { expect, it } from 'vitest';
import { credentialFile } from '../../src/scope/credential-file.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

/** What is at each place: a link to a file, to nothing and to a folder, a file in a folder that is a link. */
const prepare = `mkdir -p /srv/real /srv/folder; echo before >/srv/real/file
ln -s real/file /srv/to-file; ln -s nowhere /srv/to-nothing; ln -s real /srv/to-folder
echo machine >/srv/real/netrc; ln -s /nowhere /srv/dangling
grep -q ^homeless: /etc/passwd || echo homeless:x:1500:1500::/nowhere:/bin/sh >>/etc/passwd`;
const look = `ls -lAR --full-time /srv 2>/dev/null || ls -lAR -e /srv; ls -lnd --full-time /etc / 2>/dev/null; cat /srv/real/* /etc/hosts
ls -A / /etc /dev/unattend /sys 2>&1 || :`;

const value = Buffer.from('value');
const images = [DEBIAN, BUSYBOX] as const;
const inImages = <Case extends object>(cases: readonly Case[]): readonly (Case & { image: string })[] =>
  images.flatMap((image) => cases.map((each) => ({ ...each, image })));

it.each(
  inImages([
    { path: '/srv/to-file' },
    { path: '/srv/to-nothing' },
    { path: '/srv/to-folder' },
    { path: '/srv/to-folder/netrc' },
    { path: '/srv/to-folder/new' },
    { path: '/srv/folder/../real/file' },
    { path: '/srv//folder/./deep/er/new' },
    { path: '/srv/-n' },
    { path: "/srv/it's a $HOME `place`" },
  ]),
)('a credential at $path comes and goes, and what was there comes back: $image', async ({ path, image }) => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image });
  await shell(container, prepare);
  const before = await shell(container, look);
  const scope = await credentialFile({ container, path, user: 'root', mode: 0o600, value });
  const { stdout } = await container.exec({ argv: ['cat', path], user: '0:0' });
  expect(Buffer.from(stdout).toString()).toBe('value');
  await scope[Symbol.asyncDispose]();
  expect(await shell(container, look)).toBe(before);
});

it.each(
  inImages([
    { path: '/srv/folder', user: 'root', reason: '/srv/folder is a directory' },
    { path: '/srv/folder/..', user: 'root', reason: '/srv/folder/.. is a directory' },
    { path: '/srv/real/file/new', user: 'root', reason: /Not a directory|File exists/ },
    { path: '/srv/dangling/new', user: 'root', reason: /File exists/ },
    { path: '/sys/new', user: 'root', reason: /Read-only file system/ },
    { path: '/sys/kernel/new/deep', user: 'root', reason: /Read-only file system/ },
    { path: '/proc/new', user: 'root', reason: /./ },
    { path: '/etc/hosts', user: 'root', reason: /busy/ },
    { path: '~/.netrc', user: 'homeless', reason: 'homeless has no home directory' },
    { path: '/srv/two\nlines', user: 'root', reason: 'its place has a line end in it' },
    { path: '/srv/new', user: 'ghost', reason: 'there is no user ghost' },
  ]),
)('a credential at $path for $user is refused, and nothing has changed: $image', async (given) => {
  const { path, user, reason, image } = given;
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image });
  await shell(container, prepare);
  const before = await shell(container, look);
  await expect(credentialFile({ container, path, user, mode: 0o600, value })).rejects.toMatchObject({
    errorName: 'SCOPE_REFUSED',
    details: { reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string) },
  });
  expect(await shell(container, look)).toBe(before);
});
