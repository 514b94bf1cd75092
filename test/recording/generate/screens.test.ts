import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { dialogueOf, throughARecording } from '../support/through.js';

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
});
