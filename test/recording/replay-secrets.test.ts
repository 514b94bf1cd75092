import { describe, expect, it } from 'vitest';
import { drawnForm, formGone } from './support/drawn-form.js';
import { foreignCast, generated, nothing, replayed, type Said, star } from './support/foreign.js';

const value = 'hunter22x';
const name: Said = ['Name: ', 'bob'];

/** A password box as dialog draws it, on a screen of its own. */
const box = `\x1b[?1049h\x1b[H\x1b[2J${[
  '┌──────── ACME setup ────────┐',
  '│ Database password:         │',
  '│ ┌────────────────────────┐ │',
  '│ │                        │ │',
  '│ └────────────────────────┘ │',
  '│    <  OK  >    <Cancel>    │',
  '└────────────────────────────┘',
]
  .map((line, row) => `\x1b[${row + 3};10H${line}`)
  .join('')}\x1b[6;14H`;

describe('a secret that a recording by another program holds', () => {
  it.each<readonly [how: string, said: readonly Said[]]>([
    ['nothing was shown', [['Password: ', value, nothing], name]],
    ['stars were shown', [['Password: ', value, star], name]],
    ['it was shown, and the prompt asks for a password', [['Password: ', value], name]],
    [
      'it was typed in a box that shows stars',
      [
        [box, value, star],
        ['\x1b[?1049lName: ', 'bob'],
      ],
    ],
    ['it was typed twice', [['Password: ', value, nothing], ['Again: ', value, nothing], name]],
    [
      'another one was typed first',
      [
        ['Password: ', 'wrong-one', nothing],
        ['Password: ', value, nothing],
      ],
    ],
    [
      'another answer, that was shown, is equal to it',
      [
        ['Database user: ', value],
        ['Password: ', value, nothing],
      ],
    ],
    [
      'another answer, that was shown, holds it',
      [
        ['Login string: ', `acct:${value}`],
        ['Password: ', value, nothing],
      ],
    ],
    [
      'what was filled into a form is equal to it',
      [
        [drawnForm('Database', 'Server'), value],
        [`${formGone}Password: `, value, nothing],
      ],
    ],
    ['it has three characters', [['PIN: ', '471', nothing], name]],
  ])('is one in a replay too: %s', async (_, said) => {
    const { script, said: outcome } = await generated(foreignCast(said));
    expect(script).toContain('{ secret: ');
    expect(outcome).toBe('passed');
  });

  it.each([
    ['another name', '{ secret: password }', '{ secret: admin }'],
    ['its value in clear', '{ secret: password }', value],
  ])('is compared by its value: a script with %s passes', async (_, from, to) => {
    const { said } = await generated(foreignCast([['Password: ', value, nothing], name]), (script) =>
      script.replace(from, to).replace('password: { env', 'admin: { env'),
    );
    expect(said).toBe('passed');
  });

  it('is another one where another value was typed', async () => {
    const cast = foreignCast([
      ['Password: ', 'wrong-one', nothing],
      ['Password: ', value, nothing],
    ]);
    const { said } = await generated(cast, (script) =>
      script.replace('secret: password-2', 'secret: password'),
    );
    expect(said).toContain(
      'with <password> enter; in the recording "Password:" is answered with <password-2> enter.',
    );
  });

  const replies: readonly (readonly [what: string, said: readonly Said[], rest: string])[] = [
    ['is not shown', [['Password: ', value, nothing], name], 'bye\r\n'],
    ['is written by the program', [['Password: ', value, nothing], name], `the password is ${value}\r\n`],
    ['was shown', [['Password: ', value], name], 'bye\r\n'],
  ];
  it.each(replies)('never gets into a failure, where it %s', async (_, said, rest) => {
    const cast = foreignCast(said, rest);
    const edits = [
      (script: string) =>
        script.replace(/answer: \{ secret: password \}(?:\n +visible: true)?/, 'answer: other'),
      (script: string) => script.replace('answer: bob', 'answer: eve'),
      (script: string) =>
        script.replace('answer: bob', 'answer: { secret: password }\n        visible: true'),
      (script: string) => script.replace('answer: bob', 'answer: bob\n      - expect: never'),
      (script: string) => script.replace('"Password:"', '"Passport:"'),
    ];
    for (const edit of edits) {
      const { said: outcome } = await generated(cast, edit);
      expect(outcome).toContain('Failed: ');
      expect(outcome).not.toContain(value);
    }
  });

  it.each([
    ['it has two blanks', 'horse  battery'],
    ['the terminal broke it', 'x'.repeat(60) + 'y7'.repeat(30)],
  ])('never gets into a prompt in a failure, when %s', async (_, secret) => {
    const said: readonly Said[] = [
      ['Password: ', secret, nothing],
      [`It is ${secret}\r\n> `, 'yes'],
    ];
    const { said: outcome } = await generated(foreignCast(said), (script) =>
      script.replace('answer: yes', 'answer: no'),
    );
    expect(outcome).toContain('"It is [redacted]" is answered with');
    expect(outcome).not.toMatch(/horse|battery|xxxx|y7y7/);
  });

  it('has its name in a failure', async () => {
    const { said } = await generated(foreignCast([['Password: ', value, nothing], name]), (script) =>
      script.replace('answer: { secret: password }', 'answer: other'),
    );
    expect(said.split('\n')[0]).toBe(
      'Failed: The script answers "Password:" with "other" enter; in the recording "Password:" is answered with <password> enter.',
    );
  });

  it.each([
    ['a sentence', value, `${value} set.\r\n`],
    ['the next prompt', 'ab1', 'ab1 ok? '],
  ])('is hidden though the program begins %s with it', async (_, secret, next) => {
    const { said } = await generated(
      foreignCast([
        ['Password: ', secret, nothing],
        [next, 'y'],
      ]),
    );
    expect(said).toBe('passed');
  });
});

it('a text that was hidden is given to a script that has a secret there', async () => {
  const script = `unattend: 1
secrets: { word: { env: WORD } }
deploy:
  - spawn: ./setup
    dialogue:
      - { expect: "Word:", answer: { secret: word } }
`;
  const cast = foreignCast([['Word: ', 'hunter22x', nothing]], 'hunter22x\r\n');
  expect(await replayed(script, cast)).toBe('passed');
});
