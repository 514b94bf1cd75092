import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { startPodman } from '../support/podman-engine.js';
import { BUSYBOX } from '../support/images.js';
import { failureBlock, openSandbox } from '../support/sandbox.js';

const env = { LOGIN: 'the-login-of-a-test' };

it(
  'a run on Podman: a dialogue, every scope that changes the container, one layer, and nothing is left',
  { timeout: 120_000 },
  async () => {
    await using podman = await startPodman([BUSYBOX]);
    await using box = await openSandbox();
    const before = await podman.images();
    await box.write(
      'installer.sh',
      `stty -echo; printf 'Password: '; read -r password; stty echo; echo
[ "$password" = the-login-of-a-test ] && echo well >~/installed
`,
    );
    await box.session(`secrets: { login: { env: LOGIN } }
inputs: { installer: { from: ./installer.sh } }
container: { user: root, network: none }
deploy:
  - scope:
      sudo: [/bin/true]
      services: off
      stub: [systemctl]
      credentials: { ~/.netrc: { secret: login } }
    steps:
      - { run: sudo -n true && systemctl enable x && cat ~/.netrc }
      - { run: sudo -n id, exit: 1 }
      - spawn: sh \${{ inputs.installer }}
        dialogue: [{ expect: 'Password:', answer: { secret: login } }]
  - { run: '! sudo -n true && [ ! -e ~/.netrc ] && [ ! -e /dev/unattend/stubs ]' }
test:
  - { run: cat /root/installed, expect: well }
`);
    const args = ['run', 'a.yaml', '--engine', podman.address, '--base', BUSYBOX];
    const { exitCode, stderr } = await box.run(['--verbose', ...args], { env });
    expect([exitCode, stderr]).toEqual([
      0,
      expect.stringMatching(/note: the stub was called: systemctl enable x/),
    ]);
    expect(await podman.containers()).toEqual([]);
    expect((await podman.images()).filter((each) => !before.includes(each))).toEqual([
      expect.stringContaining(box.tag),
    ]);
    const swept = await box.run(['gc', '--engine', podman.address]);
    expect([swept.exitCode, swept.stdout]).toEqual([0, 'Nothing is left of any run.\n']);
  },
);

it('in a container of somebody else on Podman, a scope of programs says how it can be had', async () => {
  await using podman = await startPodman([BUSYBOX]);
  await using box = await openSandbox();
  const run = async (hostConfig: object) => {
    await using container = await startContainer(
      BUSYBOX,
      { NetworkMode: 'none', ...hostConfig },
      podman.address,
    );
    await box.session(
      'deploy:\n  - scope: { stub: [systemctl] }\n    steps: [{ run: systemctl enable x }]\n',
    );
    return await box.run(['run', 'a.yaml', '--engine', podman.address, '--container', container.id]);
  };
  const refused = await run({});
  expect([refused.exitCode, failureBlock(refused.stderr)]).toEqual([
    4,
    expect.stringContaining('it is mounted noexec; start the container with --tmpfs /dev/unattend:exec.'),
  ]);
  expect((await run({ Tmpfs: { '/dev/unattend': 'exec' } })).exitCode).toBe(0);
}, 120_000);
