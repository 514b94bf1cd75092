import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spawn, type Spawned } from '../../src/index.js';
import { containersOf } from '../support/containers.js';
import { BUSYBOX, hasImage, inspectImage, tagImage } from '../support/images.js';
import { failed, runFailing } from '../support/failing.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { MAIN } from '../support/cli.js';

let box: Sandbox;
beforeEach(async () => {
  box = await openSandbox();
  await box.session(
    'inputs: { tool: { from: tool.sh } }\ndeploy:\n  - run: mkdir -p /opt/acme && cp ${{ inputs.tool }} /opt/acme/tool && chmod 4755 /opt/acme/tool && rm /bin/yes\n',
  );
  await box.write('tool.sh', 'echo tool\n');
  await tagImage(BUSYBOX, box.tag);
});
afterEach(() => box[Symbol.asyncDispose]());

const question = 'Seal this layer? [y]es / [n]o / [k]eep the container / [l]ist every path';

/** A person at a terminal runs the session and is asked. */
async function run(...flags: readonly string[]): Promise<Spawned> {
  const argv = [process.execPath, MAIN, 'run', 'a.yaml', '--review', ...flags];
  const env = { ...box.environment, CI: undefined, NO_COLOR: '1', TERM: 'xterm' };
  return spawn(argv, { cwd: box.directory, env, size: { columns: 80, rows: 60 } });
}

const isTagMoved = async (): Promise<boolean> =>
  (await inspectImage(box.tag)).Id !== (await inspectImage(BUSYBOX)).Id;
/** Of the run that is under way. */
const runIds = (): string[] =>
  readdirSync(join(box.environment['XDG_STATE_HOME'] ?? '', 'unattend/runs')).map((name) =>
    name.replace(/\..*/, ''),
  );

it('--review shows what the layer will hold, and yes seals it', async () => {
  await using unattend = await run();
  await unattend.expect(question);
  expect(shown(unattend.before)).toEqual([
    '10 B: 1 added, 1 deleted, 3 directories',
    'size by directory',
    '      10 B  /opt/acme',
    'largest files',
    '      10 B  /opt/acme/tool',
    'deleted; the bytes of these stay in the base',
    '  /bin/yes',
    'setuid, setgid, capabilities',
    '  4755 root:root /opt/acme/tool',
    'not looked at, or not in the layer',
    '  file capabilities: the container has no `getcap`',
  ]);
  expect(await isTagMoved()).toBe(false);
  unattend.write('y');
  await unattend.exit();
  expect(await isTagMoved()).toBe(true);
  expect((await box.left()).files).toEqual([]);
});

it('--review: no commits nothing, and everything is cleaned up', async () => {
  await using unattend = await run();
  await unattend.expect(question);
  const ids = runIds();
  unattend.write('n');
  await unattend.expect('The layer was declined; nothing was committed.');
  await unattend.exit(130);
  expect(await containersOf(ids)).toEqual([]);
  expect(await isTagMoved()).toBe(false);
  expect((await box.left()).files.filter((file) => !file.endsWith('.cast'))).toEqual([]);
});

it('--review: what was typed before the question is no answer to it; other keys are none either', async () => {
  await using unattend = await run();
  unattend.write('y');
  await unattend.expect(question);
  unattend.write('x\rl'); // together, as keys come on a busy machine
  await unattend.expect('+ -4755 root:root        10 /opt/acme/tool');
  await unattend.expect(question);
  expect(await isTagMoved()).toBe(false);
  unattend.write('n');
  await unattend.exit(130);
});

it('--review: keep leaves the container with its inputs, and what it says enters and removes it', async () => {
  await using unattend = await run();
  await unattend.expect(question);
  const [runId = ''] = runIds();
  unattend.write('k');
  const [, enter = ''] = (await unattend.expect(/enter +(docker .*)/)).match;
  const [, inputs = ''] = (await unattend.expect(/inputs +stay in (\S+) for it/)).match;
  const [, remove = ''] = (await unattend.expect(/remove +(docker .*)/)).match;
  await unattend.expect('The layer was declined; nothing was committed, and the container was kept.');
  await unattend.exit(130);
  expect(await containersOf([runId])).toEqual([`unattend-${runId} running`]);
  expect(await hasImage(`unattend.invalid/candidate:${runId}`)).toBe(false);
  const inside = `${enter.replace(' -it ', ' -i ')} -c 'cat /opt/acme/tool /dev/unattend/inputs/tool'`;
  expect(execFileSync('/bin/sh', ['-c', inside]).toString()).toBe('echo tool\necho tool\n');
  execFileSync('/bin/sh', ['-c', remove]);
  expect(await containersOf([runId])).toEqual([]);
  expect(existsSync(inputs)).toBe(false);
});

it('--review: Ctrl-C at the question is an interrupt like any other', async () => {
  await using unattend = await run();
  await unattend.expect(question);
  const ids = runIds();
  unattend.write('\x03');
  await unattend.expect('Interrupted by SIGINT; everything was cleaned up.');
  await unattend.exit(130);
  expect(await containersOf(ids)).toEqual([]);
  expect(await isTagMoved()).toBe(false);
  expect((await box.left()).files.filter((file) => !file.endsWith('.cast'))).toEqual([]);
});

it.each([
  [
    [],
    '--review needs a terminal to ask on.',
    'Run it on a terminal, or see what the layer would hold with --no-seal.',
  ],
  [
    ['--no-seal'],
    '--review asks about a layer, and --no-seal makes none.',
    'Give one of them: --no-seal shows what the layer would hold, and asks nothing.',
  ],
  [['--on', 'host'], '--review asks about a layer, and --on host makes none.', 'Leave --review away.'],
  [
    ['--container', 'some'],
    '--review asks about a layer, and --container makes none.',
    'Leave --review away.',
  ],
])('--review %j without a terminal is refused before anything starts', async (flags, sentence, hint) => {
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--review', ...flags]);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block).toContain(`Failed: ${sentence}\n`);
  expect(block).toContain(hint);
});

/** The lines from the sums on. */
function shown(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines.slice(lines.findIndex((line) => /^\d.* B: /.test(line))).filter((line) => line !== '');
}
