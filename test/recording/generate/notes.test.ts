import { expect, it } from 'vitest';
import { scriptOfLines, expectReplay, typing } from './support.js';

/** The script for what was written and said, which passes a replay. */
async function scriptFor(lines: readonly string[]): Promise<string> {
  const all = ['m:spawn: setup', ...lines, 'm:end: exit code 0'];
  await expectReplay(all);
  const text = await scriptOfLines(all);
  return text.slice(text.search(/^params:|^deploy:/m));
}
const dialogue = (exchanges: string): string =>
  `deploy:\n  - spawn: setup\n    dialogue:\n${exchanges}    exit: 0\n`;

it('a check that is the next prompt is left to that prompt', async () => {
  expect(
    await scriptFor([
      'o:Name: ',
      ...typing('Ann'),
      'o:Key: ',
      'm:note check: Key:',
      ...typing('blue'),
      'o:bye\r\n',
    ]),
  ).toBe(
    dialogue(`      - expect: "Name:"
        answer: Ann
      - expect: "Key:"
        answer: blue
`),
  );
});

it('of a check that reaches into the next prompt what stands above it is checked', async () => {
  expect(
    await scriptFor([
      'o:Name: ',
      ...typing('Ann'),
      'o:Unpacked.\r\nKey: ',
      'm:note check: Unpacked. Key',
      ...typing('blue'),
    ]),
  ).toContain(`      - expect: Unpacked.
      - expect: "Key:"
        answer: blue
`);
});

it('checks come in the order in which the program wrote it', async () => {
  expect(
    await scriptFor([
      'o:Name: ',
      ...typing('Ann'),
      'o:Unpacked.\r\nChecked.\r\nKey: ',
      'm:note check: Checked.',
      'm:note check: Unpacked.',
      'm:note check: Checked.',
      ...typing('blue'),
      'o:All good.\r\n',
      'm:note check: All good.',
    ]),
  ).toBe(
    dialogue(`      - expect: "Name:"
        answer: Ann
      - expect: Unpacked.
      - expect: Checked.
      - expect: "Key:"
        answer: blue
      - expect: All good.
`),
  );
});

it('a check of what was answered before looks at the screen', async () => {
  expect(
    await scriptFor([
      'o:Welcome to ACME\r\nName: ',
      ...typing('Ann'),
      'o:Key: ',
      'm:note check: Welcome to ACME',
      ...typing('blue'),
    ]),
  ).toContain(`      - expect: { screen: Welcome to ACME }
      - expect: "Key:"
`);
});

it('what varies of a check is left open', async () => {
  expect(
    await scriptFor([
      'o:Name: ',
      ...typing('Ann'),
      'o:Installed 300 packages\r\nKey: ',
      'm:note check: Installed 300 packages',
      ...typing('blue'),
    ]),
  ).toContain(`      # varies: number (300)
      - expect: /Installed \\d+ packages/
`);
});

it('what is said before the first answer is checked before it, and is said of it', async () => {
  expect(
    await scriptFor([
      'o:Welcome to ACME\r\nName: ',
      'm:note check: Welcome to ACME',
      'm:note param: who',
      'm:note optional',
      ...typing('Ann'),
      'o:Colour: ',
      ...typing('blue'),
    ]),
  ).toBe(
    `params:\n  who: { default: Ann }\n\n${dialogue(`      - expect: Welcome to ACME
      - expect: "Name:"
        answer: \${{ params.who }}
        optional: true
      - expect: "Colour:"
        answer: blue
`)}`,
  );
});

it('a parameter has the name that was given last', async () => {
  expect(
    await scriptFor(['o:Name: ', ...typing('Ann'), 'm:note param: who', 'm:note param: person', 'o:bye\r\n']),
  ).toContain('person: { default: Ann }');
});

it('what is said of an answer that the program took without Enter is said of that one', async () => {
  expect(
    await scriptFor([
      'o:Name: ',
      ...typing('Ann'),
      'o:Sure? [y/n] ',
      'i:y',
      'o:\r\nGood.\r\n',
      'm:note optional',
      'o:Colour: ',
      ...typing('blue'),
    ]),
  ).toContain(`      - expect: Sure?
        type: y
        optional: true
`);
});
