import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret, spawn } from '../../src/index.js';

const root = resolve(import.meta.dirname, '../..');

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'unattend-prompts-'))));
afterEach(() => rm(directory, { recursive: true }));

const inDirectory = (name: string): string => join(directory, name);
const node = (script: string, ...args: readonly string[]): readonly string[] => [
  process.execPath,
  join(root, script),
  ...args,
];

describe.each([80, 120])('on %i columns', (columns) => {
  it('create-vite: a project of the template that was chosen', async () => {
    await using create = await spawn(node('node_modules/create-vite/index.js'), {
      cwd: directory,
      size: { columns },
    });
    await create.dialogue([
      { expect: 'Project name:', answer: 'shop' },
      { expect: { screen: 'Select a framework:' }, select: 'Vue' },
      { expect: { screen: 'Select a variant:' }, select: 'TypeScript' },
      { expect: { screen: 'Which linter to use?' }, select: 'ESLint', optional: true },
      { expect: /Install with .* and start now\?/, type: 'n' },
      { expect: 'Done. Now run:' },
    ]);
    await create.exit();
    const { name, devDependencies } = JSON.parse(
      await readFile(inDirectory('shop/package.json'), 'utf8'),
    ) as {
      name: string;
      devDependencies: Record<string, string>;
    };
    expect([name, Object.keys(devDependencies)]).toEqual([
      'shop',
      expect.arrayContaining(['vue-tsc', 'vite']),
    ]);
    expect(await readdir(inDirectory('shop/src'))).toContain('App.vue');
  });

  it.each(['clack', 'inquirer'])('%s: a wizard from text to check-boxes', async (kind) => {
    const shown: Uint8Array[] = [];
    await using wizard = await spawn(node(`fixtures/wizards/${kind}.mjs`, inDirectory('told.json')), {
      size: { columns },
      log: { write: (bytes) => shown.push(bytes) },
    });
    const licence = kind === 'clack' ? [{ expect: { screen: 'Licence' }, select: 'Apache' }] : [];
    await wizard.dialogue([
      { expect: 'Project name', answer: 'shop' },
      { expect: 'Access token', answer: new Secret('s3cret-t0ken', 'token') },
      { expect: { screen: 'Template' }, select: 'react' },
      ...licence,
      { expect: { screen: 'Extras' }, select: { only: ['lint', 'docs'] } },
      { expect: 'Create it now?', answer: 'y' },
      { expect: 'Done' },
    ]);
    await wizard.exit();
    expect(JSON.parse(await readFile(inDirectory('told.json'), 'utf8'))).toEqual({
      name: 'shop',
      token: 's3cret-t0ken',
      kind: 'react',
      ...(kind === 'clack' && { licence: 'a' }),
      extras: ['lint', 'docs'],
      go: true,
    });
    expect(Buffer.concat(shown).toString()).not.toMatch(/s3cret|redacted/);
  });

  it('inquirer: numbers below their prompt, below an answered question', async () => {
    const script = `
      import { input, rawlist } from '${import.meta.resolve('@inquirer/prompts')}';
      const name = await input({ message: 'Name?' });
      console.log(name, await rawlist({ message: 'Size?', choices: ['small', 'large'] }), 'is chosen');`;
    await using wizard = await spawn([process.execPath, '--input-type=module', '-e', script], {
      size: { columns },
    });
    await wizard.dialogue([
      { expect: 'Name?', answer: 'zoe' },
      { expect: 'Size?', select: 'large' },
      { expect: 'zoe large is chosen' },
    ]);
    await wizard.exit();
  });

  it('whiptail: a password box, then a gauge to its end', async () => {
    const script = `
      whiptail --passwordbox "Serial number" 8 40 2>told
      for n in 10 60 100; do echo $n; sleep 0.05; done | whiptail --gauge "Unpacking" 7 50 0
      whiptail --msgbox "Installed" 8 40`;
    await using installer = await spawn(script, { cwd: directory, size: { columns } });
    await installer.expect({ screen: 'Serial number' });
    await installer.answer(new Secret('4711-0815', 'serial'));
    await installer.expect({ screen: 'Unpacking' });
    await installer.expect({ screen: 'Installed' });
    await installer.press('<Ok>');
    await installer.exit();
    expect(await readFile(inDirectory('told'), 'utf8')).toBe('4711-0815');
  });

  it('dialog: one box after the other, call by call', async () => {
    const script = `
      dialog --output-fd 3 --menu "Flavour" 12 40 3 v vanilla l lemon c cherry 3>menu
      dialog --output-fd 3 --checklist "Toppings" 12 40 3 n nuts on s sugar off f fruit off 3>list
      dialog --yesno "Really?" 7 30; echo $? >really`;
    await using shop = await spawn(script, { cwd: directory, size: { columns } });
    await shop.expect({ screen: 'Flavour' });
    await shop.select('lemon');
    await shop.expect({ screen: 'Toppings' });
    await shop.select({ add: ['fruit'] });
    await shop.expect({ screen: 'Really?' });
    await shop.press('<No>');
    await shop.exit('any');
    const told = await Promise.all(
      ['menu', 'list', 'really'].map((name) => readFile(inDirectory(name), 'utf8')),
    );
    expect(told).toEqual(['l', 'n f', '1\n']);
  });
});
