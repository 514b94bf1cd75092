import { describe, expect, it } from 'vitest';
import type { RunningCli } from '../support/cli.js';
import { containersOf, type HeldContainer, startContainer } from '../support/containers.js';
import { hasImage } from '../support/images.js';
import { failureBlock, NOTHING, openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';
import { runIdOf } from '../support/watcher.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const env = { LOGIN: 'the-login-of-a-test', TEST_PROXY: 'http://acme:pass-of-a-test@proxy.test:3128' };
/** Longer than anything of ours waits for somebody who may be gone (10 s). */
const STOPPED_MS = 15_000;

/** It goes on while nobody reads: more than any pipe takes, and a question that waits. */
const WIZARD =
  'echo here; sleep 2; seq 1 200000; touch /tmp/asked; printf "Name: "; read name; echo "hello $name"';
const USES = 'test "$(cat ~/.profile) $http_proxy $(sudo -n id -u)" = "$LOGIN $TEST_PROXY 0" && reboot now';
const session = `secrets: { login: { env: LOGIN }, proxy: { env: TEST_PROXY } }
container: { user: builder }
deploy:
  - scope: { sudo: [/usr/bin/id], services: off, stub: [reboot], proxy: { secret: proxy }, credentials: { ~/.profile: { secret: login } } }
    steps:
      - spawn: '${WIZARD}'
        dialogue: [{ expect: "Name:", answer: bob }]
      - { run: '${USES}', env: { LOGIN: { secret: login }, TEST_PROXY: { secret: proxy } } }
  - run: '! sudo -n id && ! test -L ~/.profile && ! env | grep -q _proxy'
`;
const look = `cat ~builder/.profile; ls -A ~builder /etc/sudoers.d /usr/sbin/policy-rc.d /dev/unattend 2>&1
stat -c "%n %y" ~builder ~builder/.profile /etc/sudoers.d /usr/sbin; sudo -n -l -U builder /usr/bin/id`;

/** A run that is stopped once its first program has begun, and has been for long. */
async function stopInside(
  box: Sandbox,
  flags: readonly string[],
  lines: string = session,
): Promise<RunningCli> {
  await box.session(lines);
  const run = box.start(['--verbose', 'run', 'a.yaml', ...flags], { env, longestMs: 100_000 });
  await run.says('| here');
  run.child.kill('SIGSTOP');
  const stopped = performance.now();
  await until('it was stopped that long', () => performance.now() - stopped > STOPPED_MS, STOPPED_MS + 5000);
  return run;
}

async function isOpen(container: HeldContainer): Promise<boolean> {
  const text = await container.run(
    'ls -A /dev/unattend; cat ~builder/.profile; sudo -n -l -U builder /usr/bin/id',
  );
  return text.includes('held-') && text.includes(env.LOGIN) && text.endsWith('/usr/bin/id\n');
}

describe.concurrent('a run that is stopped inside its scopes', { timeout: 120_000 }, () => {
  it('keeps them in a container that stays, goes on, and closes them', async () => {
    await using box = await openSandbox();
    await using container = await startContainer(BUILDER);
    const before = await container.run(look);
    const run = await stopInside(box, ['--container', container.id]);
    expect(await isOpen(container)).toBe(true);
    // Stopped is not dead: nobody puts back under its hands what it still needs.
    const swept = await box.run(['gc']);
    expect([swept.exitCode, swept.stdout]).toEqual([0, expect.stringContaining('it is under way')]);
    expect(await isOpen(container)).toBe(true);
    run.child.kill('SIGCONT');
    const { exitCode, stderr } = await run.ended;
    expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
    expect(stderr).toContain('| hello bob');
    expect(stderr).toContain('the stub was called: reboot now');
    expect(await container.run(look)).toBe(before);
    expect(await box.left()).toEqual(NOTHING);
  });

  it('makes the image it was to make, which has nothing of them', async () => {
    await using box = await openSandbox();
    const run = await stopInside(box, ['--base', BUILDER]);
    expect(await containersOf([runIdOf(run)])).toEqual([`unattend-${runIdOf(run)} running`]);
    run.child.kill('SIGCONT');
    const { exitCode, stderr } = await run.ended;
    expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
    await using container = await startContainer(box.tag);
    await using fresh = await startContainer(BUILDER);
    expect(await container.run(look)).toBe(await fresh.run(look));
    expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });
  });

  it('is killed there: what it has open closes as if it had never been stopped', async () => {
    await using box = await openSandbox();
    await using container = await startContainer(BUILDER);
    const before = await container.run(look);
    const run = await stopInside(box, ['--container', container.id]);
    expect(await isOpen(container)).toBe(true);
    run.child.kill('SIGKILL');
    await run.ended;
    expect(await box.left()).toEqual(RECORDING);
    expect(await container.run(look)).toBe(before);
    expect(await hasImage(box.tag)).toBe(false);
  });
});

const ENDS = 'echo here; sleep 3; seq 1 2000; echo all done';

describe.concurrent(
  'what ends while a run is stopped, and long before its time is up',
  { timeout: 120_000 },
  () => {
    it.each([
      ['a step in a container', [], `{ run: '${ENDS}', timeout: 7s }`],
      ['a step on the host', ['--on', 'host'], `{ run: '${ENDS}', timeout: 7s }`],
      ['a dialogue in a container', [], `{ spawn: '${ENDS}', timeout: 7s, dialogue: [expect: all done] }`],
      [
        'a dialogue on the host',
        ['--on', 'host'],
        `{ spawn: '${ENDS}', timeout: 7s, dialogue: [expect: all done] }`,
      ],
    ])('%s has ended in time', async (_, flags, step) => {
      await using box = await openSandbox();
      const run = await stopInside(box, flags, `deploy:\n  - ${step}\n`);
      run.child.kill('SIGCONT');
      const { exitCode, stderr } = await run.ended;
      expect(failureBlock(stderr)).toBe(stderr);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('| all done');
    });

    it('a program that was held up by it has the rest of its time', async () => {
      await using box = await openSandbox();
      // What fills the pipe waits for a reader, and then there is more to do.
      const step = `{ run: 'echo here; sleep 2; seq 1 200000; sleep 2; echo all done', timeout: 12s }`;
      const run = await stopInside(box, ['--on', 'host'], `deploy:\n  - ${step}\n`);
      run.child.kill('SIGCONT');
      const { exitCode, stderr } = await run.ended;
      expect(failureBlock(stderr)).toBe(stderr);
      expect(exitCode).toBe(0);
    });

    it('a dialogue whose prompt came meanwhile is answered in its time', async () => {
      await using box = await openSandbox();
      const dialogue = '[{ expect: "Name:", answer: bob, timeout: 7s }]';
      const step = `{ spawn: 'echo here; sleep 2; printf "Name: "; read name; echo "hello $name"', idle: 7s, stall: 60s, dialogue: ${dialogue} }`;
      const run = await stopInside(box, ['--on', 'host'], `deploy:\n  - ${step}\n`);
      run.child.kill('SIGCONT');
      const { exitCode, stderr } = await run.ended;
      expect(failureBlock(stderr)).toBe(stderr);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('| hello bob');
    });
  },
);
