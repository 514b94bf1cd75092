import { expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { writeExchanges } from '../../../src/recording/generate/write-exchange.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { answering, dialogueFor } from './support.js';
import { generateReplaying } from '../support/replaying.js';

it('an answer that holds what begins a reference is written as it was typed', async () => {
  expect(await dialogueFor([['Install to: ', '/opt/${{x}}/a']])).toBe(`    dialogue:
      - expect: "Install to:"
        answer: /opt/$\${{x}}/a
`);
});

it('a command of another recorder has no references', async () => {
  const { cast, ...recording } = answering('', [['Name: ', 'bob']]);
  const events = cast.events.filter(({ kind }) => kind !== 'marker');
  const foreign: RecordingSource = {
    ...recording,
    cast: { ...cast, events, header: { ...cast.header, command: 'acme ${{ z }} ${{ inputs.a }}' } },
  };
  const { text } = await generateReplaying({ recordings: [foreign], base: 'acme/base:1' });
  expect(text).toContain('  - spawn: acme $${{ z }} $${{ inputs.a }}\n');
  expect(text).not.toContain('inputs:');
});

it('what stands on a screen between slashes is no regular expression', () => {
  const expected = { kind: 'screen', parts: [{ text: '/opt/acme (1)/' }], box: '/a/' } as const;
  const lines = writeExchanges([
    { expect: expected, response: { kind: 'press', keys: ['enter'] }, comments: [] },
  ]);
  expect(lines).toBe(String.raw`- expect: { screen: //opt/acme \(1\)//, box: /a/ }
  press: enter
`);
  const dialogue = lines.replaceAll(/^(?=.)/gm, '      ');
  const session = parseSession(
    'a.yaml',
    `unattend: 1\nname: a\nbase: b:1\ndeploy:\n  - spawn: x\n    dialogue:\n${dialogue}`,
  );
  expect(JSON.stringify(session.deploy)).toContain(JSON.stringify(String.raw`/opt/acme \(1\)/`));
});

it('a path below a home is told to be of the machine that recorded it, and not told where it was a default', async () => {
  const { text } = await generateReplaying({
    recordings: [
      answering('/usr/bin/acme', [
        ['Install to [/home/alice/acme]: ', ''],
        ['Mail <alice@corp.example>: ', ''],
        ['Key: ', '/home/alice/keys/id'],
        ['Directory: ', '/opt/acme'],
      ]),
    ],
    base: 'acme/base:1',
  });
  expect(text).toContain(`params:
  # a path of the machine that recorded this: give your own
  key: { default: /home/alice/keys/id }
  directory: { default: /opt/acme }
`);
  const left = '      # the default is accepted; it is left out here: of the machine that recorded this\n';
  expect(text).toContain(`${left}      - expect: Install to\n`);
  expect(text).toContain(`${left}      - expect: Mail\n`);
});
