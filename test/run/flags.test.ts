import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { containersOf } from '../support/containers.js';
import { engineAddress } from '../support/engine-api.js';
import { failed, runFailing } from '../support/failing.js';
import { DURATION, failureBlock, NOTHING, openSandbox, RECORDING } from '../support/sandbox.js';

it('--no-seal makes no image, runs no test, and shows what the layer would hold', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - run: mkdir -p /opt/acme && echo 1 >/opt/acme/tool && chmod 4755 /opt/acme/tool && echo x >>/etc/group && rm /etc/passwd
  - run: head -c 3000 /dev/zero >/opt/acme/data && chmod 666 /opt/acme/data && ln /opt/acme/data /opt/acme/same && chmod 755 /bin/busybox
test:
  - run: 'false'
`);
  const { exitCode, stdout } = await box.run(['run', 'a.yaml', '--no-seal']);
  expect(exitCode).toBe(0);
  expect(
    box
      .plain(stdout)
      .replaceAll(DURATION, 'N s')
      .replaceAll(/\d\.\d\d MB/g, 'N MB'),
  ).toMatchInlineSnapshot(`
    "a: done in N s
      layer   N MB: 3 added, 1 changed, 1 deleted, 1 only copied, 4 directories
              nothing was sealed
      phases  prepare N s, deploy N s

    size by directory
       N MB  /bin

    largest files
       N MB  /bin/busybox
       3.00 kB  /opt/acme/data
          12 B  /etc/group
           2 B  /opt/acme/tool

    deleted; the bytes of these stay in the base
      /etc/passwd

    only copied, N MB: opened for writing, or given the mode or owner they had
      /bin/busybox

    setuid, setgid, capabilities
      4755 0:root /opt/acme/tool

    writable by everybody
      /opt/acme/data
      /opt/acme/same

    not looked at, or not in the layer
      file capabilities: the container has no \`getcap\`
    "
  `);
  expect(await box.left()).toEqual(NOTHING);
});

it('--no-seal --json has each path of the layer, and the sums', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo 1 >/made; chown 5:6 /made; chmod 2751 /made\n');
  const { stdout } = await box.run(['run', 'a.yaml', '--no-seal', '--json']);
  const { changes, image, review } = JSON.parse(stdout) as Record<string, unknown>;
  expect(image).toBeNull();
  expect(changes).toEqual([
    {
      path: '/made',
      kind: 'added',
      isOnlyCopied: false,
      type: 'file',
      sizeBytes: 2,
      mode: '2751',
      uid: 5,
      gid: 6,
      user: null,
      group: null,
      target: null,
      capabilities: null,
    },
  ]);
  const none = { count: 0, paths: [] };
  expect(review).toEqual({
    missing: null,
    hasCapabilities: false,
    mounts: [],
    sizeBytes: 2,
    added: 1,
    changed: 0,
    directories: 0,
    deleted: none,
    onlyCopied: { ...none, sizeBytes: 0 },
    bySize: [],
    largest: [{ path: '/made', sizeBytes: 2 }],
    owners: [{ uid: 5, gid: 6, user: null, group: null, count: 1, sizeBytes: 2 }],
    privileged: {
      count: 1,
      files: [{ path: '/made', mode: '2751', uid: 5, gid: 6, user: null, group: null, capabilities: null }],
    },
    worldWritable: none,
  });
});

it('--no-seal --verbose lists each path of the layer', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'echo 1 >/made; rm /bin/yes; ln -s made /link'\n");
  const { stdout } = await box.run(['run', 'a.yaml', '--no-seal', '--verbose']);
  expect(stdout.split('\n').slice(-5)).toEqual([
    '~ d0755 root:root         0 /bin',
    '- /bin/yes',
    '+ l0777 root:root         0 /link -> made',
    '+ -0644 root:root         2 /made',
    '',
  ]);
});

it('--no-seal --keep leaves the container after a success too', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo 1 >/made\n');
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--no-seal', '--keep']);
  const runId = /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';
  expect(exitCode).toBe(0);
  const files = ['state/unattend/runs/RUN.json'];
  expect(await box.left()).toEqual({ ...NOTHING, files, containers: [`unattend-${runId} running`] });
  const remove = /^ +remove +(.*)/m.exec(stdout)?.[1] ?? '';
  await promisify(execFile)('/bin/sh', ['-c', remove]);
  expect(await box.left()).toEqual({ ...NOTHING, files });
});

/** A container that is kept has a ledger, by which `gc` removes it a day later. */
const LEFT = { ...RECORDING, files: [...RECORDING.files, 'state/unattend/runs/RUN.json'] };

it('--keep leaves the container of a failed run, and says how to enter and remove it', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made; exit 7\n');
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--keep']);
  const runId = /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';
  expect(exitCode).toBe(4);
  const docker = `docker -H ${engineAddress()}`;
  expect(
    box
      .plain(stdout)
      .split('\n')
      .filter((line) => /kept|enter|remove/.test(line)),
  ).toEqual([
    '  kept       container unattend-RUN',
    `  enter      ${docker} exec -it unattend-RUN sh`,
    `  remove     ${docker} rm -f unattend-RUN`,
  ]);
  expect(await box.left()).toEqual({ ...LEFT, containers: [`unattend-${runId} running`] });

  const [, enter = '', remove = ''] = stdout
    .split('\n')
    .flatMap((line) => /^ +(?:kept|enter|remove) +(.*)/.exec(line)?.[1] ?? []);
  const sh = promisify(execFile);
  const inside = await sh('/bin/sh', ['-c', `${enter.replace(' -it ', ' -i ')} -c 'ls /made'`]);
  expect(inside.stdout).toBe('/made\n');
  await sh('/bin/sh', ['-c', remove]);
  expect(await containersOf([runId])).toEqual([]);
});

it('--keep leaves the container of a failed test, with the image it needs', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\ntest:\n  - { absent: /made }\n');
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--keep']);
  const runId = /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';
  expect(exitCode).toBe(8);
  const candidate = `unattend.invalid/candidate:${runId}`;
  const containers = [`unattend-${runId}-test running`];
  expect(await box.left()).toEqual({ ...LEFT, containers, images: [candidate] });

  const remove = /^ +remove +(.*)/m.exec(stdout)?.[1] ?? '';
  const docker = `docker -H ${engineAddress()}`;
  expect(remove).toBe(`${docker} rm -f unattend-${runId}-test && ${docker} rmi ${candidate}`);
  await promisify(execFile)('/bin/sh', ['-c', remove]);
  expect(await box.left()).toEqual(LEFT);
});

it('--keep leaves nothing after a success or an interrupt', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo started; sleep 100\n');
  const running = box.start(['--verbose', 'run', 'a.yaml', '--keep']);
  await running.says('| started');
  running.child.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  expect(await box.left()).toEqual(RECORDING);

  await box.session('deploy:\n  - run: touch /made\n');
  expect((await box.run(['run', 'a.yaml', '--keep'])).exitCode).toBe(0);
  expect((await box.left()).containers).toEqual([]);
});

it.each([
  [[], { version: 3, term: { cols: 120, rows: 40 }, title: 'a' }],
  [['--cast-format', 'v2'], { version: 2, width: 120, height: 40, title: 'a' }],
])('--recording %j is an asciicast of the dialogue', async (flags, firstLine) => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - run: echo not on a terminal
  - spawn: 'printf "Name: "; read name; printf "\\033[1mhello\\033[0m %s\\n" "$name"'
    size: 100x30
    dialogue:
      - expect: "Name:"
        answer: bob
`);
  await box.write('out.cast.flags', '{"event":0,"echo":"off"}\n'); // of a recording that stood there before
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--recording', 'out.cast', ...flags]);
  expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
  const [header, ...events] = (await readFile(join(box.directory, 'out.cast'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(header).toEqual(firstLine);
  expect(existsSync(join(box.directory, 'out.cast.flags'))).toBe(false);
  const told = (events as [number, string, string][]).filter(([, code]) => code !== 'o');
  expect(told.map(([, code, data]) => `${code} ${data}`)).toEqual([
    'r 100x30',
    expect.stringMatching(/^m spawn: printf "Name: "/),
    'm exchange a.yaml:8:9: Name:',
    'i bob\r',
    'm end: exit code 0',
  ]);
  const written = (events as [number, string, string][])
    .filter(([, code]) => code === 'o')
    .map(([, , data]) => data);
  expect(written.join('')).toBe('Name: bob\r\n\u001b[1mhello\u001b[0m bob\r\n');
  expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });
});

it('--recording into a place that is none is refused before anything starts', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--recording', 'none/out.cast']);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: Cannot write the recording ROOT/work/none/out.cast: its directory does not exist.

      hint   Give --recording a file in a directory that exists and that you may write to.
      error  UNATTEND_USAGE, exit code 2
    "
  `);
});

it('--quiet says nothing of a run that ends well, and only the failure of one that does not', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo noise\n');
  const good = await box.run(['--quiet', 'run', 'a.yaml']);
  expect([good.exitCode, good.stdout, good.stderr]).toEqual([0, '', '']);
  await box.session('deploy:\n  - run: exit 7\n');
  const bad = await box.run(['run', 'a.yaml', '--quiet']);
  expect([bad.exitCode, bad.stdout, bad.stderr.split('\n')[0]]).toEqual([
    4,
    '',
    'Failed: exit 7 failed: exit code 7.',
  ]);
});

it('--timeout-factor multiplies the timeouts of a program and of a run step', async () => {
  await using box = await openSandbox();
  const sentence = async (lines: string): Promise<string | undefined> => {
    await box.session(lines);
    const { stderr } = await box.run(['run', 'a.yaml', '--on', 'host', '--timeout-factor', '0.25']);
    return box.plain(failureBlock(stderr)).split('\n')[0];
  };
  expect(await sentence("deploy:\n  - spawn: 'while sleep 0.1; do echo; done'\n    timeout: 2s\n")).toBe(
    'Failed: Waited N s for the end of the program (timeout 0.5 s).',
  );
  expect(await sentence('deploy:\n  - spawn: sleep 100\n    idle: 2s\n')).toBe(
    'Failed: Waited N s for the end of the program (idle 0.5 s).',
  );
  expect(await sentence('deploy:\n  - run: sleep 100\n    timeout: 2s\n')).toBe(
    'Failed: sleep 100 did not end within 0.5 s.',
  );
});

it.each([
  ['--size', '80', '"80" is no terminal size.'],
  ['--size', '0x0', '"0x0" is no terminal size.'],
  ['--timeout-factor', '0', '"0" is no factor for timeouts.'],
  ['--timeout-factor', 'two', '"two" is no factor for timeouts.'],
  ['--on-error', 'retry', '--on-error takes "ask" or "fail", not "retry".'],
  ['--on-error', 'ask', '--on-error ask needs a terminal to ask on.'],
  ['--base', 'Not An Image', '"Not An Image" is no image reference.'],
])('%s %s is refused', async (flag, value, sentence) => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', flag, value]);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block.split('\n')[0]).toBe(`Failed: ${sentence}`);
});
