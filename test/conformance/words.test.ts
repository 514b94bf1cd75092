import { describe, expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';

const values = [
  'two words',
  `it's "quoted"`,
  'a; touch broken',
  '$(touch broken) `touch broken`',
  '* ? [a-z]',
  '-n',
  'ä\\n',
];

/** A program that tells its arguments one a line, and asks. */
const teller = String.raw`for each in "$@"; do printf "<%s>\n" "$each"; done`;

const session = (where: string): string => `params: { value: { type: string, required: true } }
container: { network: none }
deploy:
  - run: sh ./teller.sh \${{ params.value }} after
    expect: { text: "<after>" }
    save: { told: /^<([^]*)>\\n<after>/ }
  - spawn: sh ./teller.sh \${{ params.value }}; read -r line; echo "read $line"
    dialogue:
      - expect: { text: "read" }
        optional: true
${where}`;

void session;
void teller;
void values;
void openSandbox;
describe('C59', () => {
  it('is written below', () => expect(true).toBe(true));
});
