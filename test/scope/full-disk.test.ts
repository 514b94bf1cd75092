import { expect, it } from 'vitest';
import type { Container } from '../../src/engine/engine.js';
import { credentialFile } from '../../src/scope/credential-file.js';
import { servicesOff } from '../../src/scope/services-off.js';
import { stub } from '../../src/scope/stub.js';
import { sudo } from '../../src/scope/sudo.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine } from '../engine/support/engine.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const value = Buffer.alloc(20_000, 'v');

type Open = (container: Container) => Promise<AsyncDisposable>;

/** Every scope that writes something, and what it is called. */
function scopesIn(image: string): readonly (readonly [string, Open])[] {
  const user = image === BUSYBOX ? 'root' : 'nobody';
  const credential = (place: string): readonly [string, Open] => [
    `the credential ${place}`,
    (container) => credentialFile({ container, path: place, user, mode: 0o600, value }),
  ];
  return [
    [`sudo for ${user}`, (container) => sudo({ container, user, commands: ['/bin/true'] })],
    credential('/etc/token'),
    credential('/etc/group'),
    ['stubs of reboot', (container) => stub({ container, commands: ['reboot'], path })],
    ['services: off', (container) => servicesOff({ container, path })],
  ];
}

const folders = '/etc /etc/sudoers.d /etc/profile.d /lib/lsb/init-functions.d /usr/bin /usr/sbin';
const look = `for each in ${folders}; do [ ! -e $each ] || { ls -A $each; stat -c "%n %y" $each; }; done; cat /etc/group 2>&1; ls /dev/unattend 2>&1 || :`;
/** All of /dev but so many pages. */
const fill = (pages: number): string =>
  `head -c $((64 * 1024 * 1024 - ${pages} * 4096)) /dev/zero >/dev/big || :`;

it.each([BUILDER, DEBIAN, BUSYBOX])(
  'a scope for which there is no room in memory is refused, and nothing is half made: %s',
  async (image) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image });
    const before = await shell(container, look);
    for (const [what, open] of scopesIn(image)) {
      for (const pages of [0, 2]) {
        await shell(container, fill(pages));
        await expect(open(container)).rejects.toThrow(
          new RegExp(`^Cannot open ${what}: .*: No space left on device\\.$`),
        );
        await shell(container, 'rm /dev/big');
        expect(await shell(container, look)).toBe(before);
      }
    }
  },
  120_000,
);

it.each([BUILDER, DEBIAN, BUSYBOX])(
  'scopes that are open when the memory they stand in fills up close, and all is as before: %s',
  async (image) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image });
    const before = await shell(container, look);
    const opened: AsyncDisposable[] = [];
    for (const [, open] of scopesIn(image)) opened.push(await open(container));
    await shell(container, fill(0));
    // What calls a stub goes on as if it had done its work, though the call can no longer be listed.
    await shell(container, '"$(find /dev/unattend -name reboot)" now');
    for (const each of opened.toReversed()) await each[Symbol.asyncDispose]();
    expect(await shell(container, look)).toBe(before);
  },
);
