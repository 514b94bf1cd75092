import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../../support/sandbox.js';
import { lagging } from '../support/lagging.js';
import { recordNpmWizard } from '../support/npm-wizard.js';
import type { Recorded } from '../support/person.js';
import { dialogueOf } from '../support/through.js';
import { generateReplaying } from '../support/replaying.js';

const dialogue = async ({ cast, flags }: Recorded): Promise<string> =>
  dialogueOf((await generateReplaying({ recordings: [{ cast, flags, file: 'a.cast' }] })).text);

describe.each([
  ['clack', '<left>', ['select: Apache 2.0', 'select: Yes']],
  ['inquirer', 'y', ['answer: y']],
])('%s, recorded where the screen lags behind the keys', (name, last, own) => {
  let box: Sandbox;
  let recorded: Recorded;
  beforeAll(async () => {
    box = await openSandbox();
    recorded = await recordNpmWizard(box, name, last);
  }, 60_000);
  afterAll(() => box[Symbol.asyncDispose]());

  it('has what was answered', async () => {
    const script = await dialogue(recorded);
    for (const said of ['answer: shop\n', 'only: [lint, docs]\n', 'select: react\n'])
      expect(script).toContain(said);
    for (const said of own) expect(script).toContain(`${said}\n`);
    expect(script).not.toContain('guessed');
  });

  it.each(Array.from({ length: 8 }, (_, at) => at + 1))(
    'becomes the same script (seed %i)',
    async (seed) => expect(await dialogue(lagging(recorded, seed))).toBe(await dialogue(recorded)),
    20_000,
  );
});
