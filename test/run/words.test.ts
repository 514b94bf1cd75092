import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';

/** Values that a shell would take apart, each of which must stay one word (C59 of conformance.md). */
const values = [
  'two words',
  "it's",
  'say "no"',
  'a; touch /hacked',
  '$(touch /hacked)',
  '`touch /hacked`',
  '$HOME',
  '* ? [a-z] {a,b} ~',
  '-n',
  'a\nb',
  'tab\there',
  '\\n \\',
  'a & b | c > /hacked #',
  '',
];

/** Prints each of its arguments in brackets, as the hexadecimal digits of its bytes. */
const PRINT = `for word; do
  printf '['
  for byte in $(printf %s "$word" | od -An -v -tx1); do printf %s "$byte"; done
  printf ']'
done
`;

const printed = (words: readonly string[]): string =>
  words.map((word) => `[${Buffer.from(word).toString('hex')}]`).join('');

const LINE = 'sh ${{ inputs.print }} before ${{ params.V }} glued${{ params.V }}glued ""${{ params.V }}';
const LIST =
  "[sh, '${{ inputs.print }}', before, '${{ params.V }}', 'glued${{ params.V }}glued', '${{ params.V }}']";

it.concurrent.each([
  ['run, a line', (text: string) => `run: ${LINE}\n    expect: "${text}"`],
  ['run, a list', (text: string) => `run: ${LIST}\n    expect: "${text}"`],
  ['spawn, a line', (text: string) => `spawn: ${LINE}\n    dialogue: [{ expect: "${text}" }]`],
  ['spawn, a list', (text: string) => `spawn: ${LIST}\n    dialogue: [{ expect: "${text}" }]`],
])('%s: a value is one word whatever is in it, here and in the container', async (_, step) => {
  await using box = await openSandbox();
  await box.write('print.sh', PRINT);
  const params = values.map((__, index) => `  p${index}: { type: string, required: true }\n`);
  const steps = values.map((value, index) => {
    const text = printed(['before', value, `glued${value}glued`, value]);
    return `  - ${step(text).replaceAll('params.V', `params.p${index}`)}\n`;
  });
  await box.session(
    `params:\n${params.join('')}inputs: { print: { from: print.sh } }\n` +
      `prepare:\n${steps.join('')}deploy:\n${steps.join('')}  - run: '[ ! -e /hacked ]'\n`,
  );
  const words = values.map((value, index) => `p${index}=${value}`);
  const { stderr, exitCode } = await box.run(['--quiet', 'run', 'a.yaml', ...words]);
  expect({ stderr: box.plain(stderr), exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(existsSync('/hacked')).toBe(false);
});

it.concurrent('what a program printed is one word too', async () => {
  await using box = await openSandbox();
  await box.write('print.sh', PRINT);
  await box.session(`inputs: { print: { from: print.sh } }
deploy:
  - run: [printf, '%s', 'found="a"; touch /hacked $(id)']
    save: { found: /found=(.*)/ }
  - spawn: printf 'Default [it''s; touch /hacked]'
    dialogue: [{ expect: '/Default \\[(.*)\\]/', save: { default: '\${{ match.1 }}' } }]
  - run: sh \${{ inputs.print }} \${{ found }} \${{ default }}
    expect: "${printed(['"a"; touch /hacked $(id)', 'its; touch /hacked'])}"
  - run: '[ ! -e /hacked ]'
`);
  const { stderr, exitCode } = await box.run(['--quiet', 'run', 'a.yaml']);
  expect({ stderr: box.plain(stderr), exitCode }).toEqual({ stderr: '', exitCode: 0 });
});
