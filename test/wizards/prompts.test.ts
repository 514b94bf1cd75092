import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { it, vi } from 'vitest';
import { expectReplays } from '../support/wizard.js';

// They are played beside each other, five replays of each at once.
vi.setConfig({ testTimeout: 300_000 });

const [up, down, right, left] = ['\x1b[A', '\x1b[B', '\x1b[C', '\x1b[D'];

it.concurrent('create-vite: a project of a template', async () => {
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
      check: { run: 'ls /srv/shop/src', prints: /^App\.vue\b[^]*\bmain\.ts\b/ },
    },
    `unattend: 1
name: wizard
base: unattend-dev/wizards:bookworm

inputs:
  wizard: { from: ./wizard }

deploy:
  - spawn: cd /srv && \${{ inputs.wizard }}/node \${{ inputs.wizard }}/node_modules/create-vite/index.js
    size: 100x30
    dialogue:
      - expect: { screen: "Project name:" }
        answer: shop
      - expect: { screen: "Select a framework:" }
        select: Vue
      - expect: { screen: "Select a variant:" }
        select: TypeScript
      - expect: { screen: Install with npm and start now? }
        select: No
    exit: 0
`,
  );
});

const clack = `      - expect: { screen: Project name }
        answer: shop
      - expect: { screen: Access token }
        answer: { secret: access-token }
      - expect: { screen: Template }
        select: react
      - expect: { screen: Licence }
        select: Apache 2.0
      - expect: { screen: Extras }
        select:
          only: [lint, docs]
      - expect: { screen: Create it now? }
        select: Yes
`;
const inquirer = `      - expect: Project name
        answer: shop
      - expect: { screen: Access token, cursor: true }
        answer: { secret: access-token }
      - expect: { screen: Template }
        select: react
      - expect: { screen: Extras }
        select:
          only: [lint, docs]
      - expect: Create it now?
        answer: y
`;

it.concurrent.each([
  ['clack', clack],
  ['inquirer', inquirer],
])(
  '%s: from text to check-boxes',
  async (kind, script) => {
    const told = {
      name: 'shop',
      token: 's3cret-t0ken',
      kind: 'react',
      ...(kind === 'clack' && { licence: 'a' }),
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
          await person.on('Template', `${down}${down}${up}\r`);
          if (kind === 'clack') await person.on('Licence', 'a');
          await person.on('Extras', ` ${down}${down} \r`);
          await person.on('Create it now?', kind === 'clack' ? `${left}\r` : 'y\r');
        },
        check: { run: 'cut -c1-64 /srv/told', prints: `${sum}\n` },
      },
      `unattend: 1
name: wizard
base: unattend-dev/wizards:bookworm

secrets:
  access-token: { env: ACCESS_TOKEN }

inputs:
  wizard: { from: ./wizard }

deploy:
  - spawn: \${{ inputs.wizard }}/node \${{ inputs.wizard }}/wizard.mjs told && sha256sum told >/srv/told && rm told
    size: 100x30
    dialogue:
${script}    exit: 0
`,
    );
  },
  300_000,
);
