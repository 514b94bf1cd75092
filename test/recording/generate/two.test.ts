import { describe, expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { answering } from './support.js';
import { generateReplaying } from '../support/replaying.js';

const generated = async (...recordings: [RecordingSource, ...RecordingSource[]]): Promise<string> =>
  (await generateReplaying({ recordings, base: 'acme/base:1' })).text;

describe('two recordings of one installer', () => {
  it('generalise what differs between them, and nothing else', async () => {
    const one = answering('./setup', [
      ['Cluster alpha found. Join it? ', 'yes'],
      ['Number of workers: ', '4'],
      ['Install directory [/opt/acme]: ', ''],
      ['Overwrite old files? ', 'y'],
      ['Done? ', 'ok'],
    ]);
    const other = answering('./setup', [
      ['Cluster beta found. Join it? ', 'yes'],
      ['Number of workers: ', '16'],
      ['Install directory [/opt/acme]: ', '/srv/acme'],
      ['Done? ', 'ok'],
    ]);
    expect(await generated(one, other)).toBe(`unattend: 1
name: setup
base: acme/base:1

params:
  # also recorded: 16
  number-workers: { default: 4 }
  # also recorded: /srv/acme
  install-directory: { default: "" }

inputs:
  # put it there, or say where it is: --input setup=PATH
  setup: { from: ./setup }

deploy:
  - spawn: \${{ inputs.setup }}
    dialogue:
      # varies: differs between the recordings (alpha)
      - expect: /Cluster \\w+ found\\. Join it\\?/
        answer: yes
      - expect: "Number of workers:"
        answer: \${{ params.number-workers }}
      - expect: Install directory
        answer: \${{ params.install-directory }}
      # not in every recording
      - expect: Overwrite old files?
        answer: y
        optional: true
      - expect: Done?
        answer: ok
    exit: 0
`);
  });

  it('that are equal give what one gives', async () => {
    const one = answering('./setup', [['Go on? ', 'y']]);
    expect(await generated(one, one)).toBe(await generated(one));
  });

  it('of different installers are refused', async () => {
    const one = answering('./setup', [['Go on? ', 'y']]);
    const { cast } = one;
    const two = { ...one, file: 'b.cast', cast: { ...cast, events: [...cast.events, ...cast.events] } };
    await expect(generated(one, two)).rejects.toMatchObject({
      message: 'a.cast and b.cast are not of the same installer: one holds 1 program, the other 2 programs.',
      hint: 'Give recordings of one installer, or make a script of each.',
    });
  });
});
