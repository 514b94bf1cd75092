import { expect, it } from 'vitest';
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
