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
  expect(block).toMatchInlineSnapshot();
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
  expect(block).toMatchInlineSnapshot();
});

it('a prompt that does not come within the timeout of the program', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'mkdir /opt; while :; do echo working; sleep 0.2; done'
    timeout: 1s
    dialogue:
      - expect: "Name:"
        answer: bob
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block.replaceAll('  │ working\n', '')).toMatchInlineSnapshot();
});

it('a program that falls silent', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'trap "" HUP INT TERM; echo unpacking; while :; do sleep 1; done'
    idle: 1s
    dialogue:
      - expect: "Name:"
        answer: bob
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot();
});

it('an exchange that takes longer than its own timeout', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'printf "Name: "; read name; sleep 100'
    dialogue:
      - expect: "Name:"
        answer: bob
      - expect: "Serial number:"
        timeout: 500ms
        answer: 1234
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot();
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
  expect(block).toMatchInlineSnapshot();
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
  expect(block).toMatchInlineSnapshot();
});

it('a text of fail-on', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'echo "cp: No space left on device"; printf "Retry? "; read retry'
    fail-on: [No space left on device]
    dialogue:
      - expect: Retry?
        answer: n
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot();
});

it('a \`fail\` response', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - spawn: 'echo "Version 1.2 is installed"; printf "Overwrite? "; read overwrite'
    dialogue:
      - expect: /Version (.*) is installed/
        optional: true
        fail: The base already has version \${{ match.1 }}.
      - expect: Overwrite?
        answer: y
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(3));
  expect(block).toMatchInlineSnapshot();
});

it('a program that does not exist', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - spawn: [/opt/none, --install]\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block).toMatchInlineSnapshot();
});
