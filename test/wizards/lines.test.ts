import { it, vi } from 'vitest';
import { expectReplays } from '../support/wizard.js';

// They are played beside each other, five replays of each at once.
vi.setConfig({ testTimeout: 300_000 });

it.concurrent('ssh-keygen: a file, a passphrase twice', async () => {
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
});

it.concurrent(
  'openssl req: a passphrase twice, dots while it makes the key, defaults in brackets',
  async () => {
    await expectReplays(
      {
        command: ['openssl req -new -newkey rsa:2048 -keyout /root/build.key -out /root/build.csr'],
        async person(person) {
          await person.on('Enter PEM pass phrase:', 'correct horsee\x7f 42\r');
          await person.on('Enter PEM pass phrase:', 'correct horse 42\r');
          await person.on('[AU]:', 'DE\r');
          await person.on('[Some-State]:', 'Bavarria\x7f\x7f\x7fia\r');
          await person.on('(eg, city) []:', 'Munich\r');
          await person.on('[Internet Widgits Pty Ltd]:', '\r');
          await person.on('(eg, section) []:', '\r');
          await person.on('YOUR name) []:', 'build.example.org\r');
          await person.on('Email Address []:', '\r');
          await person.on('A challenge password []:', '\r');
          await person.on('An optional company name []:', '\r');
        },
        secrets: { 'pem-pass-phrase': 'correct horse 42' },
        check: {
          run: `openssl req -in /root/build.csr -noout -subject; openssl pkey -in /root/build.key -passin 'pass:correct horse 42' -noout && echo opened`,
          prints:
            'subject=C = DE, ST = Bavaria, L = Munich, O = Internet Widgits Pty Ltd, CN = build.example.org\nopened\n',
        },
      },
      `unattend: 1
name: openssl
base: unattend-dev/wizards:bookworm

params:
  common-name: { default: build.example.org }

secrets:
  pem-pass-phrase: { env: PEM_PASS_PHRASE }

deploy:
  - spawn: openssl req -new -newkey rsa:2048 -keyout /root/build.key -out /root/build.csr
    size: 100x30
    dialogue:
      - expect: "Enter PEM pass phrase:"
        answer: { secret: pem-pass-phrase }
      - expect: "Verifying - Enter PEM pass phrase:"
        answer: { secret: pem-pass-phrase }
      - expect: Country Name (2 letter code)
        answer: DE
      - expect: State or Province Name (full name)
        answer: Bavaria
      - expect: Locality Name (eg, city)
        answer: Munich
      # the default is accepted: Internet Widgits Pty Ltd
      - expect: Organization Name (eg, company)
        answer: ''
      # Enter alone
      - expect: Organizational Unit Name (eg, section)
        answer: ''
      - expect: Common Name (e.g. server FQDN or YOUR name)
        answer: \${{ params.common-name }}
      # Enter alone
      - expect: Email Address
        answer: ''
      # Enter alone
      - expect: A challenge password
        answer: ''
      # Enter alone
      - expect: An optional company name
        answer: ''
    exit: 0
`,
    );
  },
);

it.concurrent('adduser: a password twice, fields with defaults, a question at the end', async () => {
  await expectReplays(
    {
      command: ['adduser', 'alice'],
      async person(person) {
        await person.on('New password: ', 'correct horsee\x7f 42\r');
        await person.on('Retype new password: ', 'correct horse 42\r');
        await person.on('Full Name []: ', 'Alice Exampel\x7f\x7fle\r');
        await person.on('Room Number []: ', '\r');
        await person.on('Work Phone []: ', '555 0100\r');
        await person.on('Home Phone []: ', '\r');
        await person.on('Other []: ', '\r');
        await person.on('[Y/n] ', 'y\r');
      },
      secrets: { password: 'correct horse 42' },
      check: {
        run: `getent passwd alice; perl -e '$hash = (getpwnam "alice")[1]; print "opens\\n" if crypt("correct horse 42", $hash) eq $hash'`,
        prints: /^alice:x:\d+:\d+:Alice Example,,555 0100,:\/home\/alice:\/bin\/bash\nopens\n$/,
      },
    },
    `unattend: 1
name: adduser
base: unattend-dev/wizards:bookworm

secrets:
  password: { env: PASSWORD }

deploy:
  - spawn: adduser alice
    size: 100x30
    dialogue:
      - expect: "New password:"
        answer: { secret: password }
      - expect: "Retype new password:"
        answer: { secret: password }
      - expect: Full Name
        answer: Alice Example
      # Enter alone
      - expect: Room Number
        answer: ''
      - expect: Work Phone
        answer: 555 0100
      # Enter alone
      - expect: Home Phone
        answer: ''
      # Enter alone
      - expect: Other
        answer: ''
      - expect: Is the information correct?
        answer: y
    exit: 0
`,
  );
});

it.concurrent('htpasswd: a password twice', async () => {
  await expectReplays(
    {
      command: ['htpasswd', '-c', '/root/users', 'alice'],
      async person(person) {
        await person.on('New password: ', 'correct horsee\x7f 42\r');
        await person.on('Re-type new password: ', 'correct horse 42\r');
      },
      secrets: { password: 'correct horse 42' },
      check: {
        run: `htpasswd -vb /root/users alice 'correct horse 42' 2>&1`,
        prints: 'Password for user alice correct.\n',
      },
    },
    `unattend: 1
name: htpasswd
base: unattend-dev/wizards:bookworm

secrets:
  password: { env: PASSWORD }

deploy:
  - spawn: htpasswd -c /root/users alice
    size: 100x30
    dialogue:
      - expect: "New password:"
        answer: { secret: password }
      - expect: "Re-type new password:"
        answer: { secret: password }
    exit: 0
`,
  );
});
