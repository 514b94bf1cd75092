import { expect, it } from 'vitest';
import { BUSYBOX, inspectImage, tagImage } from '../support/images.js';
import { failureBlock, openSandbox, RECORDING } from '../support/sandbox.js';

it('scopes within scopes that cannot be closed are all told, behind what failed first', async () => {
  await using box = await openSandbox();
  await box.session(`container: { user: builder }
deploy:
  - scope: { sudo: [/usr/bin/id] }
    steps:
      - scope: { sudo: [/usr/bin/env], stub: [systemctl] }
        steps:
          - { run: 'echo "builder ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/own', user: root }
          - run: exit 7
`);
  const base = 'unattend-dev/builder:bookworm';
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--base', base]);
  const all = [
    'exit 7 failed: exit code 7',
    'Could not take back sudo for builder: sudo -n still allows /usr/bin/env',
    'Could not take back sudo for builder: sudo -n still allows /usr/bin/id',
  ];
  expect(failureBlock(stderr).split('\n')[0]).toBe(`Failed: Could not clean up: ${all.join('; ')}.`);
  expect(exitCode).toBe(5);
  expect(await box.left()).toEqual(RECORDING);
});

const BUILDER = 'unattend-dev/builder:bookworm';
const DEBIAN = 'unattend-dev/debian:bookworm';
/** In the place of each file a folder, which no `rm -f` removes. */
const asFolder = (files: string): string => `for each in ${files}; do rm "$each"; mkdir "$each"; done`;

/** Each scope with a step that succeeds and keeps it from being taken back. */
const kept = [
  {
    grant: 'sudo: [/usr/bin/env]',
    base: BUILDER,
    step: 'echo "builder ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/own',
    told: 'sudo for builder: sudo -n still allows /usr/bin/env.',
  },
  {
    grant: 'sudo: all',
    base: DEBIAN,
    step: asFolder('/dev/unattend/sudo/grants/*'),
    told: "sudo for nobody: rm: cannot remove '/dev/unattend/sudo/grants/",
  },
  {
    grant: 'credentials: { /opt/token: { env: LOGIN } }',
    base: DEBIAN,
    step: asFolder('/opt/token'),
    told: "the credential /opt/token: rm: cannot remove '/opt/token': Is a directory.",
  },
  {
    grant: 'stub: [reboot]',
    base: BUILDER,
    step: asFolder('/etc/sudoers.d/zz-unattend-stubs-*'),
    told: "stubs of reboot: rm: cannot remove '/etc/sudoers.d/zz-unattend-stubs-",
  },
  {
    grant: 'services: off',
    base: BUILDER,
    step: asFolder('/etc/sudoers.d/zz-unattend-stubs-*'),
    told: "services: off: rm: cannot remove '/etc/sudoers.d/zz-unattend-stubs-",
  },
];

it.each(kept)(
  'a run in which all went well but a scope could not be closed fails, and no tag moves: $grant in $base',
  async ({ grant, base, step, told }) => {
    await using box = await openSandbox();
    await tagImage(BUSYBOX, box.tag);
    const before = await inspectImage(box.tag);
    await box.session(`container: { user: ${base === BUILDER ? 'builder' : 'nobody'} }
deploy:
  - scope: { ${grant} }
    steps: [{ user: root, run: '${step}' }]
`);
    const env = { LOGIN: 'a-login-of-a-test' };
    const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--base', base], { env });
    expect(failureBlock(stderr)).toContain(`Failed: Could not take back ${told}`);
    expect(failureBlock(stderr)).toContain('UNATTEND_SCOPE_LEFT');
    expect(exitCode).toBe(5);
    expect(await inspectImage(box.tag)).toEqual(before);
    expect((await box.left()).containers).toEqual([]);
  },
);
