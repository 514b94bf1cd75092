import { expect, it } from 'vitest';
import { DEBIAN } from '../support/images.js';
import { openSandbox, type Sandbox, type StartOptions } from '../support/sandbox.js';

/** The caller has these; no program of a session may see them. */
const CALLER = {
  CANARY: 'caller',
  LC_ALL: 'POSIX',
  TERM: 'vt52',
  LANG: 'de_CH.UTF-8',
  COLUMNS: '40',
  PS1: '>',
};
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the programs of a session printed, sorted. */
async function printed(
  box: Sandbox,
  lines: string,
  args: readonly string[] = [],
  options: StartOptions = {},
) {
  await box.session(lines);
  const { stderr, exitCode } = await box.run(['--verbose', 'run', 'a.yaml', ...args], {
    env: CALLER,
    ...options,
  });
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  return stderr
    .split('\n')
    .flatMap((line) => /^\S+ +\| (.*)$/.exec(line)?.[1] ?? [])
    .sort();
}

it.concurrent.each(['run', 'spawn'])('%s in a container gets exactly this environment', async (step) => {
  await using box = await openSandbox();
  const args = ['--base', DEBIAN];
  expect(await printed(box, `deploy:\n  - ${step}: [env]\n`, args)).toEqual([
    'HISTFILE=/dev/null',
    'HOME=/root',
    'HOSTNAME=build',
    'LANG=C.UTF-8',
    `PATH=${PATH}`,
    'PWD=/',
    'TERM=xterm-256color',
  ]);
});

it.concurrent.each(['run', 'spawn'])('%s on this machine gets exactly this environment', async (step) => {
  await using box = await openSandbox();
  expect(await printed(box, `deploy:\n  - ${step}: [env]\n`, ['--on', 'host'])).toEqual([
    'HISTFILE=/dev/null',
    `HOME=${box.directory.replace(/work$/, 'home')}`,
    'LANG=C.UTF-8',
    `PATH=${process.env['PATH'] ?? ''}`,
    expect.stringMatching(/^PWD=.*\/tmp\/unattend-[0-9a-f]{12}$/),
    'TERM=xterm-256color',
    'USER=tester',
  ]);
});

it.concurrent('what the container and the step set is added, and the base keeps its LANG', async () => {
  await using box = await openSandbox();
  const session = `params: { p: { default: "a b" } }
secrets: { key: { env: KEY } }
container:
  user: { name: bob, create: true }
  home: /srv
  workdir: /opt
  hostname: acme
  env: { FROM_CONTAINER: "\${{ params.p }}", BOTH: container, LANG: C }
deploy:
  - run: [env]
    env: { FROM_STEP: "<\${{ params.p }}>", BOTH: step, KEY: { secret: key } }
`;
  const options = { env: { ...CALLER, KEY: 'k3y-of-acme' } };
  expect(await printed(box, session, ['--base', DEBIAN], options)).toEqual([
    'BOTH=step',
    'FROM_CONTAINER=a b',
    'FROM_STEP=<a b>',
    'HISTFILE=/dev/null',
    'HOME=/srv',
    'HOSTNAME=acme',
    'KEY=[redacted]',
    'LANG=C',
    `PATH=${PATH}`,
    'PWD=/opt',
    'TERM=xterm-256color',
  ]);
});

it.concurrent('user and cwd of a step; a user made by the session has its home and its groups', async () => {
  await using box = await openSandbox();
  const session = `container: { user: { name: bob, create: true }, workdir: /home/bob }
deploy:
  - run: echo "1 $(id -un):$(id -gn) $(id -G | wc -w) $HOME $PWD"
  - run: echo "2 $(id -un):$(id -gn) $HOME $PWD"
    user: root
    cwd: /etc
  - spawn: echo "3 $(id -un):$(id -gn) $HOME $PWD"
    user: nobody:nogroup
    cwd: /tmp
  - run: echo "4 $(id -u):$(id -g)"
    user: 7:8
`;
  expect(await printed(box, session, ['--base', DEBIAN])).toEqual([
    '1 bob:bob 1 /home/bob /home/bob',
    '2 root:root /root /etc',
    '3 nobody:nogroup /nonexistent /tmp',
    '4 7:8',
  ]);
});

it.concurrent.each([
  ['on this machine', ['--on', 'host']],
  ['in a container', []],
])("umask 022 and the terminal's size %s, whatever the caller has", async (_, args) => {
  await using box = await openSandbox();
  const session = `deploy:
  - run: echo "run $(umask)"
  - spawn: echo "spawn $(umask) $(stty size)"
  - spawn: echo "own size $(stty size)"
    size: 100x30
`;
  const through = ['/bin/sh', '-c', 'umask 077; exec "$@"', 'sh'];
  expect(await printed(box, session, args, { through })).toEqual([
    'own size 30 100',
    'run 0022',
    'spawn 0022 40 120',
  ]);
  expect(await printed(box, session, [...args, '--size', '80x24'])).toEqual([
    'own size 30 100',
    'run 0022',
    'spawn 0022 24 80',
  ]);
});

it.concurrent('a `run` has no terminal, and nothing comes from its stdin', async () => {
  await using box = await openSandbox();
  const session = 'deploy:\n  - run: echo "$(hostname) $(readlink /proc/self/fd/0)"; tty || true\n';
  expect(await printed(box, session)).toEqual(['build /dev/null', 'not a tty']);
});
