import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DURATION, failureBlock, NOTHING, openSandbox, RECORDING } from '../support/sandbox.js';

const WIZARD = `printf 'Name: '
read name
mkdir -p "$1"
echo "hello $name" >"$1/greeting"
`;

/** Everything a session can say that does not apply here is in it. */
const SESSION = `params: { to: { type: string, required: true } }
inputs: { vendor: { from: install.sh, at: /opt/installer } }
container: { user: builder, workdir: /opt, network: none }
deploy:
  - spawn: sh \${{ inputs.vendor }} \${{ params.to }}
    dialogue:
      - expect: "Name:"
        answer: bob
test:
  - run: cat \${{ params.to }}/greeting
    expect: hello bob
  - { file: "\${{ params.to }}/greeting", mode: 0644 }
  - { absent: "\${{ params.to }}/none" }
`;

/** No engine is needed: the address is one where none can be. */
const options = { env: { DOCKER_HOST: 'unix:///none.sock' } };

it.concurrent('runs the session on this machine, with no engine at all', async () => {
  await using box = await openSandbox();
  await box.write('install.sh', WIZARD);
  await box.session(SESSION);
  const to = join(box.directory, 'acme');
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', `to=${to}`, '--on', 'host'], options);
  expect(box.plain(stderr)).toBe(PROGRESS);
  expect(box.plain(stdout).replaceAll(DURATION, 'N s')).toBe(
    'a: done in N s\n  phases  prepare N s, deploy N s, test N s\n',
  );
  expect(exitCode).toBe(0);
  expect(readFileSync(join(to, 'greeting'), 'utf8')).toBe('hello bob\n');
  expect(await box.left()).toEqual(NOTHING);
});

const PROGRESS = `a (run RUN)
  note: on the host: base, image and container of the script are ignored
prepare
  input vendor
prepare took N s
deploy
  spawn sh 'ROOT/tmp/unattend-RUN/vendor' 'ROOT/work/acme' (a.yaml:7:5)
    "Name:" (a.yaml:9:9)
    typed "bob" enter
    ended: exit code 0
  spawn took N s
deploy took N s
test
  run cat 'ROOT/work/acme'/greeting (a.yaml:12:5)
  run took N s
  file ROOT/work/acme/greeting (a.yaml:14:5)
  file took N s
  absent ROOT/work/acme/none (a.yaml:15:5)
  absent took N s
test took N s
`;

it.concurrent.each([
  ['exits 3', 'exit 3', 4, 'The program failed: exit code 3, while "Go?" was awaited.'],
  ['is killed', 'kill -ALRM $$', 4, 'The program failed: killed by SIGALRM, while "Go?" was awaited.'],
  ['exits with 128+14', 'exit 142', 4, 'The program failed: exit code 142, while "Go?" was awaited.'],
  ['ends early', 'exit 0', 3, 'The program ended (exit code 0) while waiting for "Go?".'],
])('a program on this machine that %s', async (_, end, exitCode, sentence) => {
  await using box = await openSandbox();
  await box.session(
    `deploy:\n  - spawn: 'echo installing; ${end}'\n    dialogue: [{ expect: Go?, answer: y }]\n`,
  );
  const result = await box.run(['run', 'a.yaml', '--on', 'host'], options);
  expect(result.exitCode).toBe(exitCode);
  expect(failureBlock(result.stderr).split('\n')[0]).toBe(`Failed: ${sentence}`);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent('a test that fails on this machine', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'true'\ntest:\n  - { file: /none }\n");
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--on', 'host'], options);
  expect(exitCode).toBe(8);
  expect(failureBlock(stderr).split('\n')[0]).toBe('Failed: The test "file /none" failed: it is not there.');
});

it.concurrent('ends all that a command has started when its time is up', async () => {
  await using box = await openSandbox();
  await box.session(`params: { at: { required: true } }
deploy:
  - run: '(trap "" HUP TERM; while sleep 0.1; do echo >>\${{ params.at }}; done) & sleep 100'
    timeout: 1s
`);
  const tick = join(box.directory, 'tick');
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', `at=${tick}`, '--on', 'host'], options);
  expect([exitCode, failureBlock(stderr).split('\n')[0]]).toEqual([
    4,
    expect.stringMatching(/did not end within 1 s\.$/),
  ]);
  expect(readFileSync(tick).length).toBeGreaterThan(0);
  expect(await box.left()).toEqual(RECORDING); // looks for processes that have the path in their command line
});

it.concurrent('--on takes nothing but "host", and not together with --container', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'true'\n");
  const sentence = async (...args: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', ...args], options);
    return [exitCode, stdout, failureBlock(stderr).split('\n')[0]];
  };
  expect(await sentence('--on', 'mars')).toEqual([2, '', 'Failed: --on takes "host", not "mars".']);
  expect(await sentence('--on', 'host', '--container', 'x')).toEqual([
    2,
    '',
    'Failed: --on host and --container exclude each other.',
  ]);
});
