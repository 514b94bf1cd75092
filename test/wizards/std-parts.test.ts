import { expect, it } from 'vitest';
import { conffileUpgrade } from '../support/conffile.js';
import { openSandbox } from '../support/sandbox.js';
import { expectReplays } from '../support/wizard.js';

const WIZARDS = 'unattend-dev/wizards:bookworm';

/** Runs a shell script in a container, answered by nothing but a part of the tool; returns what went wrong. */
async function answeredBy(part: string, script: string, env = ''): Promise<string> {
  await using box = await openSandbox();
  await box.write('wizard.sh', script);
  await box.write(
    'a.yaml',
    `unattend: 1
base: ${WIZARDS}
inputs: { wizard: { from: ./wizard.sh } }
deploy:
  - spawn: sh \${{ inputs.wizard }}
    env: { PAGER: less${env} }
    stall: 2s
    always: [ { use: ${part} } ]
`,
  );
  const run = await box.run(['run', 'a.yaml', '--no-seal'], { longestMs: 100_000 });
  return run.exitCode === 0 ? '' : run.stderr;
}

it('std/pager: less, more, and a key to go on', async () => {
  const script = `set -e
seq 200 | less
seq 200 >/tmp/pages; more /tmp/pages
printf 'Press any key to continue... '; stty raw; head -c 1 >/dev/null; stty -raw; echo
printf 'Press Enter to continue '; read -r _
`;
  expect(await answeredBy('std/pager', script)).toBe('');
}, 120_000);

it('std/dpkg: a changed configuration file is kept', async () => {
  const script = `${conffileUpgrade}grep blue /etc/acme.conf
`;
  expect(await answeredBy('std/dpkg', script)).toBe('');
}, 120_000);

const note = (lines: number): string => `Template: acme/news${lines}
Type: note
Description: News of ACME
 They are good.
${Array.from({ length: lines }, (_, at) => ` .\n Line ${at} of the news.\n`).join('')}`;

/** A package that shows news of so many lines and then perhaps asks something. */
const news = (lines: number, asked = ''): string => `set -e
cat >/tmp/acme.templates <<'EOF'
${note(lines)}
${asked}
EOF
cat >/tmp/acme.config <<'EOF'
#!/bin/sh
. /usr/share/debconf/confmodule
db_x_loadtemplatefile /tmp/acme.templates acme
db_title News of ACME
for question in $(sed -n 's/^Template: //p' /tmp/acme.templates); do
  db_fset $question seen false
  db_input critical $question
  db_go
done
echo gone on >/tmp/told
EOF
chmod +x /tmp/acme.config
debconf -o acme /tmp/acme.config
grep gone /tmp/told
`;

it.each([
  ['readline', 60],
  ['dialog', 3],
  ['dialog', 60],
])(
  'std/debconf: what debconf shows in its frontend %s, %i lines of it',
  async (frontend, lines) => {
    expect(await answeredBy('std/debconf', news(lines), `, DEBIAN_FRONTEND: ${frontend}`)).toBe('');
  },
  120_000,
);

it.each([
  ['a menu', `Type: select\nChoices: a, ${Array.from({ length: 90 }, (_, at) => at).join(', ')}`],
  ['a hidden field', 'Type: password'],
])(
  'std/debconf answers no question: %s',
  async (_, asked) => {
    const script = news(3, `Template: acme/asked\n${asked}\nDefault: a\nDescription: Where?\n`);
    const failure = await answeredBy('std/debconf', script, ', DEBIAN_FRONTEND: dialog');
    expect(failure).toContain('UNATTEND_STALLED');
    expect(failure.match(/typed .*/g)).toEqual(['typed enter']);
  },
  120_000,
);

it('what debconf shows is left to std/debconf when it is recorded, in the lines and on the screen', async () => {
  const asked = `${note(40)}\nTemplate: acme/area\nType: select\nChoices: Asia, Europe\nDescription: Where?\n`;
  const script = news(3, asked);
  await expectReplays(
    {
      files: {
        'wizard.sh': `for DEBIAN_FRONTEND in readline dialog; do export DEBIAN_FRONTEND\n${script}done\n`,
      },
      command: ['sh', './wizard.sh'],
      async person(person) {
        for (let page = 0; page < 3; page++) await person.on('[More]', '\r');
        await person.on('Where?', '1\r');
        await person.on('<Ok>', '\r');
        await person.on('<Ok>', '\t\r');
        await person.on('Where?', '\x1b[B\r');
      },
      check: { run: 'cat /tmp/told', prints: 'gone on\n' },
    },
    `unattend: 1
name: wizard
base: unattend-dev/wizards:bookworm

inputs:
  wizard: { from: ./wizard.sh }

deploy:
  - spawn: sh \${{ inputs.wizard }}
    size: 100x30
    always:
      - use: std/debconf
    dialogue:
      - expect: Where?
        select: Asia
      - expect: { screen: Where?, box: News of ACME }
        select: Europe
    exit: 0
`,
  );
}, 300_000);
