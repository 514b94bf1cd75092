import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine, ExecResult } from '../../src/engine/engine.js';
import { sudo } from '../../src/scope/sudo.js';
import { DEBIAN, shell, startContainer, testEngine, text } from '../engine/support/engine.js';

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** The real sudo of an image that has it, and the stand-in for one that has none. */
const kinds = [
  { kind: 'sudo', image: 'unattend-dev/builder:bookworm', user: 'builder' },
  { kind: 'the stand-in', image: DEBIAN, user: 'root' },
] as const;

describe.each(kinds)('$kind', ({ image, user, kind }) => {
  let container: Container;
  const run = (line: string): Promise<ExecResult> =>
    container.exec({ argv: ['/bin/sh', '-c', line], user, env: { LANG: 'C.UTF-8' } });
  const said = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(line);
    return `${exitCode} ${text(stdout)}${text(stderr)}`.trim();
  };

  beforeAll(async () => {
    container = await startContainer(engine, { image, network: 'bridge' });
    if (user === 'builder') await shell(container, 'id builder >/dev/null 2>&1 || useradd -m builder');
  });
  afterAll(() => container[Symbol.asyncDispose]());

  it('runs what is listed as root, and nothing else', async () => {
    await using scope = await sudo({ container, user, commands: ['/usr/bin/id', '/bin/sh'] });
    expect(await said('sudo -n id -u')).toBe('0 0');
    expect(await said('sudo /usr/bin/id -un')).toBe('0 root');
    const refused = await said('sudo -n /usr/bin/whoami 2>&1');
    if (kind === 'the stand-in')
      expect(refused).toBe(
        "1 Sorry, user root is not allowed to execute '/usr/bin/whoami' as root on build.",
      );
    else expect(refused).toMatch(/^1 sudo: a password is required$/);
    expect(scope).toBeDefined();
  });

  it.each([
    ['-n -E -H -u root -- /bin/sh -c "id -u"', '0 0'],
    ['FOO="a b" sh -c \'echo "$FOO"\'', '0 a b'],
    ['-H sh -c \'echo "$HOME"\'', '0 /root'],
    ['sh -c "exit 7"', '7'],
    ['sh -c "kill -9 \\$\\$" >/dev/null 2>&1; echo $?', '0 137'],
    ['sh -c "ls /proc/self/fd | tr -d \\\\\\n" 7</etc/hostname', '0 0123'],
    ['sh -c "echo out; echo err >&2" 2>/dev/null', '0 out'],
    ['sh -c pwd', '0 /tmp'],
    ['nothing-like-it', '1 sudo: nothing-like-it: command not found'],
  ])('as sudo: %s', async (words, expected) => {
    await using scope = await sudo({ container, user, commands: 'all' });
    expect(await said(`cd /tmp; sudo ${words}`)).toBe(expected);
    expect(scope).toBeDefined();
  });

  it('keeps the proxy’s variables', async () => {
    await using scope = await sudo({ container, user, commands: ['/usr/bin/env'] });
    expect(
      await said('http_proxy=http://p:1 NO_PROXY=x sudo env | grep -i proxy | sort | tr "\\n" " "'),
    ).toBe('0 NO_PROXY=x http_proxy=http://p:1');
    expect(scope).toBeDefined();
  });

  it('is gone when it is closed, and the container is as it was', async () => {
    await using fresh = await startContainer(engine, { image, network: 'bridge' });
    if (user === 'builder') await shell(fresh, 'id builder >/dev/null 2>&1 || useradd -m builder');
    const look = 'stat -c "%n %y %a %u" /etc /etc/sudoers.d /run /usr/bin /usr/bin/sudo /dev/unattend/* 2>&1';
    const before = { changes: await fresh.changes(), times: await shell(fresh, `${look} || :`) };
    const scope = await sudo({ container: fresh, user, commands: 'all' });
    const inside = await fresh.exec({ argv: ['sudo', '-n', 'true'], user });
    expect(inside.exitCode).toBe(0);
    await scope[Symbol.asyncDispose]();
    expect(await shell(fresh, `${look} || :`)).toBe(before.times);
    const known = new Set(before.changes.map(({ path }) => path));
    const added = (await fresh.changes()).filter(({ path }) => !known.has(path));
    expect(added).toEqual([]);
    const { exitCode } = await fresh.exec({
      argv: ['/bin/sh', '-c', 'command -v sudo && sudo -n true'],
      user,
    });
    expect(exitCode).not.toBe(0);
  });
});

it('refuses a user who is not there, and a stand-in for somebody who is not root', async () => {
  await using container = await startContainer(engine, { image: DEBIAN });
  await expect(sudo({ container, user: 'nobody', commands: 'all' })).rejects.toMatchObject({
    errorName: 'SCOPE_REFUSED',
    details: { what: 'sudo for nobody', reason: expect.stringContaining('has no sudo') as string },
  });
  await using builder = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await expect(sudo({ container: builder, user: 'ghost', commands: 'all' })).rejects.toMatchObject({
    details: { reason: 'there is no user ghost' },
  });
  expect(await shell(builder, 'ls /etc/sudoers.d /dev/unattend 2>/dev/null || :')).not.toContain('unattend');
});
