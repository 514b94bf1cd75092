import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { recordPerson } from '../support/person.js';
import { dialogueOf } from '../support/through.js';
import { generateReplaying } from '../support/replaying.js';

const program = resolve(import.meta.dirname, '../../../fixtures/widgets/clack.mjs');

it('of a list of groups the members that are ticked are written, and not the heads that are with them', async () => {
  await using box = await openSandbox();
  const recorded = await recordPerson({
    argv: [process.execPath, program, 'grouped', 'Which ones?', '', 'frontend:react,vue', 'backend:koa'],
    command: './wizard',
    cwd: box.directory,
    does: [{ sees: 'Which ones?', keys: ['<down>', ' ', '<down>', ' ', '<enter>'] }],
  });
  const { text } = await generateReplaying({ recordings: [{ ...recorded, file: 'a.cast' }] });
  expect(dialogueOf(text)).toBe(`    dialogue:
      - expect: { screen: Which ones? }
        select:
          only: [react, vue]
`);
});
