import { expect, it } from 'vitest';
import type { RunningCli } from '../support/cli.js';
import { type HeldContainer, startContainer } from '../support/containers.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';
import { killWithWatcher } from '../support/watcher.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const SESSION = `secrets: { other: { env: OTHER } }
container: { user: builder }
deploy:
  - scope:
      sudo: [/usr/bin/id]
      services: off
      credentials: { ~/.profile: { env: LOGIN }, ~/.aws/config: { env: LOGIN }, ~/.aws/credentials: { env: LOGIN } }
    steps:
      - scope: { sudo: all, services: off, stub: [reboot], credentials: { ~/.profile: { secret: other }, ~/.aws/token: { secret: other } } }
        steps: [{ run: 'cat ~/.profile; echo; echo here; sleep 60' }]
`;
const env = { LOGIN: 'the-outer-login', OTHER: 'the-inner-login' };
const look = `cd /home/builder; cat .profile; ls -A . .aws /etc/sudoers.d /usr/sbin/policy-rc.d /dev/unattend 2>&1
stat -c "%n %y" . .profile /etc/sudoers.d /usr/sbin`;

const isClosed = (container: HeldContainer): Promise<boolean> =>
  container.run('ls /dev/unattend 2>&1').then((text) => text.includes('No such file'));

/** A run inside its scopes. */
async function startInside(box: Sandbox, container: HeldContainer): Promise<RunningCli> {
  await box.session(SESSION);
  const run = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id], { env });
  await run.says('| here');
  expect(await container.run('cat /home/builder/.profile')).toBe(env.OTHER);
  return run;
}

it('scopes that all see at once that we were killed close in reverse all the same', async () => {
  await using container = await startContainer(BUILDER);
  const before = await container.run(look);
  for (let kill = 0; kill < 6; kill += 1) {
    await using box = await openSandbox();
    await killWithWatcher(await startInside(box, container));
    await until('all scopes are closed', () => isClosed(container), 8000);
    expect(await container.run(look)).toBe(before);
  }
}, 90_000);

it('a scope whose holder was killed before is put back by gc before those around it close', async () => {
  await using container = await startContainer(BUILDER);
  await using box = await openSandbox();
  const before = await container.run(look);
  const run = await startInside(box, container);
  // The sixth is the inner ~/.profile.
  await container.run(
    'for each in /dev/unattend/held-*; do read pid _ nth <$each; [ "$nth" != 6 ] || kill -9 "$pid"; done',
  );
  await killWithWatcher(run);
  expect((await box.run(['gc'])).exitCode).toBe(0);
  expect(await isClosed(container)).toBe(true);
  expect(await container.run(look)).toBe(before);
}, 60_000);
