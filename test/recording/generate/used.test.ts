import { expect, it } from 'vitest';
import type { CastEvent } from '../../../src/recording/cast.js';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { formGone } from '../support/drawn-form.js';
import { answering, scriptOfLines } from './support.js';
import { generateReplaying } from '../support/replaying.js';

/** A check list on a full screen, with the highlight on one of its items. */
function checkList(ticked: readonly string[], highlighted: string): string {
  const items = ['docs', 'mail', 'tools'].map((item) => {
    const text = `[${ticked.includes(item) ? '*' : ' '}] ${item.padEnd(12)}`;
    return item === highlighted ? `\x1b[7m${text}\x1b[27m` : text;
  });
  const rows = ['Enter the license keys to install', '', ...items].map(
    (text) => `│ ${text}${' '.repeat(40 - text.replaceAll(/\x1b\[\d+m/g, '').length)}│`,
  );
  const frame = [`┌${'─'.repeat(41)}┐`, ...rows, `└${'─'.repeat(41)}┘`];
  return `\x1b[?1049h\x1b[?25l${frame.map((row, at) => `\x1b[${5 + at};20H${row}`).join('')}`;
}

it('a check list that was worked with letters, which a recorder takes for a hidden text, declares no secret', async () => {
  const script = await scriptOfLines([
    'm:spawn: setup',
    `o:${checkList([], 'docs')}`,
    'm:secret: license-keys',
    'i:<license-keys>',
    `o:${checkList(['mail'], 'mail')}`,
    'i:\r',
    `o:${formGone}bye\r\n`,
    'm:end: exit code 0',
  ]);
  expect(script).toBe(`unattend: 1
name: setup
base: acme/base:1

deploy:
  - spawn: setup
    dialogue:
      - expect: { screen: Enter the license keys to install }
        select:
          only: [mail]
    exit: 0
`);
});

it('of two recordings that name a secret differently the name that is used is declared', async () => {
  const named = (secret: string) => answering('setup', [['Password: ', '', { echo: 'off', secret }]]);
  const { text } = await generateReplaying(
    { recordings: [named('admin'), named('root')], base: 'acme/base:1' },
    'the second recording has no value of the secret, only another name',
  );
  expect(text).toContain('secrets:\n  admin: { env: ADMIN }\n\n');
  expect(text).toContain('answer: { secret: admin }\n');
});

it('of two recordings that start different files the one that is started is declared', async () => {
  const started = (command: string) => answering(command, [['Go on? ', 'y']]);
  const [one, { cast }] = [started('sh ./setup-4.2.run -q'), started('sh /home/ann/setup-4.3.run -q')];
  const isOutput = ({ kind }: CastEvent): boolean => kind === 'output' || kind === 'input';
  // As another program records: no markers, and the command in the header.
  const foreign: RecordingSource = {
    cast: {
      ...cast,
      header: { ...cast.header, command: 'sh /home/ann/setup-4.3.run -q' },
      events: cast.events.filter(isOutput),
    },
    flags: new Map(),
    file: 'b.cast',
  };
  const { text } = await generateReplaying({ recordings: [one, foreign], base: 'acme/base:1' });
  expect(text).toBe(`unattend: 1
name: setup-4-2
base: acme/base:1

inputs:
  # put it there, or say where it is: --input setup-4-2=PATH
  setup-4-2: { from: ./setup-4.2.run }

deploy:
  # the recording does not say how the program ended: exit code 0 is expected
  # guessed: another recording started sh ./setup-4.3.run -q
  - spawn: sh \${{ inputs.setup-4-2 }} -q
    dialogue:
      - expect: Go on?
        answer: y
    exit: 0
`);
});

it('of two recordings, one of which tells that an answer is a secret, no parameter is declared for it', async () => {
  const typed = answering('setup', [['Folder of the vault: ', '/srv/vault']]);
  const told = answering('setup', [['Folder of the vault: ', '', { secret: 'vault' }]]);
  const { text } = await generateReplaying({ recordings: [typed, told], base: 'acme/base:1' });
  expect(text).toBe(`unattend: 1
name: setup
base: acme/base:1

secrets:
  vault: { env: VAULT }

deploy:
  - spawn: setup
    dialogue:
      - expect: "Folder of the vault:"
        answer: { secret: vault }
        visible: true
    exit: 0
`);
});
