import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Container, Engine } from '../../src/engine/engine.js';
import { stub } from '../../src/scope/stub.js';
import { sudo } from '../../src/scope/sudo.js';
import { shell, startContainer, testEngine } from '../engine/support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

const user = 'builder';
const grant = (container: Container): Promise<AsyncDisposable> =>
  sudo({ container, user, commands: ['/usr/bin/id'] });

interface Case {
  readonly how: string;
  /** What is changed in an image with sudo. */
  readonly image: string;
  readonly open: (container: Container) => Promise<AsyncDisposable>;
  readonly message: RegExp;
}

const cases: readonly Case[] = [
  {
    how: 'visudo does not take the rule: a command whose path sudoers has no place for',
    image: 'true',
    open: (container) => sudo({ container, user, commands: ['/usr/bin/id', '/opt/acme/a,b'] }),
    message:
      /^Cannot open sudo for builder: visudo refuses the rule: .*\/dev\/unattend\/sudo\/rule-\w+:2:\d+: .*\.$/,
  },
  {
    how: 'visudo does not take the path: one with a quotation mark in it, for a sudo without a path of its own',
    image: "sed -i '/secure_path/d' /etc/sudoers",
    open: (container) => stub({ container, commands: ['reboot'], path: '/opt/"acme"/bin:/usr/bin:/bin' }),
    message:
      /^Cannot open stubs of reboot: visudo refuses the path: .*\/dev\/unattend\/stubs\/\w+\.rule:1:\d+: .*\.$/,
  },
  {
    how: 'visudo does not work',
    image: 'rm /usr/sbin/visudo; ln -s /bin/false /usr/sbin/visudo',
    open: grant,
    message: /^Cannot open sudo for builder: visudo refuses the rule\.$/,
  },
  {
    how: 'there is no visudo',
    image: 'rm /usr/sbin/visudo',
    open: grant,
    message: /^Cannot open sudo for builder: there is no visudo\.$/,
  },
  {
    how: 'sudo does not take its own settings',
    image: 'chmod 0666 /etc/sudoers',
    open: grant,
    message: /^Cannot open sudo for builder: .*\/etc\/sudoers is world writable.*\.$/,
  },
  {
    how: 'sudo reads no folder of rules',
    image: 'rm -r /etc/sudoers.d',
    open: grant,
    message: /^Cannot open sudo for builder: this sudo reads no \/etc\/sudoers\.d\.$/,
  },
  {
    how: 'sudo is not setuid',
    image: 'chmod u-s /usr/bin/sudo',
    open: grant,
    message: /^Cannot open sudo for builder: .*must be owned by uid 0 and have the setuid bit set.*\.$/,
  },
];

const look = `ls -lA --full-time /etc/sudoers.d /etc/sudoers /etc/profile.d 2>&1
stat -c "%n %y" /etc /etc/sudoers.d /etc/profile.d /usr/bin /usr/sbin /run 2>&1; ls -A /run /dev/unattend 2>&1 || :`;

it.each(cases)('is refused when it opens, and nothing is left: $how', async ({ image, open, message }) => {
  await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await shell(container, image);
  const before = await shell(container, look);
  const error: unknown = await open(container).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ errorName: 'SCOPE_REFUSED', exitCode: 4 });
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).not.toContain('\n');
  expect(await shell(container, look)).toBe(before);
});

it('a file of sudoers that was broken before keeps sudo from nothing, and stays as it is', async () => {
  await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await shell(container, 'echo "builder ALL=(root" >/etc/sudoers.d/broken');
  const before = await shell(container, look);
  const scope = await grant(container);
  const { exitCode } = await container.exec({ argv: ['sudo', '-n', 'id', '-u'], user });
  expect(exitCode).toBe(0);
  await scope[Symbol.asyncDispose]();
  expect(await shell(container, look)).toBe(before);
  expect((await container.exec({ argv: ['sudo', '-n', 'id', '-u'], user })).exitCode).not.toBe(0);
});

it.each([
  { how: 'nothing', lines: '@includedir /etc/sudoers.d', isFree: false },
  { how: 'all', lines: 'root ALL=(ALL) ALL\n@includedir /etc/sudoers.d', isFree: true },
])(
  'root gets what is listed, and its proxy, where sudo grants it $how by itself',
  async ({ lines, isFree }) => {
    await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
    await shell(container, `echo '${lines}' >/etc/sudoers; rm /etc/sudoers.d/*`);
    const before = await shell(container, look);
    const asked = 'http_proxy=http://p:1 sudo -n env | grep ^http_proxy; sudo -n id -u; sudo -n whoami';
    const said = (): Promise<string> => shell(container, `{ ${asked}; } 2>/dev/null || :`);
    const outside = isFree ? '0\nroot\n' : '';
    expect(await said()).toBe(outside);
    const commands = ['/usr/bin/id', '/usr/bin/env'] as const;
    const scope = await sudo({ container, user: 'root', commands });
    expect(await said()).toBe(`http_proxy=http://p:1\n0\n${isFree ? 'root\n' : ''}`);
    await scope[Symbol.asyncDispose]();
    expect(await said()).toBe(outside);
    expect(await shell(container, look)).toBe(before);
  },
);

it('root keeps what it may where sudo reads no folder', async () => {
  await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await shell(container, "echo 'root ALL=(ALL) ALL' >/etc/sudoers; rm /etc/sudoers.d/*");
  const before = await shell(container, look);
  const scope = await sudo({ container, user: 'root', commands: 'all' });
  expect(await shell(container, look)).not.toBe(before);
  await scope[Symbol.asyncDispose]();
  expect(await shell(container, look)).toBe(before);
});
