import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import type { Deed } from '../support/person.js';
import { dialogueOf, throughARecording } from '../support/through.js';

const fixtures = join(import.meta.dirname, '../../../fixtures/wizards');

describe('full-screen menus and forms', () => {
  it('whiptail: menu, check list, radio list, input and password box, yes and no', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `
ask() { whiptail --title "ACME setup" "$@" 3>&1 1>&2 2>&3 | tee -a $TOLD.new; echo >> $TOLD.new; }
rm -f $TOLD.new
ask --menu "Choose a platform" 15 60 4 a "Platform A" b "Platform B" c "Platform C"
ask --checklist "Select components" 15 60 4 compiler "The compiler" on debugger "The debugger" off docs "Documentation" on
ask --radiolist "Choose a mirror" 15 60 4 ch Switzerland on de Germany off fr France off
ask --inputbox "Where to install?" 10 60 /opt/acme
ask --passwordbox "Serial number" 10 60
whiptail --title "ACME setup" --yesno "Really install?" 10 60 && echo yes >> $TOLD.new || echo no >> $TOLD.new
mv $TOLD.new $TOLD`,
      does: [
        { sees: 'Choose a platform', keys: ['<down>', '<enter>'] },
        { sees: 'Select components', keys: ['<down>', ' ', '<down>', ' ', '<enter>'] },
        { sees: 'Choose a mirror', keys: ['<down>', '<down>', ' ', '<tab>', '<enter>'] },
        { sees: 'Where to install?', keys: ['-4.3', '<enter>'] },
        { sees: 'Serial number', keys: ['pw-1234', '<enter>'], secret: 'serial' },
        { sees: 'Really install?', keys: ['<enter>'] },
      ],
      secrets: { SERIAL: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { screen: Choose a platform, box: ACME setup }
        select: Platform B
      - expect: { screen: Select components, box: ACME setup }
        select:
          only: [compiler, debugger]
      - expect: { screen: Choose a mirror, box: ACME setup }
        select: fr
      - expect: { screen: Where to install?, box: ACME setup }
        fill:
          Where to install?: \${{ params.install }}
      - expect: { screen: Serial number, box: ACME setup }
        fill:
          Serial number: { secret: serial }
      - expect: { screen: Really install?, box: ACME setup }
        press: <Yes>
`);
    expect(toldAgain).toBe(told);
  });

  it('dialog: a form with a hidden field, a menu', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `
rm -f $TOLD.new
dialog --title "New account" --insecure --mixedform "Who is it?" 12 60 3 "User:" 1 1 "" 1 12 20 0 0 "Full name:" 2 1 "" 2 12 20 0 0 "Password:" 3 1 "" 3 12 20 0 1 2>> $TOLD.new
dialog --menu "Pick one" 12 50 3 red "The red one" green "The green one" blue "The blue one" 2>> $TOLD.new
mv $TOLD.new $TOLD`,
      does: [
        { sees: 'Who is it?', keys: ['alice', '<down>', 'Alice A.', '<down>'] },
        { sees: 'Who is it?', keys: ['pw-1234', '<enter>'], secret: 'account' },
        { sees: 'Pick one', keys: ['<down>', '<down>', '<up>', '<enter>'] },
      ],
      secrets: { ACCOUNT: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { screen: Who is it?, box: New account }
        fill:
          User: alice
          Full name: Alice A.
          Password: { secret: account }
      - expect: { screen: Pick one }
        select: green
`);
    expect(toldAgain).toBe(told);
  });
});

describe('inline prompts', () => {
  const does = (token: string): readonly Deed[] => [
    { sees: 'Project name', keys: ['my-app', '<enter>'] },
    { sees: 'Access token', keys: [token, '<enter>'], secret: 'token' },
    { sees: 'Template', keys: ['<down>', '<enter>'] },
    { sees: 'Extras', keys: [' ', '<down>', '<down>', ' ', '<enter>'] },
  ];

  it('clack', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `exec node ${fixtures}/clack.mjs $TOLD`,
      does: [...does('pw-1234'), { sees: 'Create it now?', keys: ['<left>', '<enter>'] }],
      secrets: { TOKEN: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { screen: Project name }
        answer: my-app
      - expect: { screen: Access token }
        answer: { secret: token }
      - expect: { screen: Template }
        select: react
      - expect: { screen: Extras }
        select:
          only: [lint, docs]
      - expect: { screen: Create it now? }
        select: Yes
`);
    expect(toldAgain).toBe(told);
  });

  it('inquirer', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `exec node ${fixtures}/inquirer.mjs $TOLD`,
      does: [...does('pw-1234'), { sees: 'Create it now?', keys: ['y', '<enter>'] }],
      secrets: { TOKEN: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: Project name
        answer: my-app
      - expect: { screen: Access token, cursor: true }
        answer: { secret: token }
      - expect: { screen: Template }
        select: react
      - expect: { screen: Extras }
        select:
          only: [lint, docs]
      - expect: Create it now?
        answer: y
`);
    expect(toldAgain).toBe(told);
  });
});
