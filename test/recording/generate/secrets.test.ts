import { describe, expect, it } from 'vitest';
import { answering, type Talk } from './support.js';
import { generateReplaying } from '../support/replaying.js';

/** As another program records: no markers, nothing known of the terminal's flags. */
async function foreign(talks: readonly Talk[]): Promise<string> {
  const { cast } = answering('./setup', talks);
  const events = cast.events.filter(({ kind }) => kind !== 'marker');
  const recording = {
    cast: { ...cast, header: { ...cast.header, command: './setup' }, events },
    flags: new Map(),
    file: 'a.cast',
  };
  return (await generateReplaying({ recordings: [recording], base: 'acme/base:1' })).text;
}

const hidden = { echo: 'off' } as const;

describe('secrets in the recording of another program', () => {
  it('are found by what was not shown, and their values are nowhere in the script', async () => {
    const script = await foreign([
      ['Password: ', 'hunter2hunter2', hidden],
      ['Retype password: ', 'hunter2hunter2', hidden],
      ['You typed hunter2hunter2, is that right? ', 'yes'],
      ['Serial number: ', 'AB-12-CD-34'],
    ]);
    expect(script).not.toContain('hunter2');
    expect(script).not.toContain('AB-12');
    expect(script).toBe(`unattend: 1
name: setup
base: acme/base:1

secrets:
  # guessed: what was typed was not shown. Its value is in the recording: keep that file to yourself.
  password: { env: PASSWORD }
  # guessed: by the wording of its prompt; what was typed was shown. Its value is in the recording: keep that file to yourself.
  serial-number: { env: SERIAL_NUMBER }

inputs:
  # put it there, or say where it is: --input setup=PATH
  setup: { from: ./setup }

deploy:
  # the recording does not say how the program ended: exit code 0 is expected
  - spawn: \${{ inputs.setup }}
    dialogue:
      - expect: "Password:"
        answer: { secret: password }
      - expect: "Retype password:"
        answer: { secret: password }
      # varies: answer given before
      - expect: /You typed .+?, is that right\\?/
        answer: yes
      - expect: "Serial number:"
        answer: { secret: serial-number }
        visible: true
`);
  });
});

describe('secrets in a recording of ours', () => {
  it('have the names that the recorder gave them, and no value', async () => {
    const talks: Talk[] = [
      ['Password: ', '', { ...hidden, secret: 'admin' }],
      ['Retype: ', '', { ...hidden, secret: 'admin' }],
    ];
    const { text } = await generateReplaying({
      recordings: [answering('./setup', talks)],
      base: 'acme/base:1',
    });
    expect(text).toContain(`secrets:
  admin: { env: ADMIN }
`);
    expect(text).toContain(`    dialogue:
      - expect: "Password:"
        answer: { secret: admin }
      - expect: "Retype:"
        answer: { secret: admin }
    exit: 0
`);
  });

  it('may be left empty', async () => {
    const talks: Talk[] = [['Enter passphrase (empty for no passphrase): ', '', hidden]];
    const { text } = await generateReplaying({
      recordings: [answering('./setup', talks)],
      base: 'acme/base:1',
    });
    expect(text).not.toContain('secrets:');
    expect(text).toContain("        answer: ''\n");
  });
});
