import { describe, expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { drawnForm, formGone } from '../support/drawn-form.js';
import { answering } from './support.js';
import { generateReplaying } from '../support/replaying.js';

const generated = async (...recordings: [RecordingSource, ...RecordingSource[]]): Promise<string> =>
  (await generateReplaying({ recordings, base: 'acme/base:1' })).text;

/** What stands between the base and the end of the dialogue. */
const middleOf = (script: string): string => /^params:[^]*(?=^ {4}exit:)/m.exec(script)?.[0] ?? script;

const withForm = (typed: string, label = 'Host name of the database'): RecordingSource =>
  answering('setup', [
    ['Name: ', 'Ann'],
    [drawnForm('Database', label), typed],
    [`${formGone}Done? `, 'yes'],
  ]);

describe('two recordings of an installer with a form', () => {
  it('that only one of them shows bring its parameter along', async () => {
    const without = answering('setup', [
      ['Name: ', 'Ann'],
      ['Done? ', 'yes'],
    ]);
    expect(middleOf(await generated(without, withForm('db.example.com')))).toBe(`params:
  host-name-database: { default: db.example.com }

deploy:
  - spawn: setup
    dialogue:
      - expect: "Name:"
        answer: Ann
      # not in every recording
      - expect: { screen: Host name of the database, box: Database }
        fill:
          Host name of the database: \${{ params.host-name-database }}
        optional: true
      - expect: Done?
        answer: yes
`);
  });

  it('know an equal value of one kind as one parameter, wherever it is given', async () => {
    const one = answering('setup', [
      ['Install directory: ', '/opt/acme'],
      ['Done? ', 'yes'],
    ]);
    const other = answering('setup', [
      ['Install directory: ', '/opt/acme'],
      ['Data go to the install directory: ', '/opt/acme'],
      ['Done? ', 'yes'],
    ]);
    expect(middleOf(await generated(one, other))).toBe(`params:
  install-directory: { default: /opt/acme }

deploy:
  - spawn: setup
    dialogue:
      - expect: "Install directory:"
        answer: \${{ params.install-directory }}
      # not in every recording
      - expect: "Data go to the install directory:"
        answer: \${{ params.install-directory }}
        optional: true
      - expect: Done?
        answer: yes
`);
  });

  it.each([
    ['db1.example.com', 'db2.example.com'],
    ['postgres', 'mysql'],
  ])('make a parameter of what they fill in: %s and %s', async (one, other) => {
    const script = await generated(withForm(one, 'Server'), withForm(other, 'Server'));
    expect(middleOf(script)).toBe(`params:
  # also recorded: ${other}
  server: { default: ${one} }

deploy:
  - spawn: setup
    dialogue:
      - expect: "Name:"
        answer: Ann
      - expect: { screen: Server, box: Database }
        fill:
          Server: \${{ params.server }}
      - expect: Done?
        answer: yes
`);
  });
});
