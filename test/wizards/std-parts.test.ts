import { expect, it } from 'vitest';
import { conffileUpgrade } from '../support/conffile.js';
import { openSandbox } from '../support/sandbox.js';

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

it.each([
  ['readline', 60],
  ['dialog', 3],
])(
  'std/debconf: what debconf shows in its frontend %s',
  async (frontend, lines) => {
    const script = `set -e
cat >/tmp/acme.templates <<'EOF'
Template: acme/news
Type: note
Description: News of ACME
 They are good.
${Array.from({ length: lines }, (_, at) => ` .\n Line ${at} of the news.\n`).join('')}EOF
cat >/tmp/acme.config <<'EOF'
#!/bin/sh
. /usr/share/debconf/confmodule
db_x_loadtemplatefile /tmp/acme.templates acme
db_fset acme/news seen false
db_input critical acme/news
db_go
echo gone on >/tmp/told
EOF
chmod +x /tmp/acme.config
debconf -o acme /tmp/acme.config
grep gone /tmp/told
`;
    expect(await answeredBy('std/debconf', script, `, DEBIAN_FRONTEND: ${frontend}`)).toBe('');
  },
  120_000,
);
