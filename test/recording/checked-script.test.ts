import { describe, expect, it } from 'vitest';
import { generateChecked } from '../../src/recording/checked-script.js';
import type { RecordingSource } from '../../src/recording/generate/generate.js';
import { openSandbox } from '../support/sandbox.js';
import { answering } from './generate/support.js';
import { foreignCast, nothing, type Said } from './support/foreign.js';
import { recordPerson } from './support/person.js';
import { notReplayed } from './support/replaying.js';

const checked = (recording: RecordingSource) =>
  generateChecked({ recordings: [recording], base: 'acme/base:1' });

it('a script that replays against its recording is left as it is', async () => {
  const { text, warnings } = await checked(answering('setup', [['Go on? ', 'yes']]));
  expect(text).toMatch(/^unattend: 1\n/);
  expect(warnings).toEqual([]);
});

/** An editor highlights what it is looking for as a menu does what is chosen. */
async function editor(): Promise<RecordingSource> {
  await using box = await openSandbox();
  await box.write('list', 'one\ntwo\nsix\n');
  const recorded = await recordPerson({
    argv: ['vi', 'list'],
    cwd: box.directory,
    does: [
      { sees: 'two', keys: ['/two', '<enter>'] },
      { sees: '/two', keys: ['A', 'three', '<escape>'] },
      { sees: 'twothree', keys: [':wq', '<enter>'] },
    ],
  });
  return { ...recorded, file: 'a.cast' };
}

it('of one that does not, script and warnings say so', async () => {
  const { text, warnings } = await checked(await editor());
  const [warning = '', ...others] = warnings;
  expect(others).toEqual([]);
  expect(warning).toMatch(/^this does not replay against its own recording: \S.*\.$/);
  expect(text.startsWith(`# ${warning}\nunattend: 1\n`)).toBe(true);
});

const value = 'Tr0ub4dor9';

/** A recording by another program, in which these things were said. */
const foreign = (said: readonly Said[], command = 'setup'): RecordingSource => {
  const cast = foreignCast(said);
  return { cast: { ...cast, header: { ...cast.header, command } }, flags: new Map(), file: 'a.cast' };
};

const hidden: Said = ['Password: ', value, nothing];
const places: readonly (readonly [place: string, said: readonly Said[], command: string])[] = [
  ['it stands in the command', [['User: ', 'ann']], `setup --password=${value}`],
  ['it stands in the command, and is typed openly', [['User: ', value]], `setup --password=${value}`],
  ['it is typed hidden', [hidden], 'setup'],
  ['another answer is equal to it', [['User: ', value], hidden], 'setup'],
  ['another answer holds it', [['Login string: ', `acct:${value}`], hidden], 'setup'],
  ['an answer holds it, and the command', [['Login string: ', `acct:${value}`]], `setup --password=${value}`],
  ['a prompt holds it', [hidden, [`Use ${value}? `, 'yes']], 'setup'],
];

describe('a secret that a recording holds', () => {
  it.each(places)('is told nowhere, and no wolf is cried: %s', async (_, said, command) => {
    const { text, warnings } = await checked(foreign(said, command));
    expect(text).toMatch(/^unattend: 1\n/);
    expect(JSON.stringify({ text, warnings })).not.toContain(value);
  });

  // Where one recording repeats a secret and the other gives a second one, the script is wrong for one of them.
  const twice = (first: string, second: string): readonly Said[] => [
    ['Word: ', first, nothing],
    [`Really, with ${value}: `, second, nothing],
  ];
  const failing = async (one: RecordingSource, other: RecordingSource): Promise<void> => {
    const { text, warnings } = await generateChecked({ recordings: [one, other], base: 'acme/base:1' });
    const failures = warnings.filter((each) => each.startsWith(notReplayed));
    expect(failures).toHaveLength(1);
    expect(text.startsWith(`# ${failures[0] ?? ''}\n`)).toBe(true);
    expect(failures[0]).toContain('[redacted]');
    expect(JSON.stringify({ text, warnings })).not.toMatch(/Tr0ub4dor9|acct:|first-word|other-word/);
  };

  it.each(places)('is told in no failure: %s', async (_, said, command) => {
    const one = foreign([...said, ...twice('first-word', 'first-word')], command);
    await failing(one, foreign([...said, ...twice('first-word', 'other-word')], command));
  });

  it('is told in no failure of the other recording, which has it in a prompt', async () => {
    const one = foreign([hidden, ...twice('first-word', 'first-word')]);
    await failing(
      one,
      foreign([['Password: ', 'an0ther-one', nothing], ...twice('first-word', 'other-word')]),
    );
  });

  it('is told in no failure of the other recording, which has it as what was typed openly', async () => {
    // Where the second one has other words, its answer is wrong.
    const one = foreign([['Word: ', 'first-word', nothing], ['Again: ', 'first-word', nothing], hidden]);
    const other = foreign([
      ['Word: ', 'first-word', nothing],
      ['Again: ', value],
      ['Password: ', 'an0ther-one', nothing],
    ]);
    const { text, warnings } = await generateChecked({ recordings: [one, other], base: 'acme/base:1' });
    expect(warnings.filter((each) => each.startsWith(notReplayed))).toHaveLength(1);
    expect(JSON.stringify({ text, warnings })).not.toMatch(/Tr0ub4dor9|an0ther-one|first-word/);
  });

  it('may be part of an answer of one recording: that of the other one is what was typed for the same secret', async () => {
    const login = (text: string): RecordingSource => foreign([['Login string: ', text], hidden]);
    const recordings = [login(`acct:${value}`), login('guest')] as const;
    const { text, warnings } = await generateChecked({ recordings, base: 'acme/base:1' });
    expect(JSON.stringify({ text, warnings })).not.toMatch(/Tr0ub4dor9|guest/);
    expect(text).toMatch(/^unattend: 1\n/);
    expect(text).toContain('answer: { secret: login-string }\n        visible: true\n');
  });

  it('is what was typed openly where the other recording has a secret', async () => {
    const talks = (vault: string) =>
      answering('setup', [
        ['Vault: ', vault],
        ['Open vault /srv/vault? ', 'y'],
      ]);
    const told = answering('setup', [
      ['Vault: ', '', { secret: 'vault' }],
      ['Open vault? ', 'y'],
    ]);
    for (const recordings of [
      [talks('/srv/vault'), told],
      [told, talks('/srv/vault')],
    ] as const) {
      const { text, warnings } = await generateChecked({ recordings, base: 'acme/base:1' });
      expect(JSON.stringify({ text, warnings })).not.toContain('/srv/vault');
      expect(text).toMatch(/^unattend: 1\n/);
      expect(text).toContain('answer: { secret: vault }\n        visible: true\n');
    }
  });
});
