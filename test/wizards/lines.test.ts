import { it } from 'vitest';
import { expectReplays } from '../support/wizard.js';

it('ssh-keygen: a file, a passphrase twice', async () => {
  await expectReplays(
    {
      command: ['ssh-keygen', '-t', 'ed25519'],
      async person(person) {
        await person.on('(/root/.ssh/id_ed25519): ', '/root/key\r');
        await person.on('no passphrase): ', 'correct horsee\x7f 42\r');
        await person.on('again: ', 'correct horse 42\r');
      },
      secrets: { passphrase: 'correct horse 42' },
      check: {
        run: `ssh-keygen -y -P 'correct horse 42' -f /root/key | cut -c1-11; ls /root`,
        prints: 'ssh-ed25519\nkey  key.pub\n',
      },
    },
    `unattend: 1
name: ssh-keygen
base: unattend-dev/wizards:bookworm

params:
  key: { default: /root/key }

secrets:
  passphrase: { env: PASSPHRASE }

deploy:
  - spawn: ssh-keygen -t ed25519
    size: 100x30
    dialogue:
      - expect: Enter file in which to save the key
        answer: \${{ params.key }}
      - expect: "Enter passphrase (empty for no passphrase):"
        answer: { secret: passphrase }
      - expect: "Enter same passphrase again:"
        answer: { secret: passphrase }
    exit: 0
`,
  );
}, 120_000);
