import { expect, it } from 'vitest';
import { generateScript } from '../../../src/recording/generate/generate.js';
import { formGone } from '../support/drawn-form.js';
import { answering, scriptOfLines } from './support.js';

/** A check list on a full screen, with the highlight on one of its items. */
function checkList(ticked: readonly string[], highlighted: string): string {
  const items = ['docs', 'mail', 'tools'].map((item) => {
    const text = `[${ticked.includes(item) ? '*' : ' '}] ${item.padEnd(12)}`;
    return item === highlighted ? `\x1b[7m${text}\x1b[27m` : text;
  });
  const rows = ['Enter the license keys to install', '', ...items].map(
    (text) => `│ ${text}${' '.repeat(40 - text.replaceAll(/\x1b\[\d+m/g, '').length)}│`,
  );
  const frame = [`┌${'─'.repeat(41)}┐`, ...rows, `└${'─'.repeat(41)}┘`];
  return `\x1b[?1049h\x1b[?25l${frame.map((row, at) => `\x1b[${5 + at};20H${row}`).join('')}`;
}

it('a check list that was worked with letters, which a recorder takes for a hidden text, declares no secret', async () => {
  const script = await scriptOfLines([
    'm:spawn: setup',
    `o:${checkList([], 'docs')}`,
    'm:secret: license-keys',
    'i:<license-keys>',
    `o:${checkList(['mail'], 'mail')}`,
    'i:\r',
    `o:${formGone}bye\r\n`,
    'm:end: exit code 0',
  ]);
  expect(script).toBe(`unattend: 1
name: setup
base: acme/base:1

deploy:
  - spawn: setup
    dialogue:
      - expect: { screen: Enter the license keys to install }
        select:
          only: [mail]
    exit: 0
`);
});

it('of two recordings that name a secret differently the name that is used is declared', async () => {
  const named = (secret: string) => answering('setup', [['Password: ', '', { echo: 'off', secret }]]);
  const { text } = await generateScript({ recordings: [named('admin'), named('root')], base: 'acme/base:1' });
  expect(text).toContain('secrets:\n  admin: { env: ADMIN }\n\n');
  expect(text).toContain('answer: { secret: admin }\n');
});
