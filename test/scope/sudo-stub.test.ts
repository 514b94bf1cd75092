import { describe, expect, it } from 'vitest';
import type { Container } from '../../src/engine/engine.js';
import { sudo } from '../../src/scope/sudo.js';
import { stub } from '../../src/scope/stub.js';
import { shell, startContainer, testEngine, text } from '../engine/support/engine.js';
import { addBuilder, kinds } from './kinds-of-sudo.js';

const path = '/usr/local/bin:/usr/bin:/bin';

describe.each(kinds)('$kind: a command that is listed and faked', ({ image, user }) => {
  const grant = (container: Container) =>
    sudo({ container, user, commands: ['/usr/sbin/acme-start', '/bin/id'] });
  const fakes = (container: Container) => stub({ container, commands: ['acme-start', 'acme-stop'], path });

  it.each(['sudo', 'stub'])('is the fake in sudo, whichever scope is opened first: %s', async (first) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine, { image });
    await shell(container, addBuilder);
    const look = 'ls -A /dev/unattend /etc/sudoers.d /usr/bin/sudo 2>&1 || :';
    const before = await shell(container, look);
    const said = async (line: string): Promise<string> => {
      const argv = ['/bin/sh', '-c', line] as const;
      const { exitCode, stderr } = await container.exec({ argv, user });
      const lines = text(stderr).split('\n');
      return [exitCode, ...lines.filter((each) => !each.includes('resolve host'))].join(' ').trim();
    };

    const early = first === 'sudo' ? await grant(container) : undefined;
    const stubs = await fakes(container);
    const late = first === 'stub' ? await grant(container) : undefined;
    expect(await said('sudo -n acme-start --now')).toBe('0');
    expect(await said('sudo -n acme-stop')).toMatch(/^1 (sudo: a password is required|Sorry, user )/);
    // A folder of the caller's own is none of ours.
    const other = '/tmp/dev/unattend/stubs/x';
    expect(
      await said(`mkdir -p ${other} && cp /bin/true ${other}/acme-start && sudo -n ${other}/acme-start`),
    ).toMatch(/^1 (sudo: a password is required|Sorry, user )/);
    expect(await said(`sudo -n /dev/unattend/stubs/../../..${other}/acme-start`)).toMatch(
      /^1 (sudo: a password is required|Sorry, user )/,
    );
    await late?.[Symbol.asyncDispose]();
    await stubs[Symbol.asyncDispose]();
    await early?.[Symbol.asyncDispose]();
    expect(stubs.calls()).toEqual(['acme-start --now']);
    expect(await shell(container, look)).toBe(before);
  });
});
