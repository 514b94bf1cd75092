import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateScript } from '../../../src/recording/generate/generate.js';
import { openSandbox, type Sandbox } from '../../support/sandbox.js';
import { lagging } from '../support/lagging.js';
import { type Deed, type Recorded, recordPerson } from '../support/person.js';
import { dialogueOf } from '../support/through.js';

const wizards = resolve(import.meta.dirname, '../../../fixtures/wizards');

const answers: readonly Deed[] = [
  { sees: 'Project name', keys: ['shopp', '<backspace>', '<enter>'] },
  { sees: 'Access token', keys: ['s3cret-t0ken', '<enter>'], secret: 'access-token' },
  { sees: 'Template', keys: ['<down>', '<down>', '<up>', '<enter>'] },
  { sees: 'Extras', keys: [' ', '<down>', '<down>', ' ', '<enter>'] },
];

const dialogue = async ({ cast, flags }: Recorded): Promise<string> =>
  dialogueOf((await generateScript({ recordings: [{ cast, flags, file: 'a.cast' }] })).text);

describe.each([
  ['clack', '<left>', 'select: Yes'],
  ['inquirer', 'y', 'answer: y'],
])('%s, recorded where the screen lags behind the keys', (name, last, confirmed) => {
  let box: Sandbox;
  let recorded: Recorded;
  beforeAll(async () => {
    box = await openSandbox();
    recorded = await recordPerson({
      argv: [process.execPath, `${wizards}/${name}.mjs`, 'told.json'],
      command: './wizard',
      cwd: box.directory,
      does: [...answers, { sees: 'Create it now?', keys: [last, '<enter>'] }],
    });
  }, 60_000);
  afterAll(() => box[Symbol.asyncDispose]());

  it('has what was answered', async () => {
    const script = await dialogue(recorded);
    for (const said of ['answer: shop\n', 'only: [lint, docs]\n', 'select: react\n', `${confirmed}\n`])
      expect(script).toContain(said);
  });

  it.each(Array.from({ length: 8 }, (_, at) => at + 1))(
    'becomes the same script (seed %i)',
    async (seed) => expect(await dialogue(lagging(recorded, seed))).toBe(await dialogue(recorded)),
    20_000,
  );
});
