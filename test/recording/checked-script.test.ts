import { expect, it } from 'vitest';
import { generateChecked } from '../../src/recording/checked-script.js';
import type { RecordingSource } from '../../src/recording/generate/generate.js';
import { openSandbox } from '../support/sandbox.js';
import { answering } from './generate/support.js';
import { recordPerson } from './support/person.js';

const checked = (recording: RecordingSource) =>
  generateChecked({ recordings: [recording], base: 'acme/base:1' });

it('a script that replays against its recording is left as it is', async () => {
  const { text, warnings } = await checked(answering('setup', [['Go on? ', 'yes']]));
  expect(text).toMatch(/^unattend: 1\n/);
  expect(warnings).toEqual([]);
});

/** An editor highlights what it is looking for as a menu does what is chosen. */
async function editor(): Promise<RecordingSource> {
  await using box = await openSandbox();
  await box.write('list', 'one\ntwo\nsix\n');
  const recorded = await recordPerson({
    argv: ['vi', 'list'],
    cwd: box.directory,
    does: [
      { sees: 'two', keys: ['/two', '<enter>'] },
      { sees: '/two', keys: ['A', 'three', '<escape>'] },
      { sees: 'twothree', keys: [':wq', '<enter>'] },
    ],
  });
  return { ...recorded, file: 'a.cast' };
}

it('of one that does not, script and warnings say so', async () => {
  const { text, warnings } = await checked(await editor());
  const [warning = '', ...others] = warnings;
  expect(others).toEqual([]);
  expect(warning).toMatch(/^this does not replay against its own recording: \S.*\.$/);
  expect(text.startsWith(`# ${warning}\nunattend: 1\n`)).toBe(true);
});
