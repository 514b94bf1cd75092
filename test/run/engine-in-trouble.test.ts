import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { BUSYBOX } from '../support/images.js';
import { failureBlock, openSandbox, RECORDING, type Sandbox } from '../support/sandbox.js';
import { type SecondEngine, startSecondEngine } from '../support/second-engine.js';
import { until } from '../support/until.js';

/** What a run leaves whose engine is away: its recording, and what is to be removed. */
const LEDGER = [...RECORDING.files, 'state/unattend/runs/RUN.json'];
const runIn = (engine: SecondEngine): readonly string[] => [
  '--verbose',
  'run',
  'a.yaml',
  '--engine',
  engine.address,
];

/** The first line of the block, and the code in its last. */
function verdictOf(box: Sandbox, stderr: string): readonly string[] {
  const lines = box.plain(failureBlock(stderr)).split('\n');
  return [lines[0] ?? '', lines.find((line) => /^ {2}error /.test(line))?.trim() ?? ''];
}

async function hasOnlyBusybox(engine: SecondEngine): Promise<void> {
  expect(await engine.containers()).toEqual([]);
  expect(await engine.images()).toEqual([BUSYBOX]);
}

it('a disk that is full before the commit: NO_SPACE, and all of its room is free again', async () => {
  await using engine = await startSecondEngine('300m');
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=170\n');
  const { exitCode, stderr } = await box.run(runIn(engine));
  const [sentence, code] = verdictOf(box, stderr);
  expect(sentence).toMatch(
    /^Failed: No space left to commit the container as unattend.invalid\/candidate:RUN: .*no space left on device\.$/,
  );
  expect([exitCode, code]).toEqual([5, 'error      UNATTEND_NO_SPACE, exit code 5']);
  expect((await box.left()).files).toEqual(RECORDING.files);
  await hasOnlyBusybox(engine);
  // What the half-made commit took is free again: half of it goes through, which is there three times while it is audited.
  await box.session('deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=80\n');
  expect((await box.run(runIn(engine))).exitCode).toBe(0);
});

it('a disk that fills up under the installer: its own failure, and everything is removed', async () => {
  await using engine = await startSecondEngine('100m');
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=170\n');
  const { exitCode, stderr } = await box.run(runIn(engine));
  expect([exitCode, verdictOf(box, stderr)[1]]).toEqual([4, 'error      UNATTEND_STEP_FAILED, exit code 4']);
  expect(failureBlock(stderr)).toContain('No space left on device');
  expect((await box.left()).files).toEqual(RECORDING.files);
  await hasOnlyBusybox(engine);
});

/** The engine of a run crashes once the run says something; while it is away nothing is removed, and then it is back. */
async function losesEngine(
  box: Sandbox,
  engine: SecondEngine,
  { lines, words }: { readonly lines: string; readonly words: string },
): Promise<void> {
  await box.session(`inputs: { small: { from: a.yaml } }\n${lines}`);
  const running = box.start(runIn(engine));
  await running.says(words);
  await engine.crash();
  const { exitCode, stderr } = await running.ended;
  const [sentence, code] = verdictOf(box, stderr);
  expect([exitCode, code]).toEqual([5, 'error      UNATTEND_ENGINE_GONE, exit code 5']);
  expect(sentence).toMatch(
    /^Failed: The container engine went away while it was to .*; remove .*RUN.*: .*[^.]\.$/,
  );
  expect(box.plain(stderr)).toContain('unattend gc');
  expect((await box.left(10_000)).files).toEqual(LEDGER);
  expect((await box.run(['gc'])).exitCode).toBe(5);
  await engine.start();
}

it.each([
  ['in a step', 'deploy:\n  - run: echo started; sleep 100\n', '| started'],
  ['in a test', 'deploy:\n  - run: touch /made\ntest:\n  - run: echo started; sleep 100\n', '| started'],
])(
  'an engine that goes away %s and comes back: what could not be removed is named, and gc removes it',
  async (...[, lines, words]) => {
    await using engine = await startSecondEngine('500m');
    await using box = await openSandbox();
    await losesEngine(box, engine, { lines, words });
    const { exitCode, stderr } = await box.run(['gc']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect((await box.left()).files).toEqual(RECORDING.files);
    await hasOnlyBusybox(engine);
  },
);

it('an engine that goes away in the commit and comes back: gc removes the rest, and looks on for an image that may come', async () => {
  await using engine = await startSecondEngine('500m');
  await using box = await openSandbox();
  const lines = 'deploy:\n  - run: dd if=/dev/urandom of=/big bs=1M count=200\n';
  await losesEngine(box, engine, { lines, words: 'committing the layer\n' });
  const { exitCode, stdout, stderr } = await box.run(['gc']);
  expect([exitCode, box.plain(stderr)]).toEqual([
    0,
    expect.stringMatching(
      /^run RUN: waiting for its image, which the engine may be making: \d+ s at most\n$/,
    ),
  ]);
  expect(stdout).toMatch(/^left .*image/m);
  expect((await box.left()).files).toEqual(LEDGER);
  await hasOnlyBusybox(engine);
});

it('a run that is stopped for some seconds goes on and ends well', async () => {
  await using box = await openSandbox();
  await using container = await startContainer();
  // It goes on while nobody reads: more than any pipe takes, and a question that waits.
  const WIZARD =
    'echo started; sleep 1; seq 1 200000; touch /asked; printf "Name: "; read name; echo "hello $name"';
  await box.session(`deploy:
  - spawn: '${WIZARD}'
    dialogue: [{ expect: "Name:", answer: bob }]
  - run: 'sleep 1; touch /done'
test: [{ file: /done }]
`);
  const running = box.start(['--verbose', 'run', 'a.yaml', '--container', container.id]);
  await running.says('| started');
  running.child.kill('SIGSTOP');
  const stopped = performance.now();
  await until('it was stopped for three seconds', () => performance.now() - stopped > 3000);
  running.child.kill('SIGCONT');
  const { exitCode, stderr } = await running.ended;
  expect([exitCode, failureBlock(stderr) === stderr]).toEqual([0, true]);
  expect(stderr).toContain('| hello bob');
});
