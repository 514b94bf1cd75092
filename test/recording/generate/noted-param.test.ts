import { expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { openSandbox } from '../../support/sandbox.js';
import { dialogueOf, throughARecording } from '../support/through.js';
import { answering } from './support.js';
import { generateReplaying } from '../support/replaying.js';

/** A person who chose by number, and said that it is a parameter. */
function choosing(number: string): RecordingSource {
  const menu = 'Edition:\r\n 1) Community\r\n 2) Enterprise\r\nYour choice: ';
  const { cast, ...recording } = answering('setup', [[menu, number]]);
  const events = cast.events.flatMap((event) =>
    event.kind === 'input' && event.text === '\r'
      ? [event, { kind: 'marker', atSeconds: event.atSeconds, label: 'note param: edition' } as const]
      : [event],
  );
  return { ...recording, flags: new Map(), cast: { ...cast, events } };
}

it.each([
  ['one recording', [choosing('1')], '  edition: { default: Community }'],
  [
    'two that differ',
    [choosing('1'), choosing('2')],
    '  # also recorded: Enterprise\n  edition: { default: Community }',
  ],
  ['two that are equal', [choosing('1'), choosing('1')], '  edition: { default: Community }'],
] as const)(
  'a choice that a person said is a parameter is one: %s',
  async (_, [first, ...others], params) => {
    const { text } = await generateReplaying({ recordings: [first, ...others], base: 'acme/base:1' });
    expect(text.slice(text.indexOf('params:'))).toBe(`params:
${params}

deploy:
  - spawn: setup
    dialogue:
      - expect: "Your choice:"
        select: \${{ params.edition }}
    exit: 0
`);
  },
);

it('so is one on a screen, and a field; of ticks and buttons it is said that they cannot be', async () => {
  await using box = await openSandbox();
  const note = (name: string) => [{ kind: 'param', name }] as const;
  const { script, told, toldAgain } = await throughARecording(box, {
    script: `
ask() { whiptail --title "ACME setup" "$@" 3>&1 1>&2 2>&3 | tee -a $TOLD.new; echo >> $TOLD.new; }
rm -f $TOLD.new
ask --menu "Choose a platform" 15 60 4 a "Platform A" b "Platform B"
ask --inputbox "Name of the host?" 10 60
ask --checklist "Select components" 15 60 4 compiler "The compiler" on docs "Documentation" on
whiptail --title "ACME setup" --yesno "Really install?" 10 60 && echo yes >> $TOLD.new
mv $TOLD.new $TOLD`,
    does: [
      { sees: 'Choose a platform', keys: ['<down>', '<enter>'], notes: note('platform') },
      { sees: 'Name of the host?', keys: ['build7', '<enter>'], notes: note('machine') },
      { sees: 'Select components', keys: [' ', '<enter>'], notes: note('parts') },
      { sees: 'Really install?', keys: ['<enter>'], notes: note('sure') },
    ],
  });
  expect(script).toContain(`params:
  platform: { default: Platform B }
  machine: { default: build7 }
`);
  expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { screen: Choose a platform, box: ACME setup }
        select: \${{ params.platform }}
      - expect: { screen: Name of the host?, box: ACME setup }
        fill:
          Name of the host?: \${{ params.machine }}
      # what is done here cannot be the parameter "parts", as was said of it
      - expect: { screen: Select components, box: ACME setup }
        select:
          only: [docs]
      # what is done here cannot be the parameter "sure", as was said of it
      - expect: { screen: Really install?, box: ACME setup }
        press: <Yes>
`);
  expect(toldAgain).toBe(told);
});
