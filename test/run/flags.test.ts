import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { containersOf } from '../support/containers.js';
import { engineAddress } from '../support/engine-api.js';
import { failed, runFailing } from '../support/failing.js';
import { failureBlock, NOTHING, openSandbox, RECORDING } from '../support/sandbox.js';

it('--no-seal makes no image, runs no test, and shows what the layer would hold', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - run: mkdir -p /opt/acme && echo 1 >/opt/acme/tool && echo x >>/etc/group && rm /etc/passwd
test:
  - run: 'false'
`);
  const { exitCode, stdout } = await box.run(['run', 'a.yaml', '--no-seal']);
  expect(exitCode).toBe(0);
  expect(box.plain(stdout).replaceAll(/\d+\.\d s/g, 'N s')).toMatchInlineSnapshot(`
    "a: done in N s
      changes  3 added, 2 changed, 1 deleted; nothing was sealed
      phases   prepare N s, deploy N s

      /: 1 added, 1 changed
        ~ /etc
        + /opt
      /etc: 1 changed, 1 deleted
        - /etc/passwd
        ~ /etc/group
      /opt: 1 added
        + /opt/acme
      /opt/acme: 1 added
        + /opt/acme/tool
    "
  `);
  expect(await box.left()).toEqual(NOTHING);

  await box.session('deploy:\n  - run: touch /made\n');
  const json = await box.run(['run', 'a.yaml', '--no-seal', '--json']);
  const { changes, image } = JSON.parse(json.stdout) as Record<string, unknown>;
  expect([changes, image]).toEqual([[{ path: '/made', kind: 'added' }], null]);
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

it('--recording is an asciicast v2 of the dialogue', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - run: echo not on a terminal
  - spawn: 'printf "Name: "; read name; printf "\\033[1mhello\\033[0m %s\\n" "$name"'
    size: 100x30
    dialogue:
      - expect: "Name:"
        answer: bob
`);
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--recording', 'out.cast']);
  expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
  const [header, ...events] = (await readFile(join(box.directory, 'out.cast'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(header).toEqual({ version: 2, width: 120, height: 40, title: 'a' });
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
