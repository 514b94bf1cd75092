import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { type Recorded, record } from './replay-support.js';

const wizards = resolve(import.meta.dirname, '../../fixtures/wizards');
const replaced = (from: string, to: string) => (script: string) => script.replace(from, to);
const options = { env: { PASS: 'a-secret-of-mine' } };

interface Edit {
  readonly from: string;
  readonly to: string;
  readonly says: string;
}

/** Records a script with a real program, replays it, and replays it with each of the edits. */
function replays(title: string, script: (box: Sandbox) => string, edits: readonly Edit[]): void {
  describe(title, () => {
    let box: Sandbox;
    let recorded: Recorded;
    beforeAll(async () => {
      box = await openSandbox();
      recorded = await record(box, script(box), options);
    }, 60_000);
    afterAll(() => box[Symbol.asyncDispose]());

    it('replays', async () => expect(await recorded.replayed()).toBe('passed'));
    it.each(edits)('with $to for $from does not', async ({ from, to, says }) => {
      const said = await recorded.replayed(replaced(from, to));
      expect(said.replaceAll(box.directory, 'DIR')).toBe(says);
    });
  });
}

replays(
  'whiptail: check boxes, a menu, radio buttons, buttons',
  () => `deploy:
  - spawn: whiptail --checklist "Select components" 15 50 4 a Compiler off b Debugger on c Docs on d Tests off
    dialogue:
      - { expect: { screen: Select components }, select: { only: [Compiler, Debugger] } }
  - spawn: whiptail --menu "Pick one" 15 50 4 a Alpha b Beta c Gamma d Delta
    dialogue:
      - { expect: { screen: Pick one }, select: Gamma }
  - spawn: whiptail --radiolist "Which" 15 50 3 a One on b Two off c Three off
    dialogue:
      - { expect: { screen: Which }, select: Three }
  - spawn: whiptail --yesno "Go on?" 8 40
    exit: [1]
    dialogue:
      - { expect: { screen: Go on }, press: <No> }
`,
  [
    {
      from: 'only: [Compiler, Debugger]',
      to: 'only: [Compiler, Docs]',
      says: 'The script answers "screen Select components" with select "a Compiler", "c Docs"; in the recording "Select components" is answered with select "a Compiler", "b Debugger".',
    },
    {
      from: 'only: [Compiler, Debugger]',
      to: 'remove: [Docs]',
      says: 'The script answers "screen Select components" with select "b Debugger"; in the recording "Select components" is answered with select "a Compiler", "b Debugger".',
    },
    {
      from: 'only: [Compiler, Debugger]',
      to: 'only: [Compiler, Linker]',
      says: '"Linker" is not on the screen; there is: "a Compiler", "b Debugger", "c Docs", "d Tests".',
    },
    {
      from: 'select: Gamma',
      to: 'select: Beta',
      says: 'The script answers "screen Pick one" with select "b Beta"; in the recording "Pick one" is answered with select "c Gamma".',
    },
    {
      from: 'select: Gamma',
      to: 'select: { only: [Gamma] }',
      says: 'The list on the screen is not one of check boxes, so `only`, `add` and `remove` have nothing to tick or untick; there is: "a Alpha", "b Beta", "c Gamma", "d Delta".',
    },
    {
      from: 'select: Gamma',
      to: 'press: enter',
      says: 'The script answers "screen Pick one" with enter; in the recording "Pick one" is answered with down.',
    },
    {
      from: 'select: Three',
      to: 'select: Two',
      says: 'The script answers "screen Which" with select "b Two"; in the recording "Which" is answered with select "c Three".',
    },
    {
      from: '<No>',
      to: '<Yes>',
      says: 'The script answers "screen Go on" with press <Yes>; in the recording "Go on?" is answered with press <No>.',
    },
  ],
);

replays(
  'dialog: a form with a secret',
  () => `secrets: { pass: { env: PASS }, other: { env: PASS } }
deploy:
  - spawn: dialog --insecure --mixedform "Account" 15 60 3 User 1 1 me 1 12 20 0 0 Password 2 1 "" 2 12 20 0 1
    dialogue:
      - { expect: { screen: Account }, fill: { User: zoe, Password: { secret: pass } } }
`,
  [
    {
      from: 'User: zoe',
      to: 'User: bob',
      says: 'The script answers "screen Account" with fill User: "bob", Password: <pass>; in the recording "Account" is answered with fill User: "zoe", Password: <pass>.',
    },
    {
      from: 'secret: pass',
      to: 'secret: other',
      says: 'The script answers "screen Account" with fill User: "zoe", Password: <other>; in the recording "Account" is answered with fill User: "zoe", Password: <pass>.',
    },
    {
      from: 'Password: {',
      to: 'Passphrase: {',
      says: '"Passphrase" is not on the screen; there is: "User", "Password".',
    },
  ],
);

replays(
  'ssh-keygen: a passphrase asked for twice',
  (box) => `secrets: { pass: { env: PASS } }
deploy:
  - spawn: ssh-keygen -t ed25519 -f ${box.directory}/id
    dialogue:
      - { expect: "/Enter passphrase .*:/", answer: { secret: pass } }
      - { expect: "Enter same passphrase again:", answer: { secret: pass } }
      - expect: Your public key has been saved
`,
  [
    {
      from: '      - { expect: "Enter same passphrase again:", answer: { secret: pass } }\n',
      to: '',
      says: 'The script waits for "Your public key has been saved"; in the recording "Enter same passphrase again:" is answered with <pass> enter.',
    },
    {
      from: '/id\n',
      to: '/other\n',
      says: 'The script starts "ssh-keygen -t ed25519 -f DIR/other"; a.cast is of "ssh-keygen -t ed25519 -f DIR/id".',
    },
  ],
);

replays(
  'inquirer: text, a masked secret, a menu, check boxes',
  (box) => `secrets: { pass: { env: PASS } }
deploy:
  - spawn: [${process.execPath}, ${wizards}/inquirer.mjs, ${box.directory}/told.json]
    dialogue:
      - { expect: Project name, answer: zoo }
      - { expect: Access token, answer: { secret: pass } }
      - { expect: { screen: Template }, select: react }
      - { expect: { screen: Extras }, select: { only: [lint, docs] } }
      - { expect: Create it now?, answer: y }
      - expect: Done
`,
  [
    {
      from: 'answer: zoo',
      to: 'answer: zoom',
      says: 'The script answers "Project name" with "zoom" enter; in the recording "? Project name (acme)" is answered with "zoo" enter.',
    },
    {
      from: 'select: react',
      to: 'select: vue',
      says: 'The script answers "screen Template" with select "vue"; in the recording "↑↓ navigate • ⏎ select" is answered with select "react".',
    },
    {
      from: '[lint, docs]',
      to: '[lint, tests]',
      says: 'The script answers "screen Extras" with select "lint", "tests"; in the recording "↑↓ navigate • space select • a all • i invert • ⏎ submit" is answered with select "lint", "docs".',
    },
  ],
);
