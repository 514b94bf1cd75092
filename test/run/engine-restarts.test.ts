import { describe, expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { failureBlock, openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { type SecondEngine, startSecondEngine } from '../support/second-engine.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const env = { LOGIN: 'the-login-of-a-test', TEST_PROXY: 'http://acme:pass-of-a-test@proxy.test:3128' };
const session = `secrets: { login: { env: LOGIN }, proxy: { env: TEST_PROXY } }
container: { user: builder }
deploy:
  - scope:
      sudo: [/usr/bin/id]
      services: off
      stub: [reboot]
      proxy: { secret: proxy }
      credentials: { ~/.profile: { secret: login }, ~/.acme/token: { secret: login } }
    steps: [{ run: 'echo here; sleep 100' }]
`;
const look = `cat ~builder/.profile; ls -A ~builder /etc/sudoers.d /usr/sbin/policy-rc.d /dev/unattend 2>&1
stat -c "%n %s %a %U %y" ~builder/.profile; sudo -n -l -U builder /usr/bin/id 2>&1
grep -lsa "/dev/unattend/hel[d]-" /proc/[0-9]*/cmdline`;
/** What a container that was stopped cannot have kept. */
const times = 'stat -c "%n %y" ~builder /etc/sudoers.d /usr/sbin';
/** What the scopes are for, in the order in which they close. */
const scopes = [
  'sudo for builder',
  'stubs of reboot',
  'services: off',
  'the credential ~/.acme/token',
  'the credential ~/.profile',
];

/** Runs until the engine goes away inside the scopes; the failure it ends with. */
async function runUntil(
  end: () => Promise<void>,
  box: Sandbox,
  flags: readonly string[],
): Promise<{ exitCode: number | null; block: string }> {
  await box.session(session);
  const run = box.start(['--verbose', 'run', 'a.yaml', ...flags], { env });
  await run.says('| here');
  await end();
  const { exitCode, stderr } = await run.ended;
  return { exitCode, block: failureBlock(stderr) };
}

/** The first line and the last, whatever else is told. */
const GONE =
  /^Failed: The container engine went away while it was to run \/bin\/sh in the container: [^]*\n {2}error +UNATTEND_ENGINE_GONE, exit code 5\n/;

const ends = [
  { how: 'loses power', isLiveRestore: false, end: (engine: SecondEngine) => engine.crash() },
  { how: 'is ended with its containers', isLiveRestore: false, end: (engine: SecondEngine) => engine.stop() },
  {
    how: 'is ended and leaves its containers',
    isLiveRestore: true,
    end: (engine: SecondEngine) => engine.stop(),
  },
];

describe.each(ends)(
  'an engine that $how while scopes are open, and is started again',
  { timeout: 120_000 },
  ({ isLiveRestore, end }) => {
    it('all that is still open is named, and gc puts it back in a container that stays', async () => {
      await using engine = await startSecondEngine('1g', { images: [BUILDER], isLiveRestore });
      await using box = await openSandbox();
      await using container = await startContainer(BUILDER, {}, engine.address);
      const [before, timesBefore] = [await container.run(look), await container.run(times)];
      const flags = ['--engine', engine.address, '--container', container.id];
      const { exitCode, block } = await runUntil(() => end(engine), box, flags);
      expect([exitCode, block]).toEqual([5, expect.stringMatching(GONE)]);
      for (const scope of scopes) expect(block).toContain(`Could not take back ${scope}: `);

      await engine.start();
      expect(await container.isRunning()).toBe(isLiveRestore);
      if (!isLiveRestore) await container.start();
      expect(await container.run(look)).not.toBe(before);
      const swept = await box.run(['gc']);
      const removed = scopes.map(
        (scope) => `removed       ${scope} in the container ${container.id.slice(0, 12)}\n`,
      );
      expect([swept.exitCode, swept.stdout]).toEqual([0, removed.join('')]);
      expect(await container.run(look)).toBe(before);
      if (isLiveRestore) expect(await container.run(times)).toBe(timesBefore);
      expect(await box.left()).toEqual(RECORDING);
    });

    it('a container of the run’s own is gone', async () => {
      await using engine = await startSecondEngine('1g', { images: [BUILDER], isLiveRestore });
      await using box = await openSandbox();
      const flags = ['--engine', engine.address, '--base', BUILDER];
      const { exitCode, block } = await runUntil(() => end(engine), box, flags);
      expect([exitCode, block]).toEqual([5, expect.stringMatching(GONE)]);
      await engine.start();
      expect((await box.run(['gc'])).exitCode).toBe(0);
      expect(await engine.containers()).toEqual([]);
      expect(await engine.images()).toEqual([BUILDER]);
      expect(await box.left()).toEqual(RECORDING);
    });
  },
);
