import { describe, expect, it } from 'vitest';
import { play, type Program } from './play.js';
import { add, box, only, remove, script } from './programs.js';

const fruit = ['Apple', 'Banana', 'Cherry'];

const tasks = [add('Banana'), only('Apple'), remove('Apple'), only('Apple', 'Banana'), only(), add('Kiwi')];

/** Nothing is chosen, and nothing confirmed. */
async function refused(program: Program, there: readonly unknown[]): Promise<void> {
  for (const task of tasks) {
    const label = ('labels' in task ? task.labels[0] : undefined) ?? '';
    const { ends, typed, output } = await play(program, [{ when: 'Choose', task }]);
    expect(ends).toEqual([{ kind: 'fail', failure: { reason: 'no check boxes', label, there } }]);
    expect(typed.filter((text) => /[ \r\n]/.test(text))).toEqual([]);
    expect(output).not.toContain('CHOSEN');
  }
}

// They wait for most of their time, each for a program of its own.
describe.concurrent('there is nothing to tick', () => {
  describe.each([
    ['whiptail', '--notags'],
    ['dialog', '--no-tags'],
  ])('%s', (program, noTags) => {
    const at = (kind: string, ...items: readonly string[]) =>
      box('80x24', [program, noTags, kind, 'Choose', '15', '50', '4', ...items]);

    it('in a menu', async () => {
      await refused(at('--menu', ...fruit.flatMap((item) => [item, item])), fruit);
    });

    it('in a radio list', async () => {
      const items = fruit.flatMap((item) => [item, item, item === 'Cherry' ? 'on' : 'off']);
      await refused(at('--radiolist', ...items), fruit);
    });
  });

  it.each(['clack', 'inquirer', 'prompts', 'enquirer'])(
    'in a list of %s of which one is taken',
    async (name) => {
      const program = script('80x24', `${name}.mjs`, 'one', 'Choose', 'Cherry', ...fruit);
      await refused(
        program,
        fruit.map((item) => expect.stringContaining(item) as unknown),
      );
    },
  );

  it('between choices beside each other', async () => {
    await refused(script('80x24', 'clack.mjs', 'toggle', 'Choose', 'Yes', 'Yes', 'No'), ['Yes', 'No']);
  });
});
