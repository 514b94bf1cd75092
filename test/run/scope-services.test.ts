import { expect, it } from 'vitest';
import { savedImage } from '../support/images.js';
import { openSandbox } from '../support/sandbox.js';

const DEBIAN = 'unattend-dev/debian:bookworm';
/** A builder that need not download what is installed here. */
const PACKAGES = 'unattend-dev/packages:bookworm';
/** Exits 1 unless it runs. */
const RUNS = `cat /proc/[0-9]*/comm | grep -qx tinyproxy`;

it('a package’s daemon is installed and not started, and the image has no trace of the scope', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: builder }
deploy:
  # As in an image with an init system: without one, Debian's invoke-rc.d starts nothing by itself.
  - { user: root, run: 'ln -s /bin/true /sbin/init; printf "#!/bin/sh\\necho N 2\\n" >/sbin/runlevel; chmod 755 /sbin/runlevel' }
  - scope: { sudo: all, services: off }
    steps:
      - run: sudo -n apt-get install -y --no-install-recommends tinyproxy
      - { run: [sudo, -n, sh, -c, '${RUNS}'], exit: 1 }
      - { run: sudo -n service tinyproxy start }
      - { run: sudo -n /etc/init.d/tinyproxy start }
      - { run: sudo -n start-stop-daemon --start --exec /usr/bin/tinyproxy }
      - { run: [sudo, -n, sh, -c, '${RUNS}'], exit: 1 }
      - { run: 'service tinyproxy status || exit 3', exit: 3 }
      - { run: '/usr/sbin/policy-rc.d x start', exit: 101 }
  - run: '[ ! -e /usr/sbin/policy-rc.d ] && [ ! -e /dev/unattend/stubs ]'
  # The same starts where nothing keeps it from it.
  - { user: root, run: invoke-rc.d tinyproxy start }
  - { user: root, run: [sh, -c, '${RUNS}'] }
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', PACKAGES], {
    longestMs: 170_000,
  });
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  const told = [...stderr.matchAll(/note: not started: (.*)/g)].map(([, call]) => call);
  expect(told).toEqual([
    'invoke-rc.d cron start',
    'invoke-rc.d tinyproxy start',
    'service tinyproxy start',
    'start-stop-daemon --start --quiet --oknodo --pidfile /run/tinyproxy/tinyproxy.pid --exec /usr/bin/tinyproxy -- -c /etc/tinyproxy/tinyproxy.conf',
    'start-stop-daemon --start --exec /usr/bin/tinyproxy',
    'invoke-rc.d x start',
  ]);
  const { lastLayer } = await savedImage(box.tag);
  expect(lastLayer.filter((path) => /policy-rc|unattend/.test(path))).toEqual([]);
  expect(lastLayer).toContain('usr/bin/tinyproxy');
}, 180_000);

it('a daemon that a script runs itself is started, as the documentation says', async () => {
  await using box = await openSandbox();
  const isRunning = 'cat /proc/[0-9]*/comm | grep -qx acmed';
  await box.session(`deploy:
  - scope: { services: off }
    steps:
      - run: test -L /usr/sbin/policy-rc.d
      - run: 'cp /bin/sleep /usr/sbin/acmed; /usr/sbin/acmed 1000 >/dev/null 2>&1 & echo $! >/run/acmed.pid'
      - run: ${isRunning}
  - run: ${isRunning}
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', DEBIAN]);
  expect(stderr).not.toContain('Failed');
  expect(stderr).not.toContain('not started');
  expect(exitCode).toBe(0);
});

it('a scope that did nothing but keep services off leaves nothing in the layer', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: nobody }
deploy:
  - { user: root, run: echo x >/etc/marked }
  - scope: { sudo: [/usr/bin/id], services: off, stub: [reboot] }
    steps: [{ run: sudo -n id -u && reboot }]
`);
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--base', DEBIAN]);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  const { lastLayer } = await savedImage(box.tag);
  expect(lastLayer.filter((path) => !path.endsWith('/'))).toEqual(['etc/marked']);
});

it('a policy of the image’s own is kept when it starts nothing, and comes back when it does not', async () => {
  await using box = await openSandbox();
  const look = 'stat -c "%i %y %a" /usr/sbin/policy-rc.d; cat /usr/sbin/policy-rc.d; stat -c %y /usr/sbin';
  const put = (code: number): string =>
    `{ run: 'printf "#!/bin/sh\\nexit ${code}\\n" >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d' }`;
  await box.session(`deploy:
  - ${put(101)}
  - { run: '${look}', save: { kept: '/[^]+/' } }
  - scope: { services: off }
    steps: [{ run: '${look}', save: { inside: '/[^]+/' } }]
  - run: '[ \${{ kept }} = \${{ inside }} ]'
  - ${put(0)}
  - { run: '${look}', save: { other: '/[^]+/' } }
  - scope: { services: off }
    steps:
      - { run: '/usr/sbin/policy-rc.d x start', exit: 101 }
      - scope: { services: off }
        steps: [{ run: 'invoke-rc.d x start', exit: any }]
      - { run: '/usr/sbin/policy-rc.d x start', exit: 101 }
  - { run: '${look}', save: { back: '/[^]+/' } }
  - run: '[ \${{ other }} = \${{ back }} ]'
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', DEBIAN]);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  // What a scope asks the policy of the one around it is no call of a program.
  const told = [...stderr.matchAll(/note: not started: (.*)/g)].map(([, call]) => call);
  expect([...new Set(told)]).toEqual(['invoke-rc.d x start']);
});

it('systemctl enables and starts nothing', async () => {
  await using box = await openSandbox();
  const wanted = '/etc/systemd/system/multi-user.target.wants/acme.service';
  await box.session(`deploy:
  - run: apt-get install -y --no-install-recommends systemd
  - run: 'printf "[Service]\\nExecStart=/bin/true\\n[Install]\\nWantedBy=multi-user.target\\n" >/etc/systemd/system/acme.service'
  - { run: systemctl start acme, exit: 1 }
  - scope: { services: off }
    steps:
      - run: systemctl start acme && systemctl daemon-reload && systemctl --quiet restart acme
      - { run: systemctl enable --now acme && test -L ${wanted} }
      - { run: systemctl is-enabled acme, expect: enabled }
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--base', PACKAGES], {
    longestMs: 170_000,
  });
  expect(exitCode).toBe(0);
  const told = [...stderr.matchAll(/note: not started: (.*)/g)].map(([, call]) => call);
  expect(told).toEqual([
    'systemctl start acme',
    'systemctl daemon-reload',
    'systemctl --quiet restart acme',
    'systemctl --now enable acme',
  ]);
  const { lastLayer } = await savedImage(box.tag);
  expect(lastLayer).toContain(wanted.slice(1));
}, 180_000);
