import { it, vi } from 'vitest';
import { expectReplays } from '../support/wizard.js';

// They are played beside each other, five replays of each at once.
vi.setConfig({ testTimeout: 300_000 });

it.concurrent('tzselect: numbered menus in columns with one prompt', async () => {
  await expectReplays(
    {
      command: ['tzselect >/root/zone'],
      async person(person) {
        await person.on('#? ', '8\x7f7\r');
        await person.on('#? ', '15\r');
        await person.on('#? ', '2\r');
        await person.on('#? ', '1\r');
      },
      check: { run: 'cat /root/zone', prints: 'Europe/Berlin\n' },
    },
    `unattend: 1
name: tzselect
base: unattend-dev/wizards:bookworm

deploy:
  - spawn: tzselect >/root/zone
    size: 100x30
    dialogue:
      - expect: { after: 'Please select a continent, ocean, "coord", or "TZ".', text: "#?" }
        select: Europe
      - expect: { after: Please select a country whose clocks agree with yours., text: "#?" }
        select: Germany
      - expect: { after: Please select one of the following timezones., text: "#?" }
        select: most of Germany
      - expect: { after: Is the above information OK?, text: "#?" }
        select: Yes
    exit: 0
`,
  );
});

it.concurrent('fdisk: commands of one letter, defaults that depend on the disk', async () => {
  await expectReplays(
    {
      command: ['truncate -s 64M /root/disk.img && fdisk /root/disk.img'],
      async person(person) {
        await person.on('Command (m for help): ', 'o\x7fn\r');
        await person.on('Select (default p): ', 'p\r');
        await person.on('default 1): ', '\r');
        await person.on('default 2048): ', '\r');
        await person.on('default 131071): ', '+200\x7fM\r');
        await person.on('Command (m for help): ', 'w\r');
      },
      check: {
        run: 'sfdisk -d /root/disk.img | tail -n 1',
        prints: '/root/disk.img1 : start=        2048, size=       40960, type=83\n',
      },
    },
    `unattend: 1
name: truncate
base: unattend-dev/wizards:bookworm

deploy:
  - spawn: truncate -s 64M /root/disk.img && fdisk /root/disk.img
    size: 100x30
    dialogue:
      - expect: "Command (m for help):"
        answer: n
      - expect: Select
        answer: p
      # the default is accepted: 1
      - expect: Partition number
        answer: ''
      # the default is accepted: 2048
      - expect: First sector
        answer: ''
      - expect: Last sector, +/-sectors or +/-size{K,M,G,T,P}
        answer: +20M
      - expect: "Command (m for help):"
        answer: w
    exit: 0
`,
  );
});

it.concurrent(
  'git add -p: one question for each hunk, with a counter and other letters each time',
  async () => {
    const patch = `set -e
git init -q /root/work
cd /root/work
git config user.name alice
git config user.email alice@example.org
seq 30 >numbers
git add numbers
git commit -q -m numbers
sed -i 's/^2$/two/; s/^28$/twenty-eight/' numbers
git add -p
`;
    await expectReplays(
      {
        files: { 'patch.sh': patch },
        command: ['sh', './patch.sh'],
        async person(person) {
          await person.on('(1/2) Stage this hunk [y,n,q,a,d,j,J,g,/,e,?]? ', 'y\x7fn\r');
          await person.on('(2/2) Stage this hunk [y,n,q,a,d,K,g,/,e,?]? ', 'y\r');
        },
        check: {
          run: 'cd /root/work && git diff --cached -U0 | tail -n 2',
          prints: '-28\n+twenty-eight\n',
        },
      },
      `unattend: 1
name: patch
base: unattend-dev/wizards:bookworm

inputs:
  patch: { from: ./patch.sh }

deploy:
  - spawn: sh \${{ inputs.patch }}
    size: 100x30
    dialogue:
      - expect: Stage this hunk
        answer: n
      - expect: Stage this hunk
        answer: y
    exit: 0
`,
    );
  },
);
