import { expect, it } from 'vitest';
import { failed, runFailing } from '../support/failing.js';
import { openSandbox } from '../support/sandbox.js';

it('a run step that fails', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'echo out; echo wrong >&2; exit 7'\n");
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: echo out; echo wrong >&2; exit 7 failed: exit code 7.

      step  run echo out; echo wrong >&2; exit 7
      at    a.yaml:4:5

      ┌─ the last output
      │ out
      │ wrong
      └─

      hint       If that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_FAILED, exit code 4
    "
  `);
});

it('a run step in whose middle a command fails: -e', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: |\n      false\n      echo never >/never\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: false echo never >/never failed: exit code 1.

      step  run false echo never >/never
      at    a.yaml:4:5

      the last output is empty

      hint       If that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_FAILED, exit code 4
    "
  `);
});

it('a run step that takes too long', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'echo start; sleep 100'\n    timeout: 500ms\n");
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: echo start; sleep 100 did not end within 0.5 s.

      step  run echo start; sleep 100
      at    a.yaml:4:5

      ┌─ the last output
      │ start
      └─

      hint       Give the step a longer \`timeout\`.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_TIMEOUT, exit code 4
    "
  `);
});

it('a run step that does not print what it should', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo version 4.2\n    expect: version 4.3\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: echo version 4.2 did not print "version 4.3".

      step      run echo version 4.2
      at        a.yaml:4:5
      expected  "version 4.3"

      ┌─ the last output
      │ version 4.2
      └─

      hint       Compare \`expect\` with the output above.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_OUTPUT, exit code 4
    "
  `);
});

it('a run step that a signal ends', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'kill -ALRM $$'\n");
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: kill -ALRM $$ failed: exit code 142 (128+14, perhaps SIGALRM).

      step  run kill -ALRM $$
      at    a.yaml:4:5

      the last output is empty

      hint       If that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_FAILED, exit code 4
    "
  `);
});

it('a prepare step that fails on this machine, by exit code or by signal', async () => {
  await using box = await openSandbox();
  await box.session("prepare:\n  - run: 'echo unpacked; exit 9'\ndeploy:\n  - run: 'true'\n");
  const exited = await runFailing(box);
  expect(exited.block).toMatchInlineSnapshot(`
    "Failed: echo unpacked; exit 9 failed: exit code 9.

      step  run echo unpacked; exit 9
      at    a.yaml:4:5

      ┌─ the last output
      │ unpacked
      └─

      hint       If that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_FAILED, exit code 4
    "
  `);
  expect(exited).toEqual({ ...failed(4), block: exited.block });

  await box.session("prepare:\n  - run: 'kill -ALRM $$'\ndeploy:\n  - run: 'true'\n");
  expect((await runFailing(box)).block.split('\n')[0]).toBe(
    'Failed: kill -ALRM $$ failed: killed by SIGALRM.',
  );
});

it('a copy to where it cannot go', async () => {
  await using box = await openSandbox();
  await box.write('file', 'x');
  await box.session('inputs: { file: { from: file } }\ndeploy:\n  - copy: file\n    to: /bin/sh/file\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: copy file to /bin/sh/file failed: exit code 1.

      step  copy file to /bin/sh/file
      at    a.yaml:5:5

      ┌─ the last output
      │ mkdir: can't create directory '/bin/sh': File exists
      └─

      hint       If that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_STEP_FAILED, exit code 4
    "
  `);
});

it.each([
  {
    kind: 'a command that fails',
    test: "run: 'echo seen; exit 2'",
    sentence: 'The test "echo seen; exit 2" failed: echo seen; exit 2 failed: exit code 2.',
    shown: ['run echo seen; exit 2', ['┌─ the last output', '│ seen', '└─']],
  },
  {
    kind: 'a command that prints something else',
    test: 'run: echo acme 4.2\n    expect: acme 4.3',
    sentence: 'The test "echo acme 4.2" failed: echo acme 4.2 did not print "acme 4.3".',
    shown: ['run echo acme 4.2', ['┌─ the last output', '│ acme 4.2', '└─']],
  },
  {
    kind: 'a file that is not there',
    test: 'file: /none',
    sentence: 'The test "file /none" failed: it is not there.',
    shown: ['file /none', ['the last output is empty']],
  },
  {
    kind: 'a file with another mode',
    test: 'file: /made\n    mode: "0600"',
    sentence: 'The test "file /made" failed: its mode is 0644, not 0600.',
    shown: ['file /made', ['the last output is empty']],
  },
  {
    kind: 'a file of another owner',
    test: 'file: /made\n    owner: daemon',
    sentence: 'The test "file /made" failed: its owner is root, not daemon.',
    shown: ['file /made', ['the last output is empty']],
  },
  {
    kind: 'a path that should be absent',
    test: 'absent: /made',
    sentence: 'The test "absent /made" failed: it is there.',
    shown: ['absent /made', ['the last output is empty']],
  },
] as const)('a test of the candidate: $kind', async ({ test, sentence, shown: [step, output] }) => {
  await using box = await openSandbox();
  await box.session(`deploy:\n  - run: touch /made\ntest:\n  - ${test}\n`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(8));
  expect(block.split('\n')).toEqual([
    `Failed: ${sentence}`,
    '',
    `  step  ${step}`,
    '  at    a.yaml:6:5',
    '',
    ...output.map((line) => `  ${line}`),
    '',
    '  hint       Run with --keep to look at the container.',
    '  recording  ROOT/state/unattend/recordings/RUN.cast',
    '  reproduce  unattend run a.yaml',
    '  error      UNATTEND_TEST_FAILED, exit code 8',
    '',
  ]);
});
