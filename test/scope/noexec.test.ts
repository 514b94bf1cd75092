import { expect, it } from 'vitest';
import { credentialFile } from '../../src/scope/credential-file.js';
import { servicesOff } from '../../src/scope/services-off.js';
import { stub } from '../../src/scope/stub.js';
import { sudo } from '../../src/scope/sudo.js';
import { startContainer } from '../support/containers.js';
import { BUSYBOX, DEBIAN, shell, testEngine } from '../engine/support/engine.js';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const look =
  'ls -A /dev/unattend /etc/profile.d /etc/sudoers.d /usr/sbin 2>&1; stat -c "%n %y" /usr/bin || :';

/** Podman mounts /dev like that in containers that somebody else runs. */
it.each([DEBIAN, BUSYBOX])(
  'where no program may be started from memory, scopes of programs are refused and the others work: %s',
  async (image) => {
    await using foreign = await startContainer(image, { Tmpfs: { '/dev/unattend': 'noexec,mode=0755' } });
    await using engine = await testEngine();
    const container = await engine.attachContainer(foreign.id);
    const before = await shell(container, look);
    const why =
      'no program may be started from /dev/unattend: it is mounted noexec; start the container with --tmpfs /dev/unattend:exec.';
    await expect(stub({ container, commands: ['reboot'], path })).rejects.toMatchObject({
      errorName: 'SCOPE_REFUSED',
      message: `Cannot open stubs of reboot: ${why}`,
    });
    await expect(servicesOff({ container, path })).rejects.toMatchObject({
      message: `Cannot open services: off: ${why}`,
    });
    expect(await shell(container, look)).toBe(before);
    const value = Buffer.from('value');
    const grant = await sudo({ container, user: 'root', commands: ['/bin/true'] });
    const file = await credentialFile({ container, path: '/etc/token', user: 'root', mode: 0o600, value });
    expect(await shell(container, 'sudo -n /bin/true && cat /etc/token')).toBe('value');
    await file[Symbol.asyncDispose]();
    await grant[Symbol.asyncDispose]();
    expect(await shell(container, look)).toBe(before);
  },
);
