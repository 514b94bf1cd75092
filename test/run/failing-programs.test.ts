import { expect, it } from 'vitest';
import { failed, runFailing } from '../support/failing.js';
import { openSandbox } from '../support/sandbox.js';

it('a program that exits 3 in the middle of its questions', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'printf "Name: "; read name; echo "no licence for $name"; exit 3'
    dialogue:
      - expect: "Name:"
        answer: bob
      - expect: "Serial number:"
        answer: 1234
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The program failed: exit code 3, while "Serial number:" was awaited.

      step      spawn printf "Name: "; read name; echo "no licence for $name"; exit 3
      at        a.yaml:8:9
      expected  "Serial number:"
      waited    N s

      ┌─ the last screen
      │ Name: bob
      │ no licence for bob
      └─

      hint       The screen above shows why; if that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_PROGRAM_FAILED, exit code 4
    "
  `);
});

it('a program that ends well before its last question', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'printf "Name: "; read name; echo "Hello $name."'
    dialogue:
      - expect: "Name:"
        answer: bob
      - expect: "Serial number:"
        answer: 1234
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The program ended (exit code 0) while waiting for "Serial number:".

      step      spawn printf "Name: "; read name; echo "Hello $name."
      at        a.yaml:8:9
      expected  "Serial number:"
      waited    N s

      ┌─ the last screen
      │ Name: bob
      │ Hello bob.
      └─

      hint       If that prompt does not always come, mark the exchange \`optional: true\`.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_UNEXPECTED_END, exit code 3
    "
  `);
});

it('an answer that is refused', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'while :; do printf "Directory: "; read d; echo "ERROR: $d is not empty"; done'
    dialogue:
      - expect: "Directory:"
        answer: /opt
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The prompt "Directory:" came back after it was answered; the program said: ERROR: /opt is not empty.

      step      spawn while :; do printf "Directory: "; read d; echo "ERROR: $d is not empty"; done
      at        a.yaml:6:9
      expected  "Directory:"
      waited    N s

      ┌─ the last screen
      │ Directory: /opt
      │ ERROR: /opt is not empty
      │ Directory:
      └─

      hint       Correct the answer, or give a list: answer: [first, second].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_ANSWER_REFUSED, exit code 3
    "
  `);
});

it('a question that the params exclude', async () => {
  await using box = await openSandbox();
  await box.session(`params: { platform: { type: choice, of: [A, B], default: A } }
deploy:
  - spawn: 'printf "Support platform B? "; read b'
    dialogue:
      - expect: Support platform B?
        when: { platform: B }
        answer: y
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The prompt "Support platform B?" came, but its exchange is only for platform=B.

      step      spawn printf "Support platform B? "; read b
      at        a.yaml:7:9
      expected  "Support platform B?"
      waited    N s

      ┌─ the last screen
      │ Support platform B?
      └─

      hint       Remove or widen the \`when\` of that exchange.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_PROMPT_EXCLUDED, exit code 3
    "
  `);
});

it('a text of fail-on', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'printf "cp: No space left on device\\nRetry? "; read retry'
    fail-on: [No space left on device]
    dialogue:
      - expect: Retry?
        answer: n
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The program printed "No space left on device".

      step      spawn printf "cp: No space left on device\\nRetry? "; read retry
      at        a.yaml:5:15
      expected  "No space left on device"
      waited    N s

      ┌─ the last screen
      │ cp: No space left on device
      │ Retry?
      └─

      hint       This is what the script calls a failure; the screen above shows why the program said so.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_FAIL_MATCHED, exit code 3
    "
  `);
});

it('a \`fail\` response', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'printf "Version 1.2 is installed\\nOverwrite? "; read overwrite'
    dialogue:
      - expect: /Version (.*) is installed/
        optional: true
        fail: The base already has this SDK.
      - expect: Overwrite?
        answer: y
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The base already has this SDK.

      step      spawn printf "Version 1.2 is installed\\nOverwrite? "; read overwrite
      at        a.yaml:6:9
      expected  "/Version (.*) is installed/"
      waited    N s

      ┌─ the last screen
      │ Version 1.2 is installed
      │ Overwrite?
      └─

      hint       This is what the script calls a failure; the screen above shows why the program said so.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_FAIL_MATCHED, exit code 3
    "
  `);
});

it('a program that does not exist', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - spawn: [/opt/none, --install]\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The program failed: exit code 127.

      step    spawn /opt/none --install
      at      a.yaml:4:5
      waited  N s

      ┌─ the last screen
      │ unattend: exec: line 0: /opt/none: not found
      └─

      hint       The screen above shows why; if that exit code means success, list it: exit: [0, 3010].
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_PROGRAM_FAILED, exit code 4
    "
  `);
});

it('a program that a signal ends: in a container that can only be guessed', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - spawn: 'echo working; kill -ALRM $$'\n");
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block.split('\n')[0]).toBe('Failed: The program failed: exit code 142 (128+14, perhaps SIGALRM).');
});
