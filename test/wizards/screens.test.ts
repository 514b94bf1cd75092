import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { it } from 'vitest';
import { expectReplays } from '../support/wizard.js';

const [down, right, tab] = ['\x1b[B', '\x1b[C', '\t'];

it('whiptail: a menu, a checklist and a radio list, on a small terminal', async () => {
  await expectReplays(
    {
      files: {
        'setup.sh': `#!/bin/sh
set -e
ask() { whiptail --title "Acme Setup" "$@" 3>&1 1>&2 2>&3; }
edition=$(ask --menu "Which edition do you want?" 14 60 3 basic "For one user" team "For a team" site "For a site")
parts=$(ask --checklist "Components to install" 14 60 4 docs Manuals on samples "Sample data" off tools "Command line tools" off source Sources on)
mode=$(ask --radiolist "Start the service" 14 60 3 boot "With the machine" on login "At login" off never "By hand" off)
echo "$edition; $parts; $mode" >/etc/acme
`,
      },
      command: ['./setup.sh'],
      terminal: { size: { columns: 80, rows: 24 } },
      isResized: true,
      async person(person) {
        await person.on('For a site', `${down}${down}\x1b[A\r`);
        await person.on('Sources', ` ${down} ${down}${down} ${tab}\r`);
        await person.on('By hand', `${down}${down} \x1b[A ${tab}\r`);
      },
      check: { run: 'cat /etc/acme', prints: 'team; "samples"; login\n' },
    },
    ``,
  );
}, 180_000);

it('dialog: a form with a password in it, and a password box', async () => {
  await expectReplays(
    {
      files: {
        'database.sh': `#!/bin/sh
set -e
dialog --title Database --output-fd 3 --mixedform "Where is the database?" 14 60 4 \\
  "Host:" 1 2 localhost 1 16 30 0 0 "Port:" 2 2 "" 2 16 6 0 0 "User:" 3 2 "" 3 16 30 0 0 "Password:" 4 2 "" 4 16 30 0 1 \\
  3>/srv/database
dialog --insecure --title License --output-fd 3 --passwordbox "Serial number of the license" 9 50 3>/srv/license
dialog --title Finish --yesno "Write the settings?" 7 40
sha256sum /srv/database /srv/license | cut -c1-64 >/etc/acme; rm /srv/database /srv/license
`,
      },
      command: ['./database.sh'],
      async person(person) {
        await person.on('Password:', `${down}54322\x7f${down}zoee\x7f${down}plum pudding${tab}\r`);
        await person.on('Serial number', 'AC-4711-X\x7f0815\r');
        await person.on('Write the settings?', '\r');
      },
      secrets: { password: 'plum pudding', 'serial-number-license': 'AC-4711-0815' },
      check: {
        run: `printf 'localhost\\n5432\\nzoe\\nplum pudding\\n' | sha256sum | cut -c1-64 | grep -cf - /etc/acme
printf AC-4711-0815 | sha256sum | cut -c1-64 | grep -cf - /etc/acme`,
        prints: '1\n1\n',
      },
    },
    ``,
  );
}, 180_000);

it('cfdisk: a label, a partition and its type', async () => {
  await expectReplays(
    {
      command: ['truncate -s 64M /srv/disk.img && cfdisk /srv/disk.img'],
      async person(person) {
        await person.on('sgi', `${down}\r`);
        await person.on('Free space', '\r');
        await person.on('Partition size:', '\x7f\x7f\x7f332\x7f\x7f2M\r');
        await person.on('extended', '\r');
        await person.on('Partition type', `${right}\r`);
        await person.on('Select partition type', '\x1b[A\r');
        await person.on('Linux swap', `${right}${right}\r`);
        await person.on('Are you sure', 'yes\r');
        await person.on('has been altered', `\x1b[D\x1b[D\x1b[D\r`);
      },
      check: { run: `sfdisk -d /srv/disk.img | sed -n 's/.*start=/start=/p'`, prints: '' },
    },
    ``,
  );
}, 180_000);

it.each(['readline'])(
  'tzdata: debconf asks with %s',
  async (frontend) => {
    await expectReplays(
      {
        command: [`DEBIAN_FRONTEND=${frontend} dpkg-reconfigure tzdata`],
        async person(person) {
          await person.on('Geographic area: ', '\x157\x7f8\r');
          await person.on('Time zone: ', '61\r');
        },
        check: { run: 'cat /etc/timezone; readlink /etc/localtime', prints: '' },
      },
      ``,
    );
  },
  180_000,
);

it('tzdata: debconf asks on a full screen', async () => {
  await expectReplays(
    {
      command: ['DEBIAN_FRONTEND=dialog dpkg-reconfigure tzdata'],
      isResized: true,
      terminal: { size: { columns: 80, rows: 24 } },
      async person(person) {
        await person.on('Geographic area:', `E${down}${tab}\r`);
        await person.on('Time zone:', `Z${tab}\r`);
      },
      check: { run: 'cat /etc/timezone; readlink /etc/localtime', prints: '' },
    },
    ``,
  );
}, 180_000);

it('create-vite: a project of a template', async () => {
  await expectReplays(
    {
      packages: ['create-vite'],
      flags: ['--input', 'wizard=wizard'],
      command: [
        'cd /srv && ${{ inputs.wizard }}/node ${{ inputs.wizard }}/node_modules/create-vite/index.js',
      ],
      async person(person) {
        await person.on('Project name:', 'shopp\x7f\r');
        await person.on('Others', `${down}\r`);
        await person.on('TypeScript', '\r');
        await person.on('start now?', `${right}\r`);
      },
      check: { run: 'ls /srv/shop/src', prints: '' },
    },
    ``,
  );
}, 180_000);

it.each(['clack', 'inquirer'])(
  '%s: from text to check-boxes',
  async (kind) => {
    const told = {
      name: 'shop',
      token: 's3cret-t0ken',
      kind: 'react',
      extras: ['lint', 'docs'],
      go: true,
    };
    const sum = createHash('sha256').update(JSON.stringify(told)).digest('hex');
    await expectReplays(
      {
        packages: [kind === 'clack' ? '@clack/prompts' : '@inquirer/prompts'],
        files: { 'wizard/wizard.mjs': await readFile(`fixtures/wizards/${kind}.mjs`, 'utf8') },
        flags: ['--input', 'wizard=wizard'],
        command: [
          '${{ inputs.wizard }}/node ${{ inputs.wizard }}/wizard.mjs told && sha256sum told >/srv/told && rm told',
        ],
        secrets: { 'access-token': 's3cret-t0ken' },
        async person(person) {
          await person.on('Project name', 'shopp\x7f\r');
          await person.on('Access token', 's3cret-t0kenn\x7f\r');
          await person.on('Template', `${down}${down}\x1b[A\r`);
          await person.on('Extras', ` ${down}${down} \r`);
          await person.on('Create it now?', kind === 'clack' ? '\x1b[D\r' : 'y\r');
        },
        check: { run: 'cut -c1-64 /srv/told', prints: `${sum}\n` },
      },
      ``,
    );
  },
  180_000,
);
