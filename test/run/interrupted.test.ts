import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultyEngine } from '../engine/support/proxy.js';
import type { RunningCli } from '../support/cli.js';
import { BUSYBOX, inspectImage, tagImage } from '../support/images.js';
import { failureBlock, NOTHING, openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

/** A moment in a run: the lines of its session, and how it is seen to be there. */
interface Moment {
  readonly lines: string;
  readonly reached: (running: RunningCli, box: Sandbox) => Promise<unknown>;
  readonly step?: string;
}

const WIZARD = 'trap "" HUP INT TERM; printf "Name: "; read name; while :; do sleep 1; done';
const says = (text: string) => (running: RunningCli) => running.says(text);

const moments: Readonly<Record<string, Moment>> = {
  'in a slow step on this machine': {
    lines: "prepare:\n  - run: 'touch ready; sleep 100'\ndeploy:\n  - run: touch /made\n",
    reached: (_, box) => until('ready', () => existsSync(join(box.directory, 'ready'))),
    step: 'run touch ready; sleep 100',
  },
  'in a dialogue on this machine': {
    lines: `prepare:\n  - spawn: '${WIZARD}'\n    dialogue: [{ expect: "Name:", answer: bob }, { expect: "Go?" }]\ndeploy:\n  - run: touch /made\n`,
    reached: says('typed "bob" enter'),
    step: `spawn ${WIZARD}`,
  },
  'while an input is copied': {
    lines: 'inputs: { sdk: { from: sdk } }\ndeploy:\n  - run: touch /made\n',
    reached: says('input sdk'),
  },
  'while the container starts': {
    lines: 'deploy:\n  - run: touch /made\n',
    reached: says('deploy\n'),
  },
  'in a dialogue': {
    lines: `deploy:\n  - spawn: '${WIZARD}'\n    dialogue: [{ expect: "Name:", answer: bob }, { expect: "Go?" }]\n`,
    reached: says('typed "bob" enter'),
    step: `spawn ${WIZARD}`,
  },
  'in a run step': {
    lines: 'deploy:\n  - run: echo started; sleep 100\n',
    reached: says('| started'),
    step: 'run echo started; sleep 100',
  },
  'just as a run step begins': {
    lines: 'deploy:\n  - run: sleep 100\n',
    reached: says('run sleep 100'),
    step: 'run sleep 100',
  },
  'in the commit': {
    lines: 'deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=30\n',
    reached: says('committing the layer\n'),
  },
  'in the audit': {
    lines: 'deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=30\n',
    reached: says('searching the image for what may not be in it\n'),
  },
  'while the container of the test starts': {
    lines: 'deploy:\n  - run: touch /made\ntest:\n  - run: sleep 100\n',
    reached: says('test\n'),
  },
  'in a test': {
    lines: 'deploy:\n  - run: touch /made\ntest:\n  - run: echo started; sleep 100\n',
    reached: says('| started'),
    step: 'run echo started; sleep 100',
  },
};

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

describe.each(signals)('%s', (signalName, exitCode) => {
  it.concurrent.each(Object.entries(moments))('%s', async (_, { lines, reached, step }) => {
    await using box = await openSandbox();
    await sparseInput(box);
    await box.session(lines);
    await tagImage(BUSYBOX, box.tag);
    const before = await inspectImage(box.tag);

    const running = box.start(['--verbose', 'run', 'a.yaml']);
    await reached(running, box);
    running.child.kill(signalName);
    const result = await running.ended;

    expect({ exitCode: result.exitCode, stdout: result.stdout }).toEqual({ exitCode, stdout: '' });
    const [block] = box.plain(failureBlock(result.stderr)).split('\nUnattendError: '); // --verbose adds the stack
    expect(block?.split('\n')).toEqual([
      `Failed: Interrupted by ${signalName}; everything was cleaned up.`,
      '',
      ...(step === undefined
        ? []
        : [`  step  ${step}`, expect.stringMatching(/^ {2}at {4}a\.yaml:\d+:5$/) as unknown, '']),
      '  hint       No container, no image and no tag is left of this run.',
      '  recording  ROOT/state/unattend/recordings/RUN.cast',
      `  error      UNATTEND_INTERRUPTED, exit code ${exitCode}`,
    ]);
    expect(await box.left()).toEqual(RECORDING);
    expect((await inspectImage(box.tag)).Id).toBe(before.Id);
  });
});

/** Reads as 2 GB of zeros and takes no place. */
async function sparseInput(box: Sandbox): Promise<void> {
  await truncate(await box.write('sdk', ''), 2 ** 31);
}

it('an interrupt does not wait until the engine has saved an image that is audited', async () => {
  // The save of a large image, which never ends.
  await using engine = await faultyEngine(({ url = '' }) =>
    /^\/images\/[^/]*\/get/.test(url) ? { isSilent: true } : undefined,
  );
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  const running = box.start(['run', 'a.yaml', '--engine', engine.address]);
  await running.says('searching the image for what may not be in it\n');
  running.child.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent.each([
  ['program', "spawn: hang\n    dialogue: [{ expect: 'never' }]"],
  ['command', 'run: hang'],
])('an interrupt does not wait for ever for an engine that does not start a %s', async (_, step) => {
  let isNext = false;
  let tell: () => void = () => undefined;
  const hung = new Promise<void>((resolve) => (tell = resolve));
  await using engine = await faultyEngine((call) => {
    const { url = '' } = call;
    if (url.endsWith('/exec')) call.on('data', (body) => (isNext = String(body).includes('"hang"')));
    if (!isNext || !url.endsWith('/start')) return undefined;
    tell();
    return { isSilent: true };
  });
  await using box = await openSandbox();
  await box.session(`deploy:\n  - run: touch /made\n  - ${step}\n`);
  const running = box.start(['run', 'a.yaml', '--engine', engine.address]);
  await hung;
  running.child.kill('SIGINT');
  expect((await running.ended).exitCode).toBe(130);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent('a second SIGINT ends it at once, and what is left is cleaned up behind it', async () => {
  await using box = await openSandbox();
  await box.session(moments['in a dialogue']?.lines ?? '');
  const running = box.start(['run', 'a.yaml']);
  await running.says('typed "bob" enter');
  // Two that come at once are one.
  await until('it has ended', () => !running.child.kill('SIGINT'));
  const { exitCode, stderr } = await running.ended;
  expect(exitCode).toBe(130);
  expect(stderr).not.toContain('Interrupted by');
  await until('everything is gone', async () => (await box.left()).containers.length === 0);
  expect(await box.left()).toEqual(RECORDING);
});

it.concurrent('an interrupt of a run that has not begun: nothing is there to clean up', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: touch /made\n');
  const running = box.start(['run', 'a.yaml']);
  running.child.kill('SIGTERM');
  const { signalName, exitCode } = await running.ended;
  expect([signalName, exitCode]).toEqual(['SIGTERM', null]);
  expect(await box.left()).toEqual({ files: [], containers: [], images: [] });
});

it.concurrent(
  'SIGTERM while a secret is waited for that is to come through a pipe ends the wait',
  async () => {
    await using box = await openSandbox();
    await box.session(`secrets: { a: { file: pipe } }
deploy:
  - { run: touch /made, env: { A: { secret: a } } }
`);
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: box.directory });
    const running = box.start(['run', 'a.yaml']);
    const isOpen = (): boolean =>
      readdirSync(`/proc/${running.child.pid}/fd`).some((fd) =>
        readlinkSync(`/proc/${running.child.pid}/fd/${fd}`).endsWith('/work/pipe'),
      );
    await until('the pipe is open', () => {
      try {
        return isOpen();
      } catch {
        return false; // a descriptor was closed meanwhile
      }
    });
    running.child.kill('SIGTERM');
    const { exitCode, stderr } = await running.ended;
    expect([exitCode, stderr]).toEqual([143, expect.stringContaining('UNATTEND_INTERRUPTED')]);
    expect(await box.left()).toEqual(NOTHING);
  },
);

it.concurrent.each(['run', 'record'])(
  '%s: SIGTERM while a program is asked for a secret ends both',
  async (command) => {
    await using box = await openSandbox();
    await box.session(`secrets: { a: { command: [sh, -c, 'echo $$ >asked; exec sleep 1000'] } }
deploy:
  - { run: touch /made, env: { A: { secret: a } } }
`);
    const running = box.start([command, 'a.yaml']);
    const file = join(box.directory, 'asked');
    await until('it is asked', () => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    running.child.kill('SIGTERM');
    const { exitCode, stderr } = await running.ended;
    expect([exitCode, stderr]).toEqual([143, expect.stringContaining('UNATTEND_INTERRUPTED')]);
    expect(existsSync(`/proc/${readFileSync(file, 'utf8').trim()}`)).toBe(false);
    expect(await box.left()).toEqual(NOTHING);
  },
);
