import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';

/** Tells how many arguments it was given, and the first byte by byte. */
const teller = String.raw`printf '%s args %s.\n' $# "$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n')"`;

const session = `params:
  value: { type: string, required: true }
  hex: { type: string, required: true }
inputs: { teller: { from: teller.sh } }
container: { network: none }
deploy:
  - run: sh \${{ inputs.teller }} \${{ params.value }}
    expect: 1 args \${{ params.hex }}.
  - run: [sh, "\${{ inputs.teller }}", "\${{ params.value }}", after]
    expect: 2 args \${{ params.hex }}.
  - spawn: sh \${{ inputs.teller }} before\${{ params.value }}; sh \${{ inputs.teller }} \${{ params.value }}
    dialogue:
      - expect: 1 args 6265666f7265\${{ params.hex }}.
      - expect: 1 args \${{ params.hex }}.
test:
  - run: test ! -e broken
`;

const values = [
  'two  words',
  `it's "quoted"`,
  'a; touch broken',
  '$(touch broken) `touch broken` $HOME',
  '* ? [a-z] ~ # &',
  "'; touch broken; '",
  'ä\\n\\',
];

for (const place of ['host', 'container'] as const)
  it.each(values)(
    `C59: a value is one word, never a command, in run and spawn on the ${place}: %s`,
    async (value) => {
      await using box = await openSandbox();
      await box.write('teller.sh', teller);
      await box.session(session);
      const hex = Buffer.from(value).toString('hex');
      const tag = `unattend-test-${randomBytes(6).toString('hex')}:1`;
      const where = place === 'host' ? ['--on', 'host'] : ['--tag', tag];
      const { exitCode, stderr } = await box.run(['run', 'a.yaml', `value=${value}`, `hex=${hex}`, ...where]);
      expect(exitCode, stderr).toBe(0);
    },
  );
