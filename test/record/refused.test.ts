import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordBy } from '../support/person.js';
import { openSandbox } from '../support/sandbox.js';

const usage = (problem: string, hint: string): string =>
  `Failed: ${problem}\n\n  hint   ${hint}\n  error  UNATTEND_USAGE, exit code 2\n`;

it.each([
  [
    [],
    'It is not said where the program is to run.',
    'Give --base IMAGE for a fresh container, --container ID for one that runs, or --on host for this machine.',
  ],
  [
    ['--on', 'host', '--base', 'a:1'],
    '--base makes a container, and another place is named too.',
    'Leave one of them away.',
  ],
  [
    ['--on', 'host', '--input', 'x'],
    '"--input x" is not of the form NAME=PATH.',
    'Give it as --input NAME=PATH.',
  ],
  [
    ['--on', 'host', '--cast-format', '4'],
    '--cast-format takes "v2" or "v3", not "4".',
    'v2 is what asciinema 2 plays.',
  ],
  [
    ['--on', 'host'],
    'There is no terminal to record on.',
    'Run it on a terminal, where a person answers; in CI run the session script with `unattend run`.',
  ],
])('%j without a terminal: one sentence and a hint', async (flags, problem, hint) => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run(['record', ...flags, '--', 'true']);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: '', stderr: usage(problem, hint) });
});

it.each([
  ['-o', 'b.yaml'],
  ['--verify', '2'],
  ['--cast-format', 'v2'],
  ['--force', undefined],
])('%s is not for going on with a script', async (flag, value) => {
  await using box = await openSandbox();
  await box.write('a.yaml', 'unattend: 1\nname: a\ndeploy:\n  - spawn: "true"\n');
  const flags = [flag, ...(value === undefined ? [] : [value])];
  const { exitCode, stderr } = await box.run(['record', '--on', 'host', ...flags, 'a.yaml']);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: usage(
      `${flag} is for recording a command, and this is a session script: what you do is written into it.`,
      `Leave ${flag} away; \`unattend run SCRIPT --recording FILE\` records a run of the script.`,
    ),
  });
});

it('says that a script to go on with is not there', async () => {
  await using box = await openSandbox();
  const { exitCode, stderr } = await box.run(['record', '--on', 'host', 'missing.yaml']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('UNATTEND_SCRIPT_MISSING, exit code 2')]);
  expect(stderr).toContain('missing.yaml: it does not exist');
});

it('refuses a terminal on which nothing can be seen, before anything starts', async () => {
  await using box = await openSandbox();
  await using person = await recordBy(box, ['--on', 'host', '--', 'touch', 'started'], {
    size: { columns: 30, rows: 5 },
  });
  expect(await person.exitCode()).toBe(2);
  expect(person.seen()).toContain('The terminal has 30x5 cells');
  expect((await box.left()).files).toEqual([]);
  expect(existsSync(join(box.directory, 'started'))).toBe(false);
});

it('refuses it also where a script is gone on with', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.yaml',
    'unattend: 1\nname: a\ndeploy:\n  - { spawn: touch started; read x, dialogue: [expect: never] }\n',
  );
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml'], { size: { columns: 39, rows: 40 } });
  expect(await person.exitCode()).toBe(2);
  expect(person.seen()).toContain('The terminal has 39x40 cells');
  expect(existsSync(join(box.directory, 'started'))).toBe(false);
});

it('does not overwrite a script or a recording unless it is told to', async () => {
  await using box = await openSandbox();
  await box.write('a.cast', 'precious');
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'true']);
  expect(await person.exitCode()).toBe(2);
  expect(person.seen()).toContain('a.cast is there already.');
  await using forced = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--force', '--', 'head', '-n1']);
  await forced.on('menu.', 'x\r');
  expect([await forced.exitCode(), forced.seen()]).toEqual([0, expect.anything()]);
});

it('keeps the recording of a program that nobody answered, and says that there is nothing to write', async () => {
  await using box = await openSandbox();
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'echo', 'hello']);
  expect(await person.exitCode()).toBe(2);
  expect(person.seen()).toContain('a.cast holds no answer: the program ended before anything was typed.');
  expect(await readFile(join(box.directory, 'a.cast'), 'utf8')).toContain('hello');
});

it('takes the source of a secret that a script to go on with has, as its hint says', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.yaml',
    'unattend: 1\nname: a\nsecrets: { key: { env: NOT_SET } }\ndeploy:\n  - { spawn: cat, dialogue: [{ expect: x, answer: { secret: key } }] }\n',
  );
  await box.write('key', 'hunter22\n');
  const missing = await box.run(['record', '--on', 'host', 'a.yaml']);
  expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('--secret key=env:VAR')]);
  const given = await box.run(['record', '--on', 'host', '--secret', 'key=file:key', 'a.yaml']);
  expect([given.exitCode, given.stderr]).toEqual([
    2,
    expect.stringContaining('There is no terminal to record on.'),
  ]);
});
