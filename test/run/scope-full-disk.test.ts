import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { failureBlock, openSandbox, RECORDING } from '../support/sandbox.js';
import { startSecondEngine } from '../support/second-engine.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const env = { LOGIN: 'the-login-of-a-test' };
const sessionWith = (grant: string, step: string): string => `container: { user: builder }
deploy:
  - scope: { ${grant} }
    steps: [{ user: root, run: '${step}' }]
`;
const grants = [
  ['sudo for builder', 'sudo: [/usr/bin/id]'],
  ['the credential ~/.profile', 'credentials: { ~/.profile: { env: LOGIN } }'],
  ['stubs of reboot', 'stub: [reboot]'],
  ['services: off', 'services: off'],
] as const;
const folders = '~builder /etc/sudoers.d /etc/profile.d /usr/sbin';
const look = `cat ~builder/.profile; ls -A ${folders} /dev/unattend 2>&1; stat -c "%n %y" ~builder/.profile ${folders}
sudo -n -l -U builder /usr/bin/id`;
const FILL = 'cat /dev/zero >/fill 2>/dev/null';

it('scopes on a full disk are refused before their first step, and close on one that fills up inside them', async () => {
  await using engine = await startSecondEngine('700m', { images: [BUILDER] });
  await using box = await openSandbox();
  await using container = await startContainer(BUILDER, {}, engine.address);
  const before = await container.run(look);
  const args = ['--verbose', 'run', 'a.yaml', '--engine', engine.address, '--container', container.id];

  await container.run(FILL);
  for (const [what, grant] of grants) {
    await box.session(sessionWith(grant, 'echo never'));
    const { exitCode, stderr } = await box.run(args, { env });
    const block = failureBlock(stderr);
    const [sentence] = block.split('\n');
    expect(sentence).toMatch(new RegExp(`^Failed: Cannot open ${what}: .*No space left on device`));
    expect(block).toContain('UNATTEND_SCOPE_REFUSED, exit code 4\n');
    expect([exitCode, stderr.includes('| never')]).toEqual([4, false]);
    expect(await container.run(look)).toBe(before);
  }
  await container.run('rm /fill');

  await box.session(sessionWith(grants.map(([, grant]) => grant).join(', '), `${FILL} || echo filled`));
  const { exitCode, stderr } = await box.run(args, { env });
  expect([exitCode, stderr.includes('| filled')]).toEqual([0, true]);
  expect(await container.run(look)).toBe(before);
  expect((await box.left()).containers).toEqual(RECORDING.containers);
}, 120_000);
