import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

const BUILDER = 'unattend-dev/builder:bookworm';

/** A user who must give a password to sudo, and what sudo runs on a terminal of its own that asks for another one. */
const WIZARD = String.raw`echo 'builder:Own-pw-7' | chpasswd
printf 'Defaults use_pty\nbuilder ALL=(ALL) ALL\n' >/etc/sudoers.d/zz
cat >/tmp/ask.sh <<'END'
tty; stty -echo; printf 'Vault: '; read -r k; stty echo; echo; printf 'Name: '; read -r n; echo "$n: $k"
END
tty; runuser -u builder -- sudo sh /tmp/ask.sh
`;

it('knows the password that sudo asks for, and one that is asked for on the terminal that sudo opens', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const args = ['--base', BUILDER, '-o', 'a.yaml', '--', 'bash', './wizard.sh'];
  await using person = await recordBy(box, args);
  await person.on('[sudo] password for builder: ', 'Own-pw-7\r');
  await person.on('Vault: ', 'Xq7-zv-9\r');
  await person.on('Name: ', 'Ann\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('Ann: Xq7-zv-9\r\n')]);
  // Sudo's is another terminal: its flags cannot be asked for.
  expect(new Set(person.seen().match(/\/dev\/pts\/\d+/g)).size).toBe(2);
  const [cast = '', flags = '', script = ''] = await Promise.all(
    ['a.cast', 'a.cast.flags', 'a.yaml'].map((name) => readFile(join(box.directory, name), 'utf8')),
  );
  expect(cast + flags + script).not.toMatch(/Own|pw-7|Xq7|zv-9/);
  expect(script.slice(script.indexOf('secrets:'))).toBe(`secrets:
  vault: { env: VAULT }

inputs:
  wizard: { from: ./wizard.sh }

deploy:
  - scope:
      # guessed: sudo was used; list the commands it is used for
      sudo: all
    steps:
      - spawn: bash \${{ inputs.wizard }}
        size: 100x30
        dialogue:
          - expect: "Vault:"
            answer: { secret: vault }
          - expect: "Name:"
            answer: Ann
        exit: 0
`);
  expect(await box.left()).toEqual(NOTHING);
});
