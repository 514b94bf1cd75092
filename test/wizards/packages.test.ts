import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { it, vi } from 'vitest';
import { conffileUpgrade } from '../support/conffile.js';
import { openSandbox } from '../support/sandbox.js';
import { expectReplays } from '../support/wizard.js';

// They are played beside each other, five replays of each at once.
vi.setConfig({ testTimeout: 300_000 });

it.concurrent('dpkg: a configuration file that was changed here and in the package', async () => {
  await expectReplays(
    {
      files: { 'upgrade.sh': conffileUpgrade },
      command: ['sh', './upgrade.sh'],
      async person(person) {
        await person.on('*** acme.conf (Y/I/N/O/D/Z) [default=N] ? ', 'd\r');
        await person.on('*** acme.conf (Y/I/N/O/D/Z) [default=N] ? ', 'n\x7fy\r');
      },
      check: {
        run: 'cat /etc/acme.conf /etc/acme.conf.dpkg-old',
        prints: 'release = 2.0\nrelease = 1.0\ncolour = blue\n',
      },
    },
    `unattend: 1
name: upgrade
base: unattend-dev/wizards:bookworm

inputs:
  upgrade: { from: ./upgrade.sh }

deploy:
  - spawn: sh \${{ inputs.upgrade }}
    size: 100x30
    dialogue:
      - expect: acme.conf (Y/I/N/O/D/Z)
        answer: d
      - expect: acme.conf (Y/I/N/O/D/Z)
        answer: y
    exit: 0
`,
  );
});

it.concurrent('makeself: a licence behind a pager, and the installer inside', async () => {
  await expectReplays(
    {
      files: { 'sdk.run': await archive() },
      command: ['sh', './sdk.run'],
      async person(person) {
        await person.on('--More--', ' ');
        await person.on('--More--', ' ');
        await person.on('--More--', ' ');
        await person.on('(END)', 'q');
        await person.on('Please type y to accept, n otherwise: ', 'n\x7fy\r');
        await person.on('Install directory [/opt/sdk]: ', '/opt/amce\x7f\x7f\x7fcme\r');
        await person.on('Add it to the path? [Y/n] ', '\r');
      },
      check: {
        run: 'ls -d /opt/*; cat /etc/profile.d/sdk.sh',
        prints: '/opt/acme\nPATH=/opt/acme/bin:$PATH\n',
      },
    },
    `unattend: 1
name: sdk
base: unattend-dev/wizards:bookworm

params:
  install-directory: { default: /opt/acme }

inputs:
  sdk: { from: ./sdk.run }

deploy:
  - spawn: sh \${{ inputs.sdk }}
    size: 100x30
    always:
      - use: std/pager
    dialogue:
      - expect: "Please type y to accept, n otherwise:"
        answer: y
      - expect: Install directory
        answer: \${{ params.install-directory }}
      # the default is accepted: Y
      - expect: Add it to the path?
        answer: ''
    exit: 0
`,
  );
});

const licence = Array.from({ length: 100 }, (_, at) => `${at + 1}. You may use it.\n`).join('');

const installer = `set -e
printf 'Install directory [/opt/sdk]: '
read -r directory
directory=\${directory:-/opt/sdk}
mkdir -p "$directory/bin"
printf 'Add it to the path? [Y/n] '
read -r answer
[ "$answer" = n ] || echo "PATH=$directory/bin:\\$PATH" >/etc/profile.d/sdk.sh
`;

/** As a vendor makes one. */
async function archive(): Promise<Uint8Array> {
  await using box = await openSandbox();
  await box.write('licence', licence);
  await box.write('files/setup.sh', installer);
  const args = ['--license', 'licence', 'files', 'sdk.run', 'ACME SDK', 'sh', './setup.sh'];
  await promisify(execFile)('makeself', args, { cwd: box.directory });
  return await readFile(join(box.directory, 'sdk.run'));
}
