import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { recordPerson, writeRecording } from '../support/person.js';
import { dialogueOf } from '../support/through.js';

const wizard = `#!/bin/bash
printf 'ACME SDK 4.3.1 installer, started at %s\\n' "$(date +%T)"
read -r -p 'Do you accept the license agreement? [y/N] ' accept
[ "$accept" = yes ] || exit 9
read -r -p 'Install directory [/opt/acme]: ' directory
read -r -s -p 'Serial number: ' serial; echo
[ "$serial" = s3cr3t-value ] || exit 8
read -r -p 'Mirror to download from: ' mirror
echo "installed in \${directory:-/opt/acme} from $mirror"
`;

describe('a wizard of text prompts', () => {
  it('becomes a script that passes', async () => {
    await using box = await openSandbox();
    await box.write('wizard.sh', wizard, 0o755);
    const recorded = await recordPerson({
      argv: ['./wizard.sh'],
      cwd: box.directory,
      does: [
        { sees: 'agreement?', keys: ['yse', '<backspace>', '<backspace>', 'es', '<enter>'] },
        { sees: 'Install directory', keys: ['<enter>'] },
        { sees: 'Serial', keys: ['s3cr3t-value', '<enter>'], secret: 'serial' },
        { sees: 'Mirror', keys: ['deb.example.org', '<enter>'] },
      ],
    });
    await writeRecording(`${box.directory}/a.cast`, recorded);
    const made = await box.run(['generate', 'a.cast', '-o', 'a.yaml']);
    expect(made.stderr).toBe('Note: the image it was recorded in is not known: add `base`, or give --base\n');
    const { stdout: script } = await box.run(['generate', 'a.cast']);
    expect(script).toBe(`unattend: 1
name: wizard

params:
  mirror-download: { default: deb.example.org }

secrets:
  serial: { env: SERIAL }

inputs:
  # put it there, or say where it is: --input wizard=PATH
  wizard: { from: ./wizard.sh }

# it is not known in which image this was recorded: add \`base: IMAGE\` above, or give --base
deploy:
  - spawn: \${{ inputs.wizard }}
    dialogue:
      - expect: Do you accept the license agreement?
        answer: yes
      # the default is accepted: /opt/acme
      - expect: Install directory
        answer: ''
      - expect: "Serial number:"
        answer: { secret: serial }
      - expect: "Mirror to download from:"
        answer: \${{ params.mirror-download }}
    exit: 0
`);
    const ran = await box.run(['run', 'a.yaml', '--on', 'host'], { env: { SERIAL: 's3cr3t-value' } });
    expect(ran.exitCode, ran.stderr).toBe(0);
  });

  it('becomes the same script when a run of that script is recorded', async () => {
    await using box = await openSandbox();
    await box.write('wizard.sh', wizard, 0o755);
    await box.write(
      'mine.yaml',
      `unattend: 1
inputs: { wizard: { from: ./wizard.sh } }
secrets: { serial: { env: SERIAL } }
deploy:
  - spawn: [bash, "\${{ inputs.wizard }}"]
    dialogue:
      - { expect: 'agreement?', answer: yes }
      - { expect: Install directory, answer: '' }
      - { expect: 'Serial number:', answer: { secret: serial } }
      - { expect: 'Mirror', answer: local }
`,
    );
    const env = { SERIAL: 's3cr3t-value' };
    const ran = await box.run(['run', 'mine.yaml', '--on', 'host', '--recording', 'run.cast'], { env });
    expect(ran.exitCode, ran.stderr).toBe(0);
    const made = await box.run(['generate', 'run.cast', '--base', 'acme/base:1', '-o', 'again.yaml']);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    const script = await readFile(`${box.directory}/again.yaml`, 'utf8');
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: Do you accept the license agreement?
        answer: yes
      # the default is accepted: /opt/acme
      - expect: Install directory
        answer: ''
      - expect: "Serial number:"
        answer: { secret: serial }
      - expect: "Mirror to download from:"
        answer: local
`);
    const input = `wizard=${box.directory}/wizard.sh`;
    const again = await box.run(['run', 'again.yaml', '--on', 'host', '--input', input], { env });
    expect(again.exitCode, `${script}${again.stderr}`).toBe(0);
  });
});
