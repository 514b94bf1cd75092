import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { DURATION, failureBlock, NOTHING, openSandbox, RECORDING } from '../support/sandbox.js';

const WIZARD = `printf 'Name: '
read name
echo "hello $name" >/greeting
`;

const SESSION = `inputs: { vendor: { from: vendor } }
deploy:
  - spawn: sh \${{ inputs.vendor }}/install.sh
    dialogue:
      - expect: "Name:"
        answer: bob
`;

it('drives the dialogue in a container that runs, and leaves nothing but what the installer made', async () => {
  await using container = await startContainer();
  await using box = await openSandbox();
  await box.write('vendor/install.sh', WIZARD);
  await box.session(`${SESSION}test:\n  - run: cat /greeting\n    expect: hello bob\n`);
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--container', container.id]);
  expect(box.plain(stderr).replaceAll(container.id, 'ID')).toBe(PROGRESS);
  expect(box.plain(stdout).replaceAll(DURATION, 'N s')).toBe(
    'a: done in N s\n  phases  prepare N s, deploy N s, test N s\n',
  );
  expect(exitCode).toBe(0);
  expect(await container.changes()).toEqual(['/greeting']);
  expect(await container.run('ls -A /dev/unattend 2>&1')).toBe(
    'ls: /dev/unattend: No such file or directory\n',
  );
  expect(await container.isRunning()).toBe(true);
  expect(await box.left()).toEqual(NOTHING);
});

const PROGRESS = `a (run RUN)
  note: in the container ID: base and image of the script are ignored
prepare
  input vendor
prepare took N s
deploy
  spawn sh '/dev/unattend/inputs/vendor'/install.sh (a.yaml:5:5)
    "Name:" (a.yaml:7:9)
    typed "bob" enter
    ended: exit code 0
  spawn took N s
deploy took N s
test
  run cat /greeting (a.yaml:10:5)
  run took N s
test took N s
`;

it('inputs that do not fit under /dev need --workdir, which is emptied', async () => {
  await using container = await startContainer();
  await using box = await openSandbox();
  await box.write('vendor/install.sh', WIZARD);
  await box.write('vendor/payload', Buffer.alloc(80_000_000, 'x'));
  await box.session(SESSION);
  const refused = await box.run(['run', 'a.yaml', '--container', container.id]);
  expect(refused.exitCode).toBe(6);
  expect(box.plain(failureBlock(refused.stderr)).replace(container.id, 'ID')).toMatchInlineSnapshot(`
    "Failed: The inputs need 81 MB and /dev of the container has 67 MB.

      hint       Name a directory of the container to keep them in meanwhile: --workdir PATH; it is emptied afterwards.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml --container ID
      error      UNATTEND_INPUTS_TOO_LARGE, exit code 6
    "
  `);
  expect(await container.changes()).toEqual([]);

  const { exitCode } = await box.run(['run', 'a.yaml', '--container', container.id, '--workdir', '/var/tmp']);
  expect(exitCode).toBe(0);
  expect(await container.run('find /var')).toBe('/var\n/var/tmp\n');
  expect(await container.changes()).toEqual(['/greeting', '/var', '/var/tmp']);
});

it('a failure, and an interrupt, leave the container as it was', async () => {
  await using container = await startContainer();
  await using box = await openSandbox();
  await box.write(
    'vendor/install.sh',
    'trap "" HUP INT TERM\nprintf "Name: "; read name\necho asked\nwhile :; do sleep 1; done\n',
  );
  await box.session(SESSION.replace('    dialogue', '    timeout: 4s\n    dialogue'));
  const failed = await box.run(['run', 'a.yaml', '--container', container.id]);
  expect([failed.exitCode, box.plain(failureBlock(failed.stderr)).split('\n')[0]]).toEqual([
    3,
    'Failed: Waited N s for the end of the program (timeout 4.0 s).',
  ]);
  expect(await box.left()).toEqual(RECORDING);

  await box.session(SESSION);
  const running = box.start(['run', 'a.yaml', '--container', container.id]);
  await running.says('typed "bob" enter');
  running.child.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  expect(await container.changes()).toEqual([]);
  expect(await container.run('ps -o args | grep -c "[i]nstall.sh"; ls /dev | grep -c unattend')).toBe(
    '0\n0\n',
  );
  expect(await container.isRunning()).toBe(true);
});

it.each([
  { where: 'under /dev', before: 'true' },
  { where: 'in --workdir', before: 'dd if=/dev/zero of=/dev/full-now bs=1M 2>/dev/null' },
])('two runs at once have each its own inputs, and take away no others: $where', async ({ before }) => {
  await using container = await startContainer();
  await container.run(`mkdir -p /var/tmp; ${before}`);
  await using one = await openSandbox();
  await using other = await openSandbox();
  const look = 'cat ${{ inputs.vendor }}/name';
  const deploy = (lines: string): string =>
    `inputs: { vendor: { from: vendor } }\ndeploy:\n  - run: ${lines}\n`;
  await one.write('vendor/name', 'the one\n');
  await one.session(deploy(`'${look}; until [ -e /go ]; do sleep 0.1; done; ${look} >/one'`));
  await other.write('vendor/name', 'the other\n');
  await other.session(deploy(`'${look} >/other'`));
  const args = ['--verbose', 'run', 'a.yaml', '--container', container.id, '--workdir', '/var/tmp'];
  const running = one.start(args);
  await running.says('| the one');
  expect((await other.run(args)).exitCode).toBe(0);
  await container.run('touch /go');
  expect((await running.ended).exitCode).toBe(0);
  expect(await container.run('cat /one /other; ls -A /dev/unattend /var/tmp 2>&1')).toBe(
    'the one\nthe other\nls: /dev/unattend: No such file or directory\n/var/tmp:\n',
  );
});

it('a container that does not run', async () => {
  await using box = await openSandbox();
  await box.write('vendor/install.sh', WIZARD);
  await box.session(SESSION);
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--container', `none-${box.token}`]);
  expect(exitCode).toBe(5);
  expect(box.plain(failureBlock(stderr))).toMatchInlineSnapshot(`
    "Failed: There is no running container none-TOKEN.

      hint       List the running ones with \`docker ps\`.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml --container none-TOKEN
      error      UNATTEND_CONTAINER_UNKNOWN, exit code 5
    "
  `);
});
