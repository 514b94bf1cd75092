import { expect, it } from 'vitest';
import { BUSYBOX, inspectImage, savedImage, shipped } from '../support/images.js';
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
  ['export PLACE="$(printf "caf\\351")"', 'the value that it gives PLACE is not UTF-8'],
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

it('a shell file is read once, however many steps its scope has', async () => {
  await using box = await openSandbox();
  await box.write('setup', 'echo read >>/tmp/reads; export READS=$(wc -l </tmp/reads)\n');
  await box.session(`inputs: { setup: { from: ./setup } }
deploy:
  - scope: { source: '\${{ inputs.setup }}' }
    steps:
      - { run: 'echo "reads: $READS"', expect: 'reads: 1' }
      - { spawn: 'echo "reads: $READS"', dialogue: [{ expect: 'reads: 1' }] }
      - { run: '[ "$(wc -l </tmp/reads)" -eq 1 ]' }
`);
  const { exitCode, stderr } = await run(box);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
});

it('a shell file that is not through in its time refuses the scope', async () => {
  await using box = await openSandbox();
  await box.write('setup', 'export A=1; sleep 1000\n');
  await box.session(`inputs: { setup: { from: ./setup } }
deploy:
  - scope: { source: '\${{ inputs.setup }}' }
    steps: [{ run: touch /ran }]
`);
  const { exitCode, stderr } = await run(box, '--timeout-factor', '0.01');
  expect(stderr).toContain(
    'Cannot open the shell file /dev/unattend/inputs/setup: it does not come to an end.',
  );
  expect(exitCode).toBe(4);
});

it('a shell file may make a large environment, and one that is too large refuses the scope', async () => {
  await using box = await openSandbox();
  await box.write('setup', 'export LARGE=$(head -c "$BYTES" /dev/zero | tr "\\0" x)\n');
  await box.session(`inputs: { setup: { from: ./setup } }
deploy:
  - scope: { env: { BYTES: 50000 }, source: '\${{ inputs.setup }}' }
    steps: [{ run: 'echo "bytes: \${#LARGE}"', expect: 'bytes: 50000' }]
  - scope: { env: { BYTES: 70000 }, source: '\${{ inputs.setup }}' }
    steps: [{ run: touch /ran }]
`);
  const { exitCode, stderr } = await run(box);
  expect(stderr).toContain('| bytes: 50000');
  expect(stderr).toContain(
    'Cannot open the shell file /dev/unattend/inputs/setup: the environment before and after it has more than 64 kB.',
  );
  expect(exitCode).toBe(4);
});

it('a shell file that makes an environment with which nothing starts refuses the scope', async () => {
  await using box = await openSandbox();
  await box.write('setup', 'export LARGE=$(head -c 200000 /dev/zero | tr "\\0" x)\n');
  await box.session(`inputs: { setup: { from: ./setup } }
deploy:
  - scope: { source: '\${{ inputs.setup }}' }
    steps: [{ run: touch /ran }]
`);
  const { exitCode, stderr } = await run(box);
  expect(stderr).toMatch(
    /Cannot open the shell file \/dev\/unattend\/inputs\/setup: no program can be started with the environment that it makes: .*Argument list too long\./,
  );
  expect(exitCode).toBe(4);
});

it('source, env, cwd and user leave nothing in the layer and nothing in the configuration', async () => {
  await using box = await openSandbox();
  await box.write('setup', 'export SDK_ROOT=/opt/sdk PATH=/opt/sdk/bin:$PATH\n');
  await box.session(`inputs: { setup: { from: ./setup } }
container: { user: '7' }
deploy:
  - scope: { source: '\${{ inputs.setup }}', env: { SDK_COLOUR: blue }, cwd: /bin, user: '0' }
    steps:
      - { run: ': >/marked; echo "$SDK_ROOT $SDK_COLOUR $PWD $(id -u)"', expect: /opt/sdk blue /bin 0 }
  - { run: 'echo "\${SDK_ROOT-}\${SDK_COLOUR-} $PWD $(id -u)"', expect: ' / 7' }
`);
  const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml']);
  expect(stderr).not.toContain('Failed');
  expect(exitCode).toBe(0);
  const { bytes, lastLayer } = await savedImage(box.tag);
  expect(lastLayer).toEqual(['marked']);
  expect(bytes.includes('SDK_')).toBe(false);
  const [made, base] = [await inspectImage(box.tag), await inspectImage(BUSYBOX)];
  const labels = { ...(base.Config['Labels'] as object), 'unattend-test': box.token };
  expect(shipped(made.Config)).toEqual({ ...shipped(base.Config), Labels: labels });
});
