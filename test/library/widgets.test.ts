import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isUnattendError, Secret, spawn } from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'unattend-widgets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 132, rows: 43 },
];

/** Runs a shell line whose descriptor 3 is a file; what the wizard says it was told is in it. */
async function chosen(line: string, size: (typeof sizes)[number], talk: Parameters<typeof dialogueOf>[1]) {
  const file = join(folder, `out-${Math.random()}`);
  await dialogueOf(`exec 3>${file}; ${line}`, talk, size);
  return readFileSync(file, 'utf8');
}

async function dialogueOf(
  line: string,
  items: Parameters<Awaited<ReturnType<typeof spawn>>['dialogue']>[0],
  size: (typeof sizes)[number],
): Promise<void> {
  await using program = await spawn(['/bin/bash', '--norc', '-c', line], { size, cwd: folder });
  await program.dialogue(items);
  await program.exit();
}

describe.each(sizes)('wizards of $columns x $rows', (size) => {
  it('whiptail: a menu, a check-box list, a radio list and buttons', async () => {
    const menu =
      'whiptail --output-fd 3 --title Tools --menu "Pick one" 15 50 4 a Alpha b Beta c Gamma d Delta';
    expect(
      await chosen(menu, size, [{ expect: { screen: 'Pick one', box: 'Tools' }, select: 'Gamma' }]),
    ).toBe('c');
    const list =
      'whiptail --output-fd 3 --checklist "Select components" 15 50 4 a Compiler off b Debugger on c Docs on d Tests off';
    expect(
      await chosen(list, size, [
        { expect: { screen: 'Select components' }, select: { only: ['Compiler', 'Debugger'] } },
      ]),
    ).toBe('"a" "b"');
    const radio = 'whiptail --output-fd 3 --radiolist "Which" 15 50 3 a One on b Two off c Three off';
    expect(await chosen(radio, size, [{ expect: { screen: 'Which' }, select: 'Three' }])).toBe('c');
    const yesno = 'whiptail --yesno "Go on?" 8 40; echo $? >&3';
    expect(await chosen(yesno, size, [{ expect: { screen: 'Go on?' }, press: '<No>' }])).toBe('1\n');
  });

  it('unticks every item where none is wanted', async () => {
    const list =
      'whiptail --output-fd 3 --checklist "Components" 15 50 4 a Compiler on b Docs off c Tests on';
    const none = await chosen(list, size, [{ expect: { screen: 'Components' }, select: { only: [] } }]);
    expect(none).toBe('');
  });

  it('bash select: asked again without its menu', async () => {
    const source = 'select x in Apple Banana Cherry; do echo "$x" >&3; [ $x = Cherry ] && break; done';
    const items = ['Banana', 'Apple', 'Cherry'].map((select) => ({ expect: '#?', select }));
    expect(await chosen(source, size, items)).toBe('Banana\nApple\nCherry\n');
  });

  it('takes no number of a menu that another prompt asked for', async () => {
    const source = `printf ' %s\\n' '1) Apple' '2) Pear'; read -p 'Fruit: ' a; read -p 'Now that: ' b`;
    const asked = [
      { expect: 'Fruit:', select: 'Pear' },
      { expect: 'Now that:', select: 'Apple' },
    ];
    const error: unknown = await dialogueOf(source, asked, size).catch((caught: unknown) => caught);
    expect(isUnattendError(error, 'WIDGET_FAILED') && error.details).toMatchObject({
      reason: 'no widget',
      label: 'Apple',
    });
  });

  it('dialog: a form with a password', async () => {
    const form =
      'dialog --insecure --output-fd 3 --mixedform "Account" 15 60 3 User: 1 1 me 1 12 20 0 0 Password: 2 1 "" 2 12 20 0 1';
    const told = await chosen(form, size, [
      { expect: { screen: 'Account' }, fill: { 'User:': 'zoe', 'Password:': new Secret('hush-hush') } },
    ]);
    expect(told).toBe('zoe\nhush-hush\n');
  });

  it('names what is there when a label is absent', async () => {
    await using program = await spawn(
      ['whiptail', '--menu', 'Pick one', '15', '50', '2', 'a', 'Alpha', 'b', 'Beta'],
      { size },
    );
    const error: unknown = await program
      .dialogue([{ expect: { screen: 'Pick one' }, select: 'Gamma' }])
      .catch((reason: unknown) => reason);
    expect(isUnattendError(error) && error.message).toBe(
      '"Gamma" is not on the screen; there is: "a Alpha", "b Beta".',
    );
  });

  it('says that a menu has nothing to tick', async () => {
    await using program = await spawn(
      ['whiptail', '--menu', 'Pick one', '15', '50', '2', 'a', 'Alpha', 'b', 'Beta'],
      { size },
    );
    const error: unknown = await program
      .dialogue([{ expect: { screen: 'Pick one' }, select: { remove: ['Alpha'] } }])
      .catch((reason: unknown) => reason);
    expect(isUnattendError(error) && [error.message, error.hint]).toEqual([
      'The list on the screen is not one of check boxes, so `only`, `add` and `remove` have nothing to tick or untick; there is: "a Alpha", "b Beta".',
      'Of a menu or a radio list one item is chosen, by its label alone: select("Label").',
    ]);
  });

  it('C54, C55: two password boxes with one title each get their own secret; a visible field gets none', async () => {
    const boxes =
      'a=$(whiptail --passwordbox Secret 8 40 3>&1 1>&2 2>&3); b=$(whiptail --passwordbox Secret 8 40 3>&1 1>&2 2>&3); echo "$a $b" > boxes';
    await dialogueOf(
      boxes,
      [
        { expect: { screen: 'Secret' }, answer: new Secret('first-one', 'one') },
        { expect: { screen: 'Secret' }, answer: new Secret('second-one', 'two') },
      ],
      size,
    );
    expect(readFileSync(join(folder, 'boxes'), 'utf8')).toBe('first-one second-one\n');
    await using visible = await spawn(['whiptail', '--inputbox', 'Name', '8', '40'], { size });
    const error: unknown = await visible
      .dialogue([{ expect: { screen: 'Name' }, answer: new Secret('first-one') }])
      .catch((reason: unknown) => reason);
    expect(isUnattendError(error) && error.code).toBe('UNATTEND_SECRET_VISIBLE');
    expect((await visible.screen()).lines.map(({ text }) => text).join('\n')).not.toMatch(
      /first-one|[zqxjk]_/,
    );
  });
});
