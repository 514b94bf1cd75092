import { expect, it } from 'vitest';
import { failed, runFailing } from '../support/failing.js';
import { openSandbox } from '../support/sandbox.js';

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
  expect(block.replaceAll('  │ working\n', '')).toMatchInlineSnapshot(`
    "Failed: Waited N s for "Name:" (timeout 1.0 s).

      step      spawn mkdir /opt; while :; do echo working; sleep 0.2; done
      at        a.yaml:7:9
      expected  "Name:"
      waited    N s of 1.0 s

      ┌─ the last screen
      └─

      hint       Compare the pattern with the screen above; a longer \`timeout\` or \`idle\` gives a slow installer more time.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_EXPECT_TIMEOUT, exit code 3
    "
  `);
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
  expect(block).toMatchInlineSnapshot(`
    "Failed: Waited N s for "Name:" (idle 1.0 s).

      step      spawn trap "" HUP INT TERM; echo unpacking; while :; do sleep 1; done
      at        a.yaml:7:9
      expected  "Name:"
      waited    N s of 1.0 s

      ┌─ the last screen
      │ unpacking
      └─

      hint       Compare the pattern with the screen above; a longer \`timeout\` or \`idle\` gives a slow installer more time.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_EXPECT_TIMEOUT, exit code 3
    "
  `);
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
  expect(block).toMatchInlineSnapshot(`
    "Failed: Waited N s for "Serial number:" (exchange timeout 0.5 s).

      step      spawn printf "Name: "; read name; sleep 100
      at        a.yaml:8:9
      expected  "Serial number:"
      waited    N s of 0.5 s

      ┌─ the last screen
      │ Name: bob
      └─

      hint       Compare the pattern with the screen above; a longer \`timeout\` or \`idle\` gives a slow installer more time.
      recording  ROOT/state/unattend/recordings/RUN.cast
      reproduce  unattend run a.yaml
      error      UNATTEND_EXPECT_TIMEOUT, exit code 3
    "
  `);
});
