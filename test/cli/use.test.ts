import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { recordBy } from '../support/person.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

const SCRIPT = `unattend: 1
deploy:
  - spawn: 'printf "Name: "; read name; printf "Town: "; read town; echo "$name of $town"'
    stall: 1s
    dialogue:
      - use: parts/ask.yaml
`;
const PART = `unattend: 1
dialogue:
  - expect: "Name:"
    answer: zoe
  - expect: "Town:"
    answer: Bern
`;

/** A script with a part in a folder of its own. */
async function prepared(part = PART, script = SCRIPT): Promise<Sandbox> {
  const box = await openSandbox();
  await box.write('a.yaml', script);
  await box.write('parts/ask.yaml', part);
  return box;
}

it('a failure shows the file and the line of the exchange that waited', async () => {
  await using box = await prepared(PART.replace('Town', 'City'));
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--on', 'host']);
  expect(exitCode).toBe(3);
  expect(box.plain(stderr)).toMatch(/^ +at +parts\/ask\.yaml:5:5$/m);
});

it('show names the file of what stands in another one', async () => {
  const steps = `${PART}steps:\n  - run: make\n`;
  await using box = await prepared(steps, `${SCRIPT}  - use: parts/ask.yaml\n`);
  const { stdout } = await box.run(['show', 'a.yaml']);
  expect(stdout).toContain('    expects  Name: -> answer zoe\n');
  expect(stdout).toContain('  run make (line 8 of parts/ask.yaml)\n');
  const { phases } = JSON.parse((await box.run(['--json', 'show', 'a.yaml'])).stdout) as {
    phases: { steps: { file?: string; prompts: object[] }[] }[];
  };
  const [spawn, run] = phases[1]?.steps ?? [];
  expect([spawn?.file, run?.file, spawn?.prompts[0]]).toEqual([
    undefined,
    'parts/ask.yaml',
    expect.objectContaining({ file: 'parts/ask.yaml', line: 3 }),
  ]);
});

it('a recording is replayed with the file, and a directory of both passes over it', async () => {
  await using box = await prepared();
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--on', 'host', '--recording', 'a.cast']);
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
  const replayed = await box.run(['replay', '.']);
  expect([replayed.exitCode, replayed.stdout, replayed.stderr]).toEqual([
    0,
    expect.not.stringContaining('ask.yaml'),
    '',
  ]);
});

it('record does not write into the file that the exchange stands in, and shows what was done', async () => {
  await using box = await prepared(PART.replace('Town', 'City'));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on('Town:', 'Bern\r');
  expect(await person.exitCode()).toBe(2);
  expect(person.seen()).toContain('- expect: "Town:"\r\n  answer: Bern\r\n');
  expect(person.seen()).toContain('a.yaml: it belongs to parts/ask.yaml:5:5, which the script uses.');
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(SCRIPT);
});

it('the package has the files of std/', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
  const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
  const std = packed?.files.map(({ path }) => path).filter((path) => path.startsWith('std/'));
  expect(std).toEqual(['std/debconf.yaml', 'std/dpkg.yaml', 'std/pager.yaml']);
});
