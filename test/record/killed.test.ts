import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCast } from '../../src/recording/reader.js';
import { recordBy } from '../support/person.js';
import { until } from '../support/until.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { killInRewrite } from './support/kill-in-rewrite.js';

const WIZARD = `printf 'Name: '; read -r name
stty -echo; printf 'Password: '; read -r password; stty echo; echo
echo "hello $name"; printf 'Done? '; read -r done`;
const SECRET = 'Xq7-zv';

/** Everything that stands in files of the sandbox besides the wizard, and all temporary ones. */
async function filesOf(box: Sandbox): Promise<string> {
  const root = join(box.directory, '..');
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

it.each(Array.from({ length: SECRET.length + 2 }, (_, keys) => keys))(
  'killed after %i keys of a secret: nothing of it is in any file, and what came before it is',
  async (keys) => {
    await using box = await openSandbox();
    await box.write('wizard.sh', WIZARD);
    await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh']);
    await person.on('Name: ', 'Ann\r');
    await person.on('Password: ', `${SECRET}\r`.slice(0, keys));
    const isGiven = keys > SECRET.length;
    if (isGiven) await person.on('Done? ', '');
    await until('it is written', async () =>
      (await filesOf(box)).includes(isGiven ? 'Done? "' : 'Password: "'),
    );
    await person.kill();
    expect(await box.left()).toEqual(NOTHING);
    for (let length = 3; length <= SECRET.length; length++)
      expect(await filesOf(box)).not.toContain(SECRET.slice(0, length));
    const { events, isCut } = await readCast(join(box.directory, 'a.cast'));
    expect(isCut).toBe(false);
    const written = events.flatMap((event) => (event.kind === 'output' ? [event.text] : [])).join('');
    expect(written).toContain('Name: Ann\r\nPassword: ');
    const labels = events.flatMap((event) => (event.kind === 'marker' ? [event.label] : []));
    expect(labels.includes('secret: password')).toBe(isGiven);
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
    const { events, isCut } = await readCast(join(box.directory, 'a.cast'));
    expect(isCut).toBe(false);
    const typed = events.flatMap((event) => (event.kind === 'input' ? [event.text] : [])).join('');
    expect(typed).toBe(isNew ? '<name>\r' : `${SECRET}\r`);
    const files = await filesOf(box);
    for (let length = 3; isNew && length <= SECRET.length; length++)
      expect(files).not.toContain(SECRET.slice(0, length));
  },
);
