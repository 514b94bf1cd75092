import { it, vi } from 'vitest';
import { expectReplays } from '../support/wizard.js';

// They are played beside each other, five replays of each at once.
vi.setConfig({ testTimeout: 300_000 });

const [up, down, tab] = ['\x1b[A', '\x1b[B', '\t'];

it.concurrent(
  'whiptail: a menu, a checklist and a radio list, on a small terminal',
  async () => {
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
          await person.on('For a site', `${down}${down}${up}\r`);
          await person.on('Sources', ` ${down} ${down}${down} ${tab}\r`);
          await person.on('By hand', `${down}${down} ${up} ${tab}\r`);
        },
        check: { run: 'cat /etc/acme', prints: 'team; "samples"; login\n' },
      },
      `unattend: 1
name: setup
base: unattend-dev/wizards:bookworm

inputs:
  setup: { from: ./setup.sh }

deploy:
  - spawn: \${{ inputs.setup }}
    size: 80x24
    dialogue:
      - expect: { screen: Which edition do you want?, box: Acme Setup }
        select: team
      - expect: { screen: Components to install, box: Acme Setup }
        select:
          only: [samples]
      - expect: { screen: Start the service, box: Acme Setup }
        select: login
    exit: 0
`,
    );
  },
  300_000,
);

it.concurrent(
  'dialog: a form with a password in it, and a password box',
  async () => {
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
      `unattend: 1
name: database
base: unattend-dev/wizards:bookworm

secrets:
  password: { env: PASSWORD }
  serial-number-license: { env: SERIAL_NUMBER_LICENSE }

inputs:
  database: { from: ./database.sh }

deploy:
  - spawn: \${{ inputs.database }}
    size: 100x30
    dialogue:
      - expect: { screen: Where is the database?, box: Database }
        fill:
          Port: 5432
          User: zoe
          Password: { secret: password }
      - expect: { screen: Serial number of the license, box: License }
        fill:
          Serial number of the license: { secret: serial-number-license }
      - expect: { screen: Write the settings?, box: Finish }
        press: <Yes>
    exit: 0
`,
    );
  },
  300_000,
);

it.concurrent(
  'tzdata: debconf asks on a line that is filled in',
  async () => {
    await expectReplays(
      {
        command: ['DEBIAN_FRONTEND=readline dpkg-reconfigure tzdata'],
        async person(person) {
          await person.on('Geographic area: ', '\x157\x7f8\r');
          await person.on('Time zone: ', '61\r');
        },
        check: { run: 'cat /etc/timezone', prints: 'Europe/Zurich\n' },
      },
      `unattend: 1
name: dpkg-reconfigure
base: unattend-dev/wizards:bookworm

deploy:
  - spawn: DEBIAN_FRONTEND=readline dpkg-reconfigure tzdata
    size: 100x30
    dialogue:
      - expect: "Geographic area:"
        select: Europe
      - expect: "Time zone:"
        select: Zurich
    exit: 0
`,
    );
  },
  300_000,
);

it.concurrent(
  'tzdata: debconf asks on a full screen',
  async () => {
    await expectReplays(
      {
        command: ['DEBIAN_FRONTEND=dialog dpkg-reconfigure tzdata'],
        isResized: true,
        terminal: { size: { columns: 80, rows: 24 } },
        async person(person) {
          await person.on('Geographic area:', `${up.repeat(4)}${tab}\r`);
          await person.on('Time zone:', `${down}${down}${up}${tab}\r`);
        },
        check: { run: 'cat /etc/timezone', prints: 'Europe/Andorra\n' },
      },
      `unattend: 1
name: dpkg-reconfigure
base: unattend-dev/wizards:bookworm

deploy:
  - spawn: DEBIAN_FRONTEND=dialog dpkg-reconfigure tzdata
    size: 80x24
    dialogue:
      - expect: { screen: Please select the geographic area in which you live., box: Configuring tzdata }
        select: Europe
      - expect: { screen: Please select the city or region corresponding to your time, box: Configuring tzdata }
        select: Andorra
    exit: 0
`,
    );
  },
  300_000,
);
