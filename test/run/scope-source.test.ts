import { expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const run = (box: Sandbox, ...args: readonly string[]): ReturnType<Sandbox['run']> =>
  box.run(['--verbose', 'run', 'a.yaml', '--base', BUILDER, ...args]);

const SETUP = `
greet() { echo "the SDK is set up for $(id -un)"; }
greet
export SDK_ROOT="/opt/it's here" SDK_FLAGS="-DX=1 -DY='2'"
export SDK_LINES="first
second"
export PATH=/opt/sdk/bin:$PATH
unset COLOUR HISTFILE
not_exported=1
`;

it('what a shell file changes in the environment holds inside, as the scope’s user, and not outside', async () => {
  await using box = await openSandbox();
  await box.write('environment-setup', SETUP);
  await box.session(`inputs: { setup: { from: ./environment-setup } }
container: { user: builder, env: { COLOUR: red } }
deploy:
  - scope: { source: '\${{ inputs.setup }}', stub: [reboot], env: { SDK_FLAGS: before, OTHER: kept } }
    steps:
      - { run: 'printf "%s|" "$SDK_ROOT" "$SDK_FLAGS" "$SDK_LINES" "$OTHER" "\${COLOUR-unset}" "\${not_exported-unset}"', expect: "/^\\\\/opt\\\\/it's here\\\\|-DX=1 -DY='2'\\\\|first\\\\nsecond\\\\|kept\\\\|unset\\\\|unset\\\\|$/" }
      - { run: 'echo "$PATH"; reboot', expect: '/^\\/dev\\/unattend\\/stubs\\/\\w+:\\/opt\\/sdk\\/bin:\\/usr/' }
      - { run: 'echo "$SDK_ROOT"', env: { SDK_ROOT: mine, COLOUR: blue }, expect: mine }
      - { run: 'echo "$COLOUR"', env: { COLOUR: blue }, expect: blue }
      - scope: { env: { COLOUR: green }, cwd: /tmp }
        steps: [{ run: 'echo "$COLOUR $SDK_FLAGS $PWD"', expect: "green -DX=1 -DY='2' /tmp" }]
      - spawn: 'echo "spawned \${SDK_ROOT} \${COLOUR-unset}"; read -r x; echo "got $x"'
        dialogue: [{ expect: "spawned /opt/it's here unset", answer: y }, { expect: got y }]
  - { run: 'echo "\${SDK_ROOT-unset} $COLOUR"', expect: unset red }
`);
  const { exitCode, stderr } = await run(box);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
});

it.each([
  ['exit 0', 'it ends the shell that reads it, with exit code 0'],
  ['echo broken >&2; exit 3', 'it ends the shell that reads it, with exit code 3: broken'],
  ['echo no compiler; return 4', 'it returns 4: no compiler'],
  [undefined, 'it is no file, or must not be read'],
])('a shell file that cannot be read refuses the scope: %s', async (text, reason) => {
  await using box = await openSandbox();
  const path = '/tmp/setup';
  if (text !== undefined) await box.write('setup', `${text}\n`);
  await box.session(`${text === undefined ? '' : 'inputs: { setup: { from: ./setup, at: /tmp/setup } }'}
deploy:
  - scope: { source: /tmp/setup }
    steps: [{ run: touch /tmp/ran }]
`);
  const { exitCode, stderr } = await run(box);
  expect(stderr).toContain(`Cannot open the shell file ${path}: ${reason}.`);
  expect(exitCode).toBe(4);
});
