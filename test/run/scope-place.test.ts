import { expect, it } from 'vitest';
import { openSandbox, RECORDING } from '../support/sandbox.js';

const BUILDER = 'unattend-dev/builder:bookworm';

it.each([
  ['user: ghost', 'Cannot open user: ghost: there is no user ghost.'],
  ['user: "builder:ghosts"', 'Cannot open user: builder:ghosts: there is no group ghosts.'],
  ['cwd: /nowhere', 'Cannot open cwd: /nowhere: there is no directory /nowhere.'],
])('who and where steps are run is refused when the scope opens: %s', async (grant, message) => {
  await using box = await openSandbox();
  await box.session(`deploy:\n  - scope: { ${grant} }\n    steps: [{ run: touch /made }]\n`);
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--base', BUILDER]);
  expect([exitCode, stderr]).toEqual([4, expect.stringContaining(message)]);
  expect(await box.left()).toEqual(RECORDING);
});

it('a user and a group by number are there, whatever the container knows of them', async () => {
  await using box = await openSandbox();
  await box.session(
    'deploy:\n  - scope: { user: "4711:4712", cwd: /tmp }\n    steps: [{ run: "id -u; id -g; pwd", expect: "/4711\\n4712\\n.tmp/" }]\n',
  );
  expect(await box.run(['run', 'a.yaml', '--base', BUILDER, '--no-seal'])).toMatchObject({ exitCode: 0 });
});
