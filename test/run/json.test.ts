import { expect, it } from 'vitest';
import { inspectImage } from '../support/images.js';
import { openSandbox } from '../support/sandbox.js';

const whole = expect.any(Number) as unknown;
const phase = (name: string): unknown => ({ phase: name, durationMs: whole });

it('--json of a run that ends well: the summary on stdout, progress on stderr', async () => {
  await using box = await openSandbox();
  await box.write('sdk', 'x'.repeat(100));
  await box.session(
    'inputs: { sdk: { from: sdk } }\ndeploy:\n  - run: echo noise; echo 12345 >/made\ntest:\n  - { file: /made }\n',
  );
  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml', '--json']);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^\S+ a \(run [0-9a-f]{12}\)\n/);
  const image = await inspectImage(box.tag);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    session: 'a',
    runId: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    ok: true,
    durationMs: whole,
    phases: ['prepare', 'deploy', 'seal', 'test', 'publish'].map(phase),
    image: { id: image.Id, tags: [box.tag], layersOverBase: 1, sizeBytes: whole, addedBytes: 6 },
    audit: { files: 1, sizeBytes: 6, allowed: [], unproven: [] },
    excluded: [],
    changes: null,
    review: null,
    fakeCalls: [],
    leftOut: [{ name: 'sdk', sizeBytes: 100 }],
    recording: null,
    kept: null,
    error: null,
  });
});

it('--json of a run that fails', async () => {
  await using box = await openSandbox();
  await box.session("deploy:\n  - run: 'echo no licence; exit 7'\n");
  const { exitCode, stdout, stderr } = await box.run(['--json', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(/\nFailed: echo no licence; exit 7 failed: exit code 7\.\n/);
  expect(JSON.parse(box.plain(stdout))).toEqual({
    version: 1,
    session: 'a',
    runId: 'RUN',
    ok: false,
    durationMs: whole,
    phases: [phase('prepare')],
    image: null,
    audit: null,
    excluded: [],
    changes: null,
    review: null,
    fakeCalls: [],
    leftOut: [],
    recording: 'ROOT/state/unattend/recordings/RUN.cast',
    kept: null,
    error: {
      code: 'UNATTEND_STEP_FAILED',
      message: 'echo no licence; exit 7 failed: exit code 7.',
      hint: 'If that exit code means success, list it: exit: [0, 3010].',
      exitCode: 4,
      details: {
        place: { file: 'a.yaml', line: 4, column: 5 },
        command: 'echo no licence; exit 7',
        status: 'exit code 7',
        output: ['no licence'],
      },
    },
  });
});
