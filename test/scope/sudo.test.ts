import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Container, Engine, ExecResult } from '../../src/engine/engine.js';
import type { Held } from '../../src/scope/held.js';
import { sudo, type SudoSpec } from '../../src/scope/sudo.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine, text } from '../engine/support/engine.js';
import { addBuilder, kinds } from './kinds-of-sudo.js';

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** At paths that look like settings of variables. */
const makePrograms = `mkdir -p /tmp/a=b
printf '#!/bin/sh\\necho "X=$X $*"\\n' >/tmp/a=b/prog; chmod 0755 /tmp/a=b/prog`;

describe.each(kinds)('$kind', ({ image, user }) => {
  let container: Container;
  const run = (line: string): Promise<ExecResult> =>
    container.exec({
      argv: ['/bin/sh', '-c', line],
      user,
      env: { LANG: 'C.UTF-8', HOME: '/tmp', COLOUR: 'red' },
    });
  const said = async (line: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(line);
    return `${exitCode} ${text(stdout)}${text(stderr)}`.trim();
  };
  const isRoot = user === 'root';
  const granted: Held[] = [];
  const grant = async (commands: SudoSpec['commands']): Promise<void> => {
    granted.push(await sudo({ container, user, commands }));
  };

  beforeAll(async () => {
    container = await startContainer(engine, { image, network: 'bridge' });
    if (!isRoot) await shell(container, addBuilder);
  });
  afterEach(async () => {
    for (const each of granted.splice(0).toReversed()) await each[Symbol.asyncDispose]();
  });
  afterAll(() => container[Symbol.asyncDispose]());

  it('runs what is listed as root, and nothing else', async () => {
    await grant(['/usr/bin/id', '/bin/sh']);
    const id = image === BUSYBOX ? '/bin/id' : '/usr/bin/id';
    await grant([id]);
    expect(await said('sudo -n id -u')).toBe('0 0');
    expect(await said(`sudo ${id} -un`)).toBe('0 root');
    expect(await said('sudo sh -c "id -G"')).toBe('0 0');
    const refused = isRoot
      ? `1 Sorry, user root is not allowed to execute '/usr/bin/whoami now' as root on build.`
      : '1 sudo: a password is required';
    expect(await said('sudo -n whoami now')).toBe(refused);
    expect(await said(`sudo -n -l ${id}`)).toBe(`0 ${id}`);
    expect(await said('sudo -n -l whoami')).toBe('1');
    expect((await run('sudo -n -u nobody id')).exitCode).toBe(1);
    // With a group alone it is run as its caller, which nobody grants but root to itself.
    expect((await run('sudo -n -g root id')).exitCode).toBe(isRoot ? 0 : 1);
    expect(await said('sudo -n -u root -g root id -u')).toBe('0 0');
  });

  it('a command that is brought inside the scope may be run, one that is no program is refused', async () => {
    const brought = '/opt/acme/bin/brought';
    await shell(container, 'rm -rf /opt/acme');
    await grant([brought]);
    expect(await said(`sudo -n ${brought}`)).toMatch(/^1 sudo: /);
    await shell(
      container,
      `mkdir -p /opt/acme/bin; printf '#!/bin/sh\\nid -u\\n' >${brought}; chmod 0755 ${brought}`,
    );
    expect(await said(`sudo -n ${brought}`)).toBe('0 0');
    for (const other of ['/etc/passwd', '/opt/acme', '/opt/acme/bin/'] as const) {
      await expect(sudo({ container, user, commands: [brought, other] })).rejects.toMatchObject({
        errorName: 'SCOPE_REFUSED',
        details: { what: `sudo for ${user}`, reason: `${other} is not a program` },
      });
    }
  });

  it('understands -E and settings of variables for what is listed', async () => {
    const env = image === BUSYBOX ? '/bin/env' : '/usr/bin/env';
    await grant([env]);
    expect(await said('sudo -n -E env | grep -x COLOUR=red')).toBe('0 COLOUR=red');
    expect(await said('sudo -n --preserve-env=COLOUR env | grep -x COLOUR=red')).toBe('0 COLOUR=red');
    expect(await said('sudo -n env | grep COLOUR')).toBe('1');
    expect(await said('sudo A=b -n C="d e" env | grep -x -e A=b -e "C=d e" | sort')).toBe('0 A=b\nC=d e');
    expect(await said('sudo -E env | grep -x HOME=/tmp; sudo -EH env | grep -x HOME=/root')).toBe(
      '0 HOME=/tmp\nHOME=/root',
    );
  });

  describe('as sudo', () => {
    let scope: AsyncDisposable;
    beforeAll(async () => {
      await shell(container, makePrograms);
      scope = await sudo({ container, user, commands: 'all' });
    });
    afterAll(() => scope[Symbol.asyncDispose]());

    it.each([
      ['-n -E -H -u root -- /bin/sh -c "id -u"', '0 0'],
      ['-nEHu root -p "pass: " id -u', '0 0'],
      ['-uroot --non-interactive --set-home id -u', '0 0'],
      ['--preserve-env --user=root --prompt x id -u', '0 0'],
      ['--user root id -u', '0 0'],
      ['-u "#0" id -u', '0 0'],
      ['FOO="a b" sh -c \'echo "$FOO"\'', '0 a b'],
      ['FOO="it\'s\ntwo" sh -c \'echo "$FOO"\'', "0 it's\ntwo"],
      ['-H sh -c \'echo "$HOME $USER $LOGNAME"\'', '0 /root root root'],
      ['sh -c \'echo "$PATH"\'', '0 /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      ['sh -c \'echo "$SUDO_COMMAND" | sed s,^/usr,,\'', '0 /bin/sh -c echo "$SUDO_COMMAND" | sed s,^/usr,,'],
      ['sh -c "exit 7"', '7'],
      ['sh -c "kill -9 \\$\\$" >/dev/null 2>&1; echo $?', '0 137'],
      ['sh -c "ls /proc/self/fd | tr -d \\\\\\n" 7</etc/passwd', '0 0123'],
      ['sh -c "echo out; echo err >&2" 2>/dev/null', '0 out'],
      ['cat </etc/hostname', '0 build'],
      ['sh -c pwd', '0 /tmp'],
      ['sh -c umask', '0 0022'],
      ['true; SHELL=/bin/sh sudo -n -s echo "a  b" "c;d"', '0 a  b c;d'],
      ['-i pwd', '0 /root'],
      ['-v; sudo -n id -u', '0 0'],
      ['-k; sudo -n id -u', '0 0'],
      ['/tmp/a=b/prog 1 2', '0 X= 1 2'],
      ['X=1 /tmp/a=b/prog 1 2', '0 X=1 1 2'],
      ['-E X=1 Y=2 /tmp/a=b/prog 1', '0 X=1 1'],
      ['X=1 -- /tmp/a=b/prog', '0 X=1'],
      ['-n -l /tmp/a=b/prog', '0 /tmp/a=b/prog'],
      ['true; cd a=b; sudo -n X=1 ./prog 1', '0 X=1 1'],
      ['./a=b/prog id -u', '0 0'],
      ['a=b/prog id -u', '0 0'],
      ['X=1 ./a=b/prog nothing-like-it', '1 sudo: nothing-like-it: command not found'],
      ['1=2 a.b=c env | grep -x -e 1=2 -e a.b=c | sort', '0 1=2\na.b=c'],
      ['-- X=1 id -u', '1 sudo: X=1: command not found'],
      ['=1 id -u', '1 sudo: =1: command not found'],
      ['-s X=1 env | grep ^X', '0 X=1'],
      ['nothing-like-it', '1 sudo: nothing-like-it: command not found'],
      ['/etc/passwd', '1 sudo: /etc/passwd: command not found'],
    ])('sudo %s', async (words, expected) => {
      expect(await said(`cd /tmp; umask 022; sudo ${words}`)).toBe(expected);
    });
  });

  it('says which users and options there are not', async () => {
    await grant('all');
    expect(await said('sudo -n -u ghost id 2>&1 | head -n 1')).toBe('0 sudo: unknown user ghost');
    expect(await said('sudo -Z 2>&1 | grep -c "^usage: sudo"')).toMatch(/^0 [1-9]$/);
    expect((await run('sudo -Z')).exitCode).toBe(1);
    expect((await run('sudo')).exitCode).toBe(1);
    expect(await said('sudo -n id -u')).toBe('0 0');
  });

  it('keeps the terminal', async () => {
    await grant('all');
    const script = `trap 'echo interrupted; exit 5' INT; echo "asked" >/dev/tty; while :; do sleep 0.1; done`;
    let output = '';
    let hasAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (hasAsked = resolve));
    await using terminal = await container.openTerminal({
      argv: ['sudo', '-n', 'sh', '-c', script],
      user,
      env: { TERM: 'xterm' },
      size: { columns: 80, rows: 24 },
      cwd: '/',
      onOutput: (bytes) => {
        output += text(bytes);
        if (output.includes('asked')) hasAsked();
      },
    });
    await Promise.race([asked, terminal.completion]);
    terminal.write(Buffer.from('\x03'));
    expect(await terminal.completion).toMatchObject({ exitCode: 5 });
    expect(output.replaceAll('\r', '')).toBe('asked\n^Cinterrupted\n');
  });

  it('keeps the proxy’s variables', async () => {
    const env = image === BUSYBOX ? '/bin/env' : '/usr/bin/env';
    await grant([env]);
    expect(
      await said('http_proxy=http://p:1 NO_PROXY=x sudo env | grep -i proxy | sort | tr "\\n" " "'),
    ).toBe('0 NO_PROXY=x http_proxy=http://p:1');
  });

  it('grants are added, and closed in any order', async () => {
    const id = image === BUSYBOX ? '/bin/id' : '/usr/bin/id';
    const first = await sudo({ container, user, commands: [id] });
    const second = await sudo({ container, user, commands: [id, '/bin/sh'] });
    await first[Symbol.asyncDispose]();
    expect(await said('sudo -n id -u; sudo -n sh -c "id -u"')).toBe('0 0\n0');
    await second[Symbol.asyncDispose]();
    expect((await run('sudo -n id -u')).exitCode).not.toBe(0);
  });

  it('what the grant that closes has allowed must be refused while another is open', async () => {
    await using fresh = await startContainer(engine, { image });
    if (!isRoot) await shell(fresh, addBuilder);
    const id = image === BUSYBOX ? '/bin/id' : '/usr/bin/id';
    const later = '/opt/acme/later';
    const first = await sudo({ container: fresh, user, commands: [id, later] });
    const second = await sudo({ container: fresh, user, commands: ['/bin/sh'] });
    // Into the rule of the second, which is as good as one that was given for who reads it.
    await shell(
      fresh,
      `for each in /etc/sudoers.d/zz-unattend-* /dev/unattend/sudo/grants/*; do
        if [ ! -f "$each" ] || grep -qF ${id} "$each"; then continue; fi
        case $each in */grants/*) echo ${id} ;; *) sed -n 's,/bin/sh$,${id},p' "$each" ;; esac >/tmp/more
        cat /tmp/more >>"$each"
      done`,
    );
    await expect(first[Symbol.asyncDispose]()).rejects.toMatchObject({
      errorName: 'SCOPE_LEFT',
      details: { what: `sudo for ${user}`, reason: `sudo -n still allows ${id}` },
    });
    await second[Symbol.asyncDispose]();
    const { exitCode } = await fresh.exec({ argv: ['/bin/sh', '-c', `sudo -n ${id}`], user });
    expect(exitCode).not.toBe(0);
  });

  it('what is granted twice, or by another path, may be run until the last of them is closed', async () => {
    await shell(
      container,
      'printf "#!/bin/sh\\nid -u\\n" >/tmp/tool; chmod 0755 /tmp/tool; [ -e /tmp/also ] || ln -s /tmp /tmp/also',
    );
    const first = await sudo({ container, user, commands: ['/tmp/tool', '/opt/acme/later'] });
    await grant(['/tmp/also/tool', '/opt/acme/later']);
    const third = await sudo({ container, user, commands: 'all' });
    await third[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    expect(await said('sudo -n /tmp/also/tool')).toBe('0 0');
  });

  it('what two have granted must be refused when both are closed, whichever is first', async () => {
    await using fresh = await startContainer(engine, { image });
    if (!isRoot) await shell(fresh, addBuilder);
    const id = image === BUSYBOX ? '/bin/id' : '/usr/bin/id';
    const first = await sudo({ container: fresh, user, commands: [id] });
    const second = await sudo({ container: fresh, user, commands: [id] });
    const third = await sudo({ container: fresh, user, commands: ['/bin/sh'] });
    const place = 'for each in /etc/sudoers.d/zz-unattend-* /dev/unattend/sudo/grants/*';
    await shell(
      fresh,
      `${place}; do [ ! -f "$each" ] || ! grep -q /bin/sh "$each" || sed -i 's,/bin/sh$,ALL,' "$each"; done`,
    );
    await first[Symbol.asyncDispose]();
    await expect(second[Symbol.asyncDispose]()).rejects.toMatchObject({
      details: { reason: `sudo -n still allows ${id}` },
    });
    await third[Symbol.asyncDispose]();
  });

  it('a command whose name would be a pattern elsewhere is granted twice, and taken back', async () => {
    await shell(container, 'printf "#!/bin/sh\\nid -u\\n" >/tmp/g++; chmod 0755 /tmp/g++');
    const first = await sudo({ container, user, commands: ['/tmp/g++'] });
    await grant(['/tmp/g++']);
    await first[Symbol.asyncDispose]();
    expect(await said('sudo -n /tmp/g++')).toBe('0 0');
  });

  it('is gone when it is closed, and the container is as it was', async () => {
    await using fresh = await startContainer(engine, { image, network: 'bridge' });
    if (!isRoot) await shell(fresh, addBuilder);
    const look = `stat -c "%n %y %a %u" / /usr /etc /etc/sudoers.d /run /usr/bin /usr/bin/sudo 2>&1; ls /dev/unattend 2>&1; find / -xdev -perm -4000 2>/dev/null`;
    const before = { changes: await fresh.changes(), look: await shell(fresh, `${look} || :`) };
    const scope = await sudo({ container: fresh, user, commands: 'all' });
    const inside = await fresh.exec({ argv: ['sudo', '-n', 'true'], user });
    expect(inside.exitCode).toBe(0);
    await scope[Symbol.asyncDispose]();
    expect(await shell(fresh, `${look} || :`)).toBe(before.look);
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

it('the stand-in is closed to who was granted nothing, and passes nothing on that could run something else', async () => {
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, addBuilder);
  await using scope = await sudo({ container, user: 'builder', commands: ['/usr/bin/id'] });
  const as = async (user: string, line: string, env: Record<string, string> = {}): Promise<string> => {
    const { exitCode, stdout, stderr } = await container.exec({ argv: ['bash', '-c', line], user, env });
    return `${exitCode} ${text(stdout)}${text(stderr)}`.trim();
  };
  expect(await as('nobody', 'sudo -n id')).toBe('1 sudo: a password is required');
  expect(await as('root', 'sudo -n whoami')).toBe('0 root');
  expect(await as('builder', 'sudo -n /bin/id -u')).toBe('0 0');
  // With bash as /bin/sh, which takes functions and options out of its environment.
  await shell(container, 'ln -sf bash /bin/sh');
  await shell(container, 'mkdir /tmp/hostile; ln -s /bin/ls /tmp/hostile/id');
  const hostile = [
    ...['LD_PRELOAD=/nowhere.so', 'BASH_ENV=/etc/passwd', 'SHELLOPTS=xtrace', 'PS4=$(echo hostile >&2)'],
    ...['BASH_FUNC_id%%=() { echo hostile; }', 'PATH=/tmp/hostile:/usr/bin:/bin', 'ENV=/etc/passwd', 'IFS=i'],
  ];
  const argv = ['/usr/bin/env', '-i', ...hostile, '/usr/bin/sudo', '-n', 'id', '-u'] as const;
  const { stdout, stderr } = await container.exec({ argv, user: 'builder' });
  expect(text(stdout) + text(stderr)).toBe('0\n');
  await scope[Symbol.asyncDispose]();
  expect(await as('builder', 'sudo -n id')).toBe('127 bash: line 1: sudo: command not found');
});

it('a sudo that does not read its folder is refused, whatever is there to be run', async () => {
  await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await shell(container, "sed -i '/^@includedir/d' /etc/sudoers");
  for (const commands of [['/opt/acme/later'], ['/usr/bin/id'], 'all'] as const)
    await expect(sudo({ container, user: 'builder', commands })).rejects.toMatchObject({
      details: { what: 'sudo for builder', reason: 'sudo does not follow /etc/sudoers.d' },
    });
});

it('what sudo keeps of who has used it goes with the scope, and stays where some was there before', async () => {
  await using container = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await shell(
    container,
    'echo "builder ALL=(root) ALL" >/etc/sudoers.d/a; echo builder:pass-of-a-test | chpasswd',
  );
  const look = 'ls -A /run; find /run/sudo 2>/dev/null | sort';
  /** Who types their password inside a scope is not asked for it again: that is kept. */
  const use = async (): Promise<string> => {
    const scope = await sudo({ container, user: 'builder', commands: ['/usr/bin/id'] });
    const argv = ['sh', '-c', 'echo pass-of-a-test | sudo -S whoami'] as const;
    const { stdout } = await container.exec({ argv, user: 'builder' });
    const kept = await shell(container, look);
    await scope[Symbol.asyncDispose]();
    return `${text(stdout)}${kept}`;
  };
  const before = await shell(container, look);
  expect(before).not.toContain('/run/sudo');
  expect(await use()).toMatch(/^root\n[^]*\/run\/sudo\/ts\/builder\n/);
  expect(await shell(container, look)).toBe(before);
  await shell(container, 'mkdir -p /run/sudo/ts; echo mine >/run/sudo/ts/another');
  expect(await use()).toContain('/run/sudo/ts/builder\n');
  expect(await shell(container, `cat /run/sudo/ts/another; ${look}`)).toMatch(
    /^mine\n[^]*\/run\/sudo\/ts\/another\n\/run\/sudo\/ts\/builder\n/,
  );
});

it('a sudo that is installed while the stand-in is there stays', async () => {
  await using container = await startContainer(engine, { image: DEBIAN });
  const scope = await sudo({ container, user: 'root', commands: 'all' });
  await shell(container, 'sudo sh -c "echo real >/usr/bin/new; mv /usr/bin/new /usr/bin/sudo"');
  const times = await shell(container, 'stat -c %y /usr/bin');
  await scope[Symbol.asyncDispose]();
  expect(
    await shell(container, 'cat /usr/bin/sudo; stat -c %y /usr/bin; ls /dev/unattend 2>/dev/null || :'),
  ).toBe(`real\n${times}`);
});

it('refuses a user who is not there, and a stand-in where it could not become root', async () => {
  await using container = await startContainer(engine, { image: DEBIAN });
  await expect(sudo({ container, user: 'ghost', commands: 'all' })).rejects.toMatchObject({
    errorName: 'SCOPE_REFUSED',
    details: { what: 'sudo for ghost', reason: 'there is no user ghost' },
  });
  await shell(container, 'ln -s nowhere /usr/bin/sudo');
  await expect(sudo({ container, user: 'nobody', commands: 'all' })).rejects.toMatchObject({
    details: { reason: '/usr/bin/sudo is there already' },
  });
  await using builder = await startContainer(engine, { image: 'unattend-dev/builder:bookworm' });
  await expect(sudo({ container: builder, user: 'ghost', commands: 'all' })).rejects.toMatchObject({
    details: { reason: 'there is no user ghost' },
  });
  expect(await shell(builder, 'ls /etc/sudoers.d /dev/unattend 2>/dev/null || :')).not.toContain('unattend');
});
