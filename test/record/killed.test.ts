import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCast } from '../../src/recording/reader.js';
import { recordBy } from '../support/person.js';
import { until } from '../support/until.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { killInRewrite } from './support/kill-in-rewrite.js';

const SECRET = 'Xq7-zv';

/** Everything that stands in files of the sandbox besides the wizard, and all temporary ones. */
async function filesOf(box: Sandbox): Promise<string> {
  const root = join(box.directory, '..');
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

/** What was written, what was typed, and the markers, each in one piece: an event may end anywhere. */
async function castOf(box: Sandbox): Promise<{ written: string; typed: string; labels: string[] }> {
  const { events, isCut } = await readCast(join(box.directory, 'a.cast'));
  expect(isCut).toBe(false);
  return {
    written: events.flatMap((event) => (event.kind === 'output' ? [event.text] : [])).join(''),
    typed: events.flatMap((event) => (event.kind === 'input' ? [event.text] : [])).join(''),
    labels: events.flatMap((event) => (event.kind === 'marker' ? [event.label] : [])),
  };
}

/** Each way in which a secret is told to be one: the shell that asks for it into `$secret`. */
const questions = [
  {
    how: 'that is hidden',
    prompt: 'Password: ',
    name: 'password',
    ask: `stty -echo; printf 'Password: '; read -r secret; stty echo; echo`,
  },
  {
    how: 'that is shown, and is one by how it is asked for',
    prompt: 'Serial number: ',
    name: 'serial-number',
    ask: `printf 'Serial number: '; read -r secret`,
  },
  {
    how: 'that is shown as stars',
    prompt: 'Vault: ',
    name: 'vault',
    ask: `stty raw -echo; printf 'Vault: '
secret=; while c=$(head -c1); [ "$c" != $'\\r' ]; do secret=$secret$c; printf '*'; done; stty sane; echo`,
  },
];

it.each(
  questions.flatMap((question) =>
    Array.from({ length: SECRET.length + 2 }, (_, keys) => ({ ...question, keys })),
  ),
)(
  'killed after $keys keys of a secret $how: nothing of it is in any file, and what came before it is',
  async ({ keys, prompt, name, ask }) => {
    await using box = await openSandbox();
    const wizard = `printf 'Name: '; read -r name\n${ask}\necho "hello $name"; printf 'Done? '; read -r done`;
    await box.write('wizard.sh', wizard);
    await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'bash', './wizard.sh']);
    await person.on('Name: ', 'Ann\r');
    await person.on(prompt, `${SECRET}\r`.slice(0, keys));
    const isGiven = keys > SECRET.length;
    if (isGiven) {
      await person.on('Done? ', '');
      await until('it is written', async () => (await castOf(box)).written.endsWith('Done? '));
    } else {
      // The menu is behind the keys: once it is there, they have all been taken.
      await person.type('\x1d');
      await person.on('goes back', '');
    }
    await person.kill();
    expect(await box.left()).toEqual(NOTHING);
    for (let length = 3; length <= SECRET.length; length++)
      expect(await filesOf(box)).not.toContain(SECRET.slice(0, length));
    const { written, typed, labels } = await castOf(box);
    const before = `Name: Ann\r\n${prompt}`;
    expect(typed).toBe(isGiven ? `Ann\r<${name}>\r` : 'Ann\r');
    expect(isGiven ? written.slice(0, before.length) : written).toBe(before);
    expect(written).not.toContain(SECRET.slice(0, 3));
    expect(labels.some((label) => label.endsWith(`secret: ${name}`))).toBe(isGiven);
  },
);

it.each([
  ['before it is on the disk', false],
  ['once it is on the disk', false],
  ['before it has its name', false],
  ['once it has its name', true],
])(
  'killed while the recording is rewritten without a secret, %s: the file is the old or the new one, whole',
  async (place, isNew) => {
    await using box = await openSandbox();
    await box.write('wizard.sh', `printf 'Name: '; read -r name; printf 'Sure? '; read -r sure`);
    await box.write('kill.mjs', killInRewrite);
    const args = ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'];
    const env = { NODE_OPTIONS: `--import ${join(box.directory, 'kill.mjs')}`, KILL_AT: place };
    await using person = await recordBy(box, args, { env });
    await person.on('Name: ', `${SECRET}\r`);
    await person.on('Sure? ', '\x1d');
    await until('it is written', async () => (await filesOf(box)).includes(SECRET.charAt(0)));
    await person.on('goes back', 's');
    expect(await person.exitCode()).toBe(-1);
    expect(await box.left()).toEqual(NOTHING);
    const { typed } = await castOf(box);
    expect(typed).toBe(isNew ? '<name>\r' : `${SECRET}\r`);
    const files = await filesOf(box);
    for (let length = 3; isNew && length <= SECRET.length; length++)
      expect(files).not.toContain(SECRET.slice(0, length));
  },
);
