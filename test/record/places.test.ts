import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
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

it('gives a container the size of the terminal from its first moment on, and each change of it', async () => {
  await using box = await openSandbox();
  const wizard = `stty size; while [ "$(stty size)" = "25 90" ]; do sleep 0.1; done; stty size; read done`;
  await box.write('wizard.sh', wizard);
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, { size: { columns: 90, rows: 25 } });
  await person.on('25 90', '');
  await person.terminal.resize({ columns: 70, rows: 20 });
  await person.on('20 70', 'x\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
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

it.each([
  ['in a container', ['--base', BUSYBOX, '--verify', '1']],
  ['on this machine', ['--on', 'host']],
])('makes an input of a file that is named by its path on this machine: %s', async (_, place) => {
  await using box = await openSandbox();
  const vendor = await box.write('../vendor/setup.sh', `printf 'Name: '; read name; echo "hello $name"`);
  const file = resolve(vendor);
  await using person = await recordBy(box, [...place, '-o', 'a.yaml', '--', 'sh', file]);
  await person.on('Name: ', 'Ann\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('hello Ann')]);
  const [script = '', cast = ''] = await Promise.all(
    ['a.yaml', 'a.cast'].map((name) => readFile(join(box.directory, name), 'utf8')),
  );
  expect(script).toContain('  - spawn: sh ${{ inputs.setup }}\n');
  expect(script).toMatch(/^ {2}setup: \{ from: .*\/setup(?:\.sh)? \}$/m);
  expect(script + cast).not.toContain(dirname(file));
});

it('leaves a path that this machine does not have, or that every system has, to the image', async () => {
  await using box = await openSandbox();
  const args = [
    '--base',
    BUSYBOX,
    '-o',
    'a.yaml',
    '--',
    'sh',
    '-c',
    'read a; exit 0',
    '/bin/sh',
    '/opt/acme/x',
  ];
  await using person = await recordBy(box, args);
  await person.on('', 'Ann\r');
  expect(await person.exitCode()).toBe(0);
  const script = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  expect(script).toContain(' /bin/sh /opt/acme/x\n');
});
