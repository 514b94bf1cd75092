import { describe, expect, it } from 'vitest';
import type { CastEvent } from '../../../src/recording/cast.js';
import { generateScript, type RecordingSource } from '../../../src/recording/generate/generate.js';
import { answering } from './support.js';

/** The same recording, made in a container of an image. */
function inContainer({ cast, flags, file }: RecordingSource): RecordingSource {
  const base: CastEvent = { kind: 'marker', atSeconds: 0, label: 'base: acme/base:1' };
  const moved = new Map([...flags].map(([event, echo]) => [event + 1, echo]));
  return { cast: { ...cast, events: [base, ...cast.events] }, flags: moved, file };
}

const generated = async (recording: RecordingSource): Promise<string> =>
  (await generateScript({ recordings: [recording], base: 'acme/base:1' })).text;

describe('a path in the command', () => {
  const recording = answering('/root/setup --quick', [['Go on? ', 'y']]);

  it('is an input where the program ran on the machine that recorded it', async () => {
    expect(await generated(recording)).toBe(`unattend: 1
name: setup
base: acme/base:1

inputs:
  # put it there, or say where it is: --input setup=PATH
  setup: { from: ./setup }

deploy:
  - spawn: \${{ inputs.setup }} --quick
    dialogue:
      - expect: Go on?
        answer: y
    exit: 0
`);
  });

  it('stays where it is a path in a container', async () => {
    expect(await generated(inContainer(recording))).toBe(`unattend: 1
name: setup
base: acme/base:1

deploy:
  - spawn: /root/setup --quick
    dialogue:
      - expect: Go on?
        answer: y
    exit: 0
`);
  });
});
