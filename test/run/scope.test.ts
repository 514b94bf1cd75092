import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { openHttpProxy } from '../support/http-proxy.js';
import { savedImage } from '../support/images.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const DEBIAN = 'unattend-dev/debian:bookworm';

/** A session on the image with sudo, whose steps are run as `builder`. */
const session = (box: Sandbox, lines: string, container = ''): Promise<string> =>
  box.session(`container: { user: builder${container} }\n${lines}`);
const onBuilder = (...args: readonly string[]): string[] => ['run', 'a.yaml', '--base', BUILDER, ...args];

it('apt goes through the proxy inside its scope, nothing does outside, and the image knows nothing of it', async () => {
  await using box = await openSandbox();
  await using proxy = await openHttpProxy(box.token);
  const url = `http://${proxy.user}:${proxy.password}@${proxy.host}:${proxy.port}`;
  const outside = `cd /tmp; timeout 3 apt-get -o Acquire::Retries=0 download bc`;
  await session(
    box,
    `secrets: { proxy: { env: TEST_PROXY } }
deploy:
  - scope: { sudo: [/usr/bin/apt-get], proxy: { secret: proxy } }
    steps:
      - run: sudo -n apt-get install -y --no-install-recommends bc
      - run: cd /tmp; apt-get download bc && rm bc*
  - { run: '${outside}', exit: [100, 124] }
  - { run: 'sudo -n /usr/bin/id', exit: 1 }
test: [{ run: 'echo 1 + 1 | bc', expect: '2' }]
`,
    `, network: ${proxy.network}`,
  );
  const { exitCode, stdout, stderr } = await box.run(['--verbose', ...onBuilder()], {
    env: { TEST_PROXY: url },
    longestMs: 120_000,
  });
  expect(`${stdout}${stderr}`).not.toContain(proxy.password);
  expect(exitCode).toBe(0);
  expect(proxy.log().match(/GET .*\/bc_[^ ]*\.deb/g)?.length).toBeGreaterThanOrEqual(1);
  const { bytes } = await savedImage(box.tag);
  for (const trace of [proxy.password, `${proxy.host}:${proxy.port}`, 'http_proxy=', 'zz-unattend'])
    expect(bytes.includes(trace), trace).toBe(false);
}, 180_000);

const PASSWORD = 'p4ssw0rd-of-a-test';
const LOOK = 'stat -c "%n %a %U %G %y" ~ /etc ~/.??* 2>&1; cat ~/.profile; env';

it('credentials are there inside, with mode and owner, and everything is as before after', async () => {
  await using box = await openSandbox();
  await box.write('key', `${PASSWORD}-key\n`);
  await session(
    box,
    `secrets: { login: { env: LOGIN } }
deploy:
  - { run: '${LOOK}', save: { before: '/[^]+/' } }
  - scope:
      credentials:
        ~/.netrc: { secret: login }
        ~/.ssh/id_acme: { file: ./key, mode: 0400 }
        ~/.profile: { secret: login }
        /etc/acme/token: { secret: login, owner: root }
        $ACME: { secret: login }
      env: { COLOUR: blue }
      cwd: /tmp
    steps:
      - { run: 'stat -L -c "%a %U" ~/.netrc ~/.ssh/id_acme', expect: '/^600 builder\\n400 builder$/m' }
      - { run: 'cat ~/.netrc ~/.ssh/id_acme ~/.profile; echo "$ACME"', expect: '${PASSWORD}-key' }
      - { run: 'cat /etc/acme/token', exit: 1 }
      - { run: 'pwd; echo $COLOUR', expect: '/^\\/tmp\\nblue$/m' }
      - { run: 'rm ~/.netrc; cp ~/.profile ~/.netrc' }
      - scope: { env: { COLOUR: red }, user: root }
        steps: [{ run: 'id -un; echo $COLOUR', expect: '/^root\\nred$/m' }]
  - { run: '${LOOK}', save: { after: '/[^]+/' } }
  - { run: '[ \${{ before }} = \${{ after }} ]' }
  - { run: '[ ! -e /etc/acme ] && [ ! -e ~/.netrc ] && [ ! -e /dev/unattend/credentials ]' }
`,
  );
  const env = { LOGIN: `machine acme password ${PASSWORD}` };
  const { exitCode, stdout, stderr } = await box.run(['--verbose', ...onBuilder()], { env });
  expect(`${stdout}${stderr}`).not.toContain(PASSWORD);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  const { bytes, lastLayer } = await savedImage(box.tag);
  expect(bytes.includes(PASSWORD)).toBe(false);
  // Moved away and back: the same file, in a folder that looks as it did.
  expect(lastLayer.filter((path) => !/^(home|home\/builder|etc)\/$/.test(path))).toEqual([
    'home/builder/.profile',
  ]);
});

it('what is refused stops the run and leaves nothing', async () => {
  await using box = await openSandbox();
  const env = { LOGIN: PASSWORD };
  await box.session(`deploy:
  - { user: root, run: 'mv /usr/bin/sudo /usr/bin/other; ln -s nowhere /usr/bin/sudo' }
  - scope: { sudo: [/usr/bin/id], credentials: { ~/.netrc: { env: LOGIN } } }
    steps: [{ run: exit 0 }]
container: { user: builder }
`);
  const { exitCode, stderr } = await box.run(onBuilder(), { env });
  expect(exitCode).toBe(4);
  expect(stderr).toContain('Cannot open sudo for builder: /usr/bin/sudo is there already.');
  expect(await box.left()).toMatchObject({ containers: [], images: [] });
});

it('a credential that is refused half way leaves what was at its place', async () => {
  await using box = await openSandbox();
  await using container = await startContainer(BUILDER);
  await session(
    box,
    `deploy:
  - scope: { credentials: { ~/.profile: { env: LOGIN, owner: ghost } } }
    steps: [{ run: 'exit 0' }]
`,
  );
  const look = 'stat -c "%n %s %Y" /home/builder /home/builder/.??*; ls -A /dev/unattend 2>&1';
  const before = await container.run(look);
  const args = ['run', 'a.yaml', '--container', container.id];
  const { exitCode, stderr } = await box.run(args, { env: { LOGIN: PASSWORD } });
  expect(exitCode).toBe(4);
  expect(stderr).toContain('UNATTEND_SCOPE_REFUSED');
  expect(await container.run(look)).toBe(before);
});

it('is refused on this machine before anything starts, and without a proxy in the environment', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:\n  - scope: { sudo: all }\n    steps: [{ run: touch ran }]\n`);
  const onHost = await box.run(['run', 'a.yaml', '--on', 'host']);
  expect(onHost.exitCode).toBe(2);
  expect(onHost.stderr).toContain('cannot give sudo on this machine');
  await box.session(`deploy:\n  - scope: { proxy: { from: env } }\n    steps: [{ run: touch ran }]\n`);
  const names = ['http_proxy', 'https_proxy', 'all_proxy'];
  const none = Object.fromEntries(
    names.flatMap((name) => [
      [name, undefined],
      [name.toUpperCase(), undefined],
    ]),
  );
  const without = await box.run(['run', 'a.yaml'], { env: none });
  expect(without.exitCode).toBe(2);
  expect(without.stderr).toContain('the environment names none');
  const bad = await box.run(['run', 'a.yaml'], {
    env: { ...none, HTTPS_PROXY: `acme:${PASSWORD}@proxy:3128` },
  });
  expect(bad.exitCode).toBe(2);
  expect(bad.stderr).toContain("HTTPS_PROXY in the environment is not a proxy's address.");
  expect(bad.stderr).not.toContain(PASSWORD);
  expect(await box.left()).toEqual(NOTHING);
});

it('a stand-in for sudo that could not become root is refused when the scope opens', async () => {
  await using box = await openSandbox();
  await using container = await startContainer(DEBIAN, { SecurityOpt: ['no-new-privileges'] });
  await box.session(`container: { user: nobody }
deploy:
  - scope: { sudo: all }
    steps: [{ run: 'exit 0' }]
`);
  const before = await container.changes();
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--container', container.id]);
  expect(exitCode).toBe(4);
  expect(stderr).toContain(
    'Failed: Cannot open sudo for nobody: effective uid is not 0: setuid programs do not work here.\n',
  );
  expect(await container.changes()).toEqual(before);
});

it.each([
  ['sudo', BUILDER],
  ['the stand-in', DEBIAN],
])(
  'in a container of somebody else everything is taken back when we are killed: %s',
  async (_kind, image) => {
    await using box = await openSandbox();
    await using container = await startContainer(image);
    await container.run('id builder || useradd -m builder');
    await session(
      box,
      `deploy:
  - scope: { sudo: all, credentials: { ~/.netrc: { env: LOGIN } } }
    steps: [{ run: 'sudo -n id -u; cat ~/.netrc; echo; echo here; sleep 60' }]
`,
    );
    const look =
      'ls -A /home/builder /etc/sudoers.d /usr/bin/sudo /dev/unattend 2>&1; sudo -n -l -U builder /usr/bin/id';
    const before = await container.run(look);
    const run = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id], {
      env: { LOGIN: PASSWORD },
    });
    await run.says('| here');
    expect(await container.run(look)).not.toBe(before);
    run.child.kill('SIGKILL');
    await run.ended;
    await until('all is as before', async () => (await container.run(look)) === before);
  },
);

it.each([
  ['sudo', BUILDER],
  ['the stand-in', DEBIAN],
])('the user of a scope, and nobody else, has its sudo and its credentials: %s', async (_kind, image) => {
  await using box = await openSandbox();
  await box.session(`container: { user: root }
deploy:
  - { run: id builder || useradd -m builder }
  - scope: { user: builder, sudo: [/usr/bin/id], credentials: { ~/.netrc: { env: LOGIN } } }
    steps:
      - run: id -un; sudo -n id -u; stat -Lc %U ~/.netrc; cat /home/builder/.netrc
        expect: '/^builder\\n0\\nbuilder\\n${PASSWORD}$/'
      - { user: nobody, run: sudo -n id -u, exit: 1 }
      - { user: nobody, run: cat /home/builder/.netrc, exit: 1 }
      - { user: root, run: '[ ! -e /root/.netrc ]' }
  - { user: builder, run: sudo -n id -u, exit: [1, 127] }
  - { run: '[ ! -e /home/builder/.netrc ]' }
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', image], {
    env: { LOGIN: PASSWORD },
  });
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
});

it('what sudo has in its own path it has with stubs too', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: builder, env: { PATH: /usr/bin:/bin } }
deploy:
  - scope: { sudo: all, stub: [reboot], services: off }
    steps: [{ run: sudo -n ldconfig --version && sudo -n reboot }]
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', BUILDER]);
  expect(stderr).not.toContain('Failed');
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('the stub was called: reboot')]);
});

it('the stand-in for sudo is found where PATH does not lead to it, also behind a stub and in a scope inside', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: builder, env: { PATH: /bin:/sbin } }
deploy:
  - { user: root, run: 'echo builder:x:1000:1000::/tmp:/bin/sh >>/etc/passwd' }
  - scope: { sudo: [/bin/id], stub: [acme-start] }
    steps:
      - { run: 'acme-start && sudo -n id -u', expect: '/^0$/m' }
      - scope: { env: { PATH: /sbin:/bin } }
        steps: [{ run: 'sudo -n id -u; echo $PATH', expect: '/^0\\n.*:\\/sbin:\\/bin$/m' }]
  - { run: sudo -n id, exit: 127 }
  - scope: { sudo: [/bin/id], env: { PATH: /usr/bin:/bin } }
    steps: [{ run: 'sudo -n id -u; echo $PATH', expect: '/^0\\n\\/usr\\/bin:\\/bin$/m' }]
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml']);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
});

it('stubs are called instead of the commands, also by sudo, and each call is told', async () => {
  await using box = await openSandbox();
  await session(
    box,
    `deploy:
  - scope: { sudo: all, stub: [systemctl, reboot] }
    steps:
      - run: systemctl enable --now acme.service
      - run: sudo -n sh -c "systemctl daemon-reload && reboot"
      - run: bash -lc "systemctl login" && sudo -n -i systemctl root-login
      - scope: { stub: [udevadm, reboot] }
        steps: [{ run: udevadm trigger; systemctl is-active acme }, { run: sudo -n reboot now }]
  - { run: systemctl is-active acme, exit: 127 }
  - { run: bash -lc "systemctl login", exit: 127 }
  - run: '[ ! -e /dev/unattend/stubs ] && ! ls /etc/sudoers.d | grep unattend'
`,
  );
  const { exitCode, stdout, stderr } = await box.run(['--verbose', '--json', ...onBuilder()]);
  expect(exitCode).toBe(0);
  const calls = [
    'udevadm trigger',
    'reboot now',
    'systemctl enable --now acme.service',
    'systemctl daemon-reload',
    'reboot',
    'systemctl login',
    'systemctl root-login',
    'systemctl is-active acme',
  ];
  const told = [...stderr.matchAll(/note: the stub was called: (.*)/g)].map(([, call]) => call);
  expect(told).toEqual(calls);
  const { fakeCalls } = JSON.parse(stdout) as { readonly fakeCalls: unknown };
  expect(fakeCalls).toEqual(calls.map((call) => ({ by: 'stub', call })));
});
