import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { dialogueOf } from '../support/through.js';

const mine = `unattend: 1
base: unattend-dev/debian:bookworm
secrets: { login: { env: LOGIN } }
deploy:
  - spawn: adduser alice
    dialogue:
      - { expect: 'New password:', answer: { secret: login } }
      - { expect: 'Retype new password:', answer: { secret: login } }
      - { expect: 'Full Name', answer: Alice Miller }
      - { expect: 'Room Number', answer: '' }
      - { expect: 'Work Phone', answer: '' }
      - { expect: 'Home Phone', answer: '' }
      - { expect: 'Other', answer: '' }
      - { expect: 'correct?', answer: y }
`;

describe('a recording in a container', () => {
  it('of adduser becomes a script that makes the same user in a fresh one', async () => {
    await using box = await openSandbox();
    await box.write('mine.yaml', mine);
    const env = { LOGIN: 'pw-1234-x' };
    const first = await box.run(['run', 'mine.yaml', '--no-seal', '--recording', 'a.cast'], { env });
    expect(first.exitCode, first.stderr).toBe(0);
    const cast = await readFile(`${box.directory}/a.cast`, 'utf8');
    const made = await box.run([
      'generate',
      'a.cast',
      '--base',
      'unattend-dev/debian:bookworm',
      '-o',
      'a.yaml',
    ]);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    const script = await readFile(`${box.directory}/a.yaml`, 'utf8');
    expect(cast + script).not.toContain('pw-1234-x');
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: "New password:"
        answer: { secret: login }
      - expect: "Retype new password:"
        answer: { secret: login }
      - expect: Full Name
        answer: Alice Miller
      # Enter alone
      - expect: Room Number
        answer: ''
      # Enter alone
      - expect: Work Phone
        answer: ''
      # Enter alone
      - expect: Home Phone
        answer: ''
      # Enter alone
      - expect: Other
        answer: ''
      - expect: Is the information correct?
        answer: y
`);
    await box.write(
      'tested.yaml',
      `${script}
  - run: |
      test "$(getent passwd alice | cut -d: -f5)" = "Alice Miller,,,"
      perl -e 'my $h = (getpwnam("alice"))[1]; exit(crypt("pw-1234-x", $h) ne $h)'
`,
    );
    const again = await box.run(['run', 'tested.yaml', '--no-seal'], { env });
    expect(again.exitCode, again.stderr).toBe(0);
  });
});
