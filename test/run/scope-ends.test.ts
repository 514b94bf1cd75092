import { expect, it } from 'vitest';
import { type HeldContainer, startContainer } from '../support/containers.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

/** With sudo, and without. */
const images = ['unattend-dev/builder:bookworm', 'unattend-dev/debian:bookworm'] as const;
const env = { LOGIN: 'the-outer-login', OTHER: 'the-inner-login' };
/** What the fakes were called with is told when they close, so that the order shows; both credentials at one place need it too. */
const session = (step: string): string => `secrets: { other: { env: OTHER } }
container: { user: builder }
deploy:
  - scope:
      sudo: [/usr/bin/id]
      services: off
      stub: [outer]
      credentials: { ~/.profile: { env: LOGIN }, ~/.aws/config: { env: LOGIN }, ~/.aws/credentials: { env: LOGIN } }
    steps:
      - run: outer is called
      - scope: { sudo: all, stub: [inner], credentials: { ~/.profile: { secret: other }, ~/.aws/token: { secret: other } } }
        steps:
          - run: inner is called
          - ${step}
`;
const look = `cd /home/builder; cat .profile; ls -A . .aws /etc/sudoers.d /usr/sbin/policy-rc.d /dev/unattend 2>&1
stat -c "%n %y" . .profile /etc/sudoers.d /usr/bin /usr/sbin; ls /usr/bin/sudo; sudo -n -l -U builder /usr/bin/id
grep -lsa "[b]y-sudo" /proc/[0-9]*/cmdline`;
/** A program of root that no user's signal reaches, and which ends by none that lets it choose. */
const BY_SUDO = `sudo -n sh -c 'trap "" HUP INT TERM; echo here as $(id -un); while :; do sleep 1; done' by-sudo`;

interface End {
  readonly how: string;
  readonly step: string;
  readonly signalName?: NodeJS.Signals;
  readonly exitCode: number;
}

const ends: readonly End[] = [
  { how: 'a step that fails', step: "{ run: 'exit 9' }", exitCode: 4 },
  { how: 'a timeout', step: '{ run: sleep 60, timeout: 1s }', exitCode: 4 },
  { how: 'SIGINT', step: '{ run: echo here; sleep 60 }', signalName: 'SIGINT', exitCode: 130 },
  { how: 'SIGTERM', step: '{ run: echo here; sleep 60 }', signalName: 'SIGTERM', exitCode: 143 },
  { how: 'SIGHUP', step: '{ run: echo here; sleep 60 }', signalName: 'SIGHUP', exitCode: 129 },
  {
    how: 'SIGTERM while a program runs by sudo',
    step: `{ run: ${JSON.stringify(BY_SUDO)} }`,
    signalName: 'SIGTERM',
    exitCode: 143,
  },
  {
    how: 'SIGINT while a program runs by sudo on a terminal',
    step: `{ spawn: ${JSON.stringify(BY_SUDO)}, dialogue: [expect: never] }`,
    signalName: 'SIGINT',
    exitCode: 130,
  },
];

it.each(ends.flatMap((end) => images.map((image) => ({ ...end, image }))))(
  'scopes close in reverse after $how, in a container that stays: $image',
  async ({ step, signalName, exitCode, image }) => {
    await using box = await openSandbox();
    await using container = await startContainer(image);
    await container.run('id builder || useradd -m builder');
    await box.session(session(step));
    const before = await container.run(look);
    const result = await runIn(box, container, signalName);
    // At once: nobody is given time to put it back later.
    expect(await container.run(look)).toBe(before);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).not.toContain('Could not take back');
    expect([...result.stderr.matchAll(/the stub was called: (.*)/g)].map(([, call]) => call)).toEqual([
      'inner is called',
      'outer is called',
    ]);
  },
);

async function runIn(
  box: Sandbox,
  container: HeldContainer,
  signalName: NodeJS.Signals | undefined,
): Promise<{ exitCode: number | null; stderr: string }> {
  const run = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id], { env });
  if (signalName !== undefined) {
    await run.says('| here');
    run.child.kill(signalName);
  }
  return run.ended;
}
