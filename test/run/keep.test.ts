import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { containersOf } from '../support/containers.js';
import { engineAddress } from '../support/engine-api.js';
import { openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

const BUILDER = 'unattend-dev/builder:bookworm';
const PASSWORD = 'p4ssw0rd-of-a-test';

/** A session on the image with sudo, whose steps are run as `builder`. */
const session = (box: Sandbox, lines: string): Promise<string> =>
  box.session(`container: { user: builder }\n${lines}`);
const onBuilder = ['--verbose', 'run', 'a.yaml', '--keep', '--base', BUILDER];

const rowOf = (stdout: string, name: string): string =>
  new RegExp(`^ +${name} +(.*)`, 'm').exec(stdout)?.[1] ?? '';
const sh = async (line: string): Promise<string> =>
  (await promisify(execFile)('/bin/sh', ['-c', line])).stdout;
/** What it says enters the container, without the terminal that a test has not. */
const insideOf = (stdout: string) => (line: string) =>
  sh(`${rowOf(stdout, 'enter').replace(' -it ', ' -i ')} -c '${line}'`);
const runIdOf = (stderr: string): string => /\(run (\w+)\)/.exec(stderr)?.[1] ?? '';

/** The ledger names what is kept, for `gc`. */
const KEPT = { ...RECORDING, files: [...RECORDING.files, 'state/unattend/runs/RUN.json'] };

/** What was kept was removed by hand: `gc` finds nothing any more, and then nothing names it. */
async function forgotten(box: Sandbox): Promise<void> {
  expect(await box.left()).toEqual(KEPT);
  const { exitCode, stdout, stderr } = await box.run(['gc']);
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: 'Nothing is left of any run.\n',
    stderr: '',
  });
  expect(await box.left()).toEqual(RECORDING);
}

it('the container is kept with every scope closed, and entered as the user of the script', async () => {
  await using box = await openSandbox();
  await session(
    box,
    `secrets: { login: { env: LOGIN } }
deploy:
  - scope: { sudo: [/usr/bin/id], credentials: { ~/.netrc: { secret: login } }, stub: [systemctl] }
    steps:
      - run: cat ~/.netrc >/dev/null && sudo -n /usr/bin/id >/dev/null && systemctl && touch /tmp/inside
      - run: exit 7
`,
  );
  const { exitCode, stdout, stderr } = await box.run(onBuilder, { env: { LOGIN: PASSWORD } });
  expect(exitCode).toBe(4);
  const runId = runIdOf(stderr);
  expect(rowOf(stdout, 'enter')).toBe(
    `docker -H ${engineAddress()} exec -it -u builder unattend-${runId} bash`,
  );
  expect(await box.left()).toEqual({ ...KEPT, containers: [`unattend-${runId} running`] });
  const inside = insideOf(stdout);
  expect(
    await inside('id -un; ls /tmp/inside; ls -A ~/.netrc /dev/unattend 2>&1; command -v systemctl; :'),
  ).toBe(
    "builder\n/tmp/inside\nls: cannot access '/home/builder/.netrc': No such file or directory\n/dev/unattend:\nkeep\n",
  );
  expect(await inside('sudo -n /usr/bin/id 2>&1 || echo refused')).toMatch(
    /password is required\nrefused\n$/,
  );
  const everywhere = `grep -rsl ${PASSWORD} /etc /home /root /tmp /var /opt /run /dev/shm /dev/unattend /proc/[0-9]*/environ || :`;
  const asRoot = `docker -H ${engineAddress()} exec -u 0 unattend-${runId} sh -c '${everywhere}'`;
  expect(await sh(asRoot)).toBe('');
  await sh(rowOf(stdout, 'remove'));
  await forgotten(box);
});

it('a container in which a scope could not be closed is not kept', async () => {
  await using box = await openSandbox();
  await session(
    box,
    `deploy:
  - scope: { sudo: [/usr/bin/id] }
    steps:
      - { run: 'echo "builder ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/own', user: root }
      - run: exit 7
`,
  );
  const { exitCode, stderr } = await box.run(onBuilder);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('note: the container is not kept: what a scope granted is still in it\n');
  expect(await box.left()).toEqual(RECORDING);
});

it('the inputs are kept with the container, and removed with it', async () => {
  await using box = await openSandbox();
  await box.write('sdk/tool', 'vendor\n');
  await box.session('inputs: { sdk: { from: sdk } }\ndeploy:\n  - run: cat ${{ inputs.sdk }}/tool; exit 7\n');
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--keep']);
  expect(exitCode).toBe(4);
  const [, directory = ''] = /^stay in (.*) for it$/.exec(rowOf(stdout, 'inputs')) ?? [];
  expect(await insideOf(stdout)('cat /dev/unattend/inputs/sdk/tool')).toBe('vendor\n');
  expect(existsSync(directory)).toBe(true);
  await sh(rowOf(stdout, 'remove'));
  expect(existsSync(directory)).toBe(false);
  expect(await containersOf([runIdOf(stderr)])).toEqual([]);
  await forgotten(box);
});

it('the container of an image that the audit refuses is kept to look at, and no image is', async () => {
  await using box = await openSandbox();
  await box.write('sdk/tool', 'vendor\n');
  await session(
    box,
    `secrets: { login: { env: LOGIN } }
inputs: { sdk: { from: sdk } }
deploy:
  - { run: 'echo "user=me login=$L" >/tmp/settings; echo old >/tmp/list', env: { L: { secret: login } } }
audit: { exclude: [/tmp/list] }
`,
  );
  const { exitCode, stdout, stderr } = await box.run(onBuilder, { env: { LOGIN: PASSWORD } });
  expect(exitCode).toBe(7);
  const runId = runIdOf(stderr);
  expect(await box.left()).toMatchObject({ containers: [`unattend-${runId} running`], images: [] });
  expect(
    await insideOf(stdout)(
      'id -un; grep -c login= /tmp/settings; ls /tmp; cat /dev/unattend/inputs/sdk/tool',
    ),
  ).toBe('builder\n1\nsettings\nvendor\n');
  expect((await box.run(['gc'])).stdout).toMatch(
    new RegExp(`^left +container unattend-${runId}: --keep left it; gc removes it after `),
  );
  await sh(rowOf(stdout, 'remove'));
  await forgotten(box);
});

it('kill -9 with --keep: nothing has failed, so the container goes', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo started; sleep 100\n');
  const running = box.start(['--verbose', 'run', 'a.yaml', '--keep']);
  await running.says('| started');
  const runId = runIdOf(running.stderr());
  running.child.kill('SIGKILL');
  await running.ended;
  await until('no container', async () => (await containersOf([runId])).length === 0);
  expect(await box.left()).toEqual(RECORDING);
});
