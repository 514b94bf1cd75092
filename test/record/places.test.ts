import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startContainer } from '../support/containers.js';
import { BUSYBOX } from '../support/images.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

const WIZARD = `printf 'Name: '; read name; stty -echo; printf 'Password: '; read password; stty echo; echo
echo "hello $name" >/greeting; echo "$HISTFILE $TERM $(hostname) $password"; exit 4`;

it('records in a container of its own, of which nothing is left', async () => {
  await using box = await openSandbox();
  await box.write('vendor/wizard.sh', WIZARD);
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--', 'sh', './vendor/wizard.sh'];
  await using person = await recordBy(box, args);
  await person.on('Name: ', 'Ann\r');
  await person.on('Password: ', 'Xq7-zv\r');
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toContain('/dev/null xterm-256color build Xq7-zv\r\n');
  const cast = await readFile(join(box.directory, 'a.cast'), 'utf8');
  expect(cast).toContain('"spawn: sh ${{ inputs.wizard }}"');
  expect(cast).toContain('/dev/null xterm-256color build [redacted]');
  expect(cast).toContain('"secret: password"');
  expect(cast).not.toMatch(/Xq7|zv/);
  expect(await box.left()).toEqual(NOTHING);
});

it('records in a container that runs, and leaves there what the installer made', async () => {
  await using container = await startContainer();
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const args = ['--container', container.id, '-o', 'a.yaml', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args);
  await person.on('Name: ', 'Ann\r');
  await person.on('Password: ', 'Xq7-zv\r');
  expect(await person.exitCode()).toBe(0);
  expect(await container.changes()).toEqual(['/greeting']);
  expect(await readFile(join(box.directory, 'a.cast'), 'utf8')).not.toMatch(/Xq7|zv/);
});
