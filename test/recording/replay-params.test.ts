import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { type Recorded, record } from './replay-support.js';
import { foreignCast, replayed, type Said } from './support/foreign.js';
import { generateReplaying } from './support/replaying.js';

/** The sentence of a failure, or `passed`. */
const said = async (...args: Parameters<typeof replayed>): Promise<string> =>
  (await replayed(...args)).split('\n')[0] ?? '';

const scriptWith = (params: string, dialogue: readonly string[]): string => `unattend: 1
params: { ${params} }
deploy:
  - spawn: ./setup
    dialogue:
${dialogue.map((each) => `      - ${each}\n`).join('')}`;

const named = '{ expect: "Name:", answer: "${{ params.name }}" }';
const again = '{ expect: "Name again:", answer: "${{ params.name }}" }';

describe('a parameter whose value neither the command line nor the recording says', () => {
  const bob = foreignCast([['Name: ', 'bob']], 'hello bob\r\n');

  it('has the value that was recorded where it is answered', async () => {
    expect(await said(scriptWith('name: { default: ann }', [named]), bob)).toBe('passed');
  });

  it('has it without a default too', async () => {
    expect(await said(scriptWith('name: { required: true }', [named]), bob)).toBe('passed');
  });

  it('has it in patterns too', async () => {
    const script = scriptWith('name: { default: ann }', [named, '{ expect: "hello ${{ params.name }}" }']);
    expect(await said(script, bob)).toBe('passed');
  });

  it('has it in conditions before its answer too', async () => {
    const cast = foreignCast([
      ['Expert mode? ', 'y'],
      ['Platform: ', 'B'],
    ]);
    const script = scriptWith('platform: { of: [A, B], default: A }', [
      '{ expect: Expert mode?, answer: y, optional: true }',
      '{ expect: "Platform:", answer: "${{ params.platform }}" }',
      '{ expect: Target?, answer: x, when: { platform: A } }',
    ]);
    expect(await said(script, cast)).toBe('passed');
  });

  it.each([
    ['an empty answer', [['Name: ', '']]],
    ['one that begins with the default', [['Name: ', 'annabel']]],
    ['one that the default begins with', [['Name: ', 'an']]],
  ] satisfies [string, Said[]][])('has %s', async (_, talk) => {
    expect(await said(scriptWith('name: { default: ann }', [named]), foreignCast(talk))).toBe('passed');
  });

  it('has it where it is typed without Enter, and another key ends the text', async () => {
    const { events, ...cast } = foreignCast([['Name: ', 'annabel']]);
    const tabbed = events.map((event) =>
      event.kind === 'input' && event.text === '\r' ? { ...event, text: '\t' } : event,
    );
    const script = scriptWith('name: { default: ann }', [
      '{ expect: "Name:", type: "${{ params.name }}" }',
      '{ expect: { quiet: 1s }, press: tab }',
    ]);
    expect(await said(script, { ...cast, events: tabbed })).toBe('passed');
  });

  it('keeps it: another value at a later answer is a mismatch', async () => {
    const cast = foreignCast([
      ['Name: ', 'bob'],
      ['Name again: ', 'zoe'],
    ]);
    expect(await said(scriptWith('name: { default: ann }', [named, again]), cast)).toBe(
      'Failed: The script answers "Name again:" with "bob" enter; in the recording "Name again:" is answered with "zoe" enter.',
    );
  });

  it('keeps its default once that was the recorded answer', async () => {
    const cast = foreignCast([
      ['Name: ', 'ann'],
      ['Name again: ', 'zoe'],
    ]);
    expect(await said(scriptWith('name: { default: ann }', [named, again]), cast)).toBe(
      'Failed: The script answers "Name again:" with "ann" enter; in the recording "Name again:" is answered with "zoe" enter.',
    );
  });

  it.each(['{ of: [ann, zoe], default: ann }', "{ default: ann, match: '^a' }"])(
    'does not have one that its declaration rules out: %s',
    async (declared) => {
      expect(await said(scriptWith(`name: ${declared}`, [named]), bob)).toBe(
        'Failed: The script answers "Name:" with "ann" enter; in the recording "Name:" is answered with "bob" enter.',
      );
    },
  );

  it('does not have what is more than its value', async () => {
    const script = scriptWith('name: { default: ann }', [
      '{ expect: "Name:", answer: "${{ params.name }}!" }',
    ]);
    expect(await said(script, bob)).toContain('The script answers "Name:" with "ann!" enter');
  });

  it('is missed when it is required and not answered', async () => {
    const script = scriptWith('name: { required: true }', [
      '{ expect: "Who:", answer: "${{ params.name }}" }',
    ]);
    expect(await said(script, bob)).toBe('Failed: The parameter "name" is required.');
  });

  it('does not have a secret', async () => {
    const cast = foreignCast([['Password: ', 'hunter22', () => '']]);
    const script = scriptWith('name: { default: ann }', [
      '{ expect: "Password:", answer: "${{ params.name }}" }',
    ]);
    expect(await said(script, cast)).toBe(
      'Failed: The script answers "Password:" with "ann" enter; in the recording "Password:" is answered with <password> enter.',
    );
  });

  it('has the item of a numbered menu that was chosen', async () => {
    const cast = foreignCast([['1) Alpha\r\n2) Beta build\r\n3) Gamma\r\nPick one: ', '2']]);
    const pick = '{ expect: "Pick one:", select: "${{ params.what }}" }';
    expect(await said(scriptWith('what: { default: Alpha }', [pick]), cast)).toBe('passed');
    expect(await said(scriptWith('what: { of: [Alpha, Beta], default: Alpha }', [pick]), cast)).toBe(
      'passed',
    );
  });
});

it('the key of a menu of keys is compared as it was typed', async () => {
  const item = (key: string, label: string): string => `\x1b[47m ${key} \x1b[0m ${label}\r\n`;
  const typed = foreignCast([[`Overwrite?\r\n${item('y', 'Yes')}${item('n', 'No')}`, 'n']]);
  const events = typed.events.filter((event) => event.kind !== 'input' || event.text !== '\r');
  const cast = { ...typed, events };
  const pick = (label: string): string => `{ expect: { screen: "Overwrite?" }, select: ${label} }`;
  expect(await said(scriptWith('', [pick('"No"')]), cast)).toBe('passed');
  expect(await said(scriptWith('', [pick('"Yes"')]), cast)).toContain('with "y"');
});

describe('a parameter that is given', () => {
  it('has that value, whatever was recorded', async () => {
    const cast = foreignCast([['Name: ', 'bob']]);
    expect(await said(scriptWith('name: { default: bob }', [named]), cast, { name: 'ann' })).toBe(
      'Failed: The script answers "Name:" with "ann" enter; in the recording "Name:" is answered with "bob" enter.',
    );
  });
});

describe('a script made of two recordings', () => {
  it('passes against both of them', async () => {
    const [one, other] = [
      foreignCast([
        ['Name: ', 'ann'],
        ['Go on? ', 'y'],
      ]),
      foreignCast([
        ['Name: ', 'bob'],
        ['Directory: ', '/srv'],
        ['Go on? ', 'n'],
      ]),
    ];
    const source = (cast: typeof one, file: string) => ({ cast, flags: new Map(), file });
    const recordings = [source(one, 'a.cast'), source(other, 'b.cast')] as const;
    const { text } = await generateReplaying({ recordings, base: 'acme/base:1' });
    expect([await said(text, one), await said(text, other)]).toEqual(['passed', 'passed']);
  });
});

describe('a parameter of a menu and a form', () => {
  let box: Sandbox;
  let recorded: Recorded;
  beforeAll(async () => {
    box = await openSandbox();
    recorded = await record(
      box,
      `params: { item: { default: Gamma }, mode: { of: [One, Two, Three], default: Three }, user: { default: zoe } }
deploy:
  - spawn: whiptail --menu "Pick one" 15 50 4 a Alpha b Beta c Gamma d Delta
    dialogue:
      - { expect: { screen: Pick one }, select: "\${{ params.item }}" }
  - spawn: whiptail --radiolist "Which" 15 50 3 a One on b Two off c Three off
    dialogue:
      - { expect: { screen: Which }, select: "\${{ params.mode }}" }
  - spawn: dialog --form "Account" 15 60 3 User 1 1 me 1 12 20 0 Home 2 1 /home 2 12 20 0
    dialogue:
      - { expect: { screen: Account }, fill: { User: "\${{ params.user }}", Home: /srv } }
`,
    );
  }, 60_000);
  afterAll(() => box[Symbol.asyncDispose]());

  it.each([
    ['Gamma', 'Beta'],
    ['Gamma', 'Omega'],
    ['default: Three', 'default: One'],
    ['zoe', 'bob'],
  ])('has what was recorded where the default %s is %s now', async (from, to) => {
    expect(await recorded.replayed((script) => script.replace(from, to))).toBe('passed');
  });

  it('does not hide another difference', async () => {
    const edit = (script: string): string => script.replace('zoe', 'bob').replace('Home: /srv', 'Home: /opt');
    expect(await recorded.replayed(edit)).toBe(
      'The script answers "screen Account" with fill User: "zoe", Home: "/opt"; in the recording "Account" is answered with fill User: "zoe", Home: "/srv".',
    );
  });
});
