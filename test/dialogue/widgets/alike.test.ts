import { describe, expect, it } from 'vitest';
import { play } from './play.js';
import { add, bash, box, chosen, one, only, remove, script } from './programs.js';

/** Items that differ only by what stands in parentheses at their end, as the hint of an inline prompt does. */
const orders = [
  ['Python', 'Python (dev)', 'Perl'],
  ['Python (dev)', 'Python', 'Perl'],
];
const size = '80x24';

// They wait for most of their time, each for a program of its own.
describe.concurrent.each(orders)('%s, %s, %s', (...items) => {
  describe.each([
    ['whiptail', '--notags'],
    ['dialog', '--no-tags'],
  ])('%s', (program, noTags) => {
    const at = (...args: readonly string[]) => box(size, [program, noTags, ...args]);
    const list = (kind: readonly string[], ...on: readonly string[]) =>
      at(
        ...kind,
        'Choose',
        '15',
        '60',
        '5',
        ...items.flatMap((item) => [item, item, on.includes(item) ? 'on' : 'off']),
      );
    const menu = at('--menu', 'Choose', '15', '60', '5', ...items.flatMap((item) => [item, item]));

    it.each(['Python', 'Python (dev)'])('chooses %s', async (label) => {
      const played = await play(menu, [{ when: 'Choose', task: one(label) }]);
      expect(chosen(played)).toBe(`<0:${label}>`);
      const radio = await play(list(['--radiolist'], 'Perl'), [{ when: 'Choose', task: one(label) }]);
      expect(chosen(radio)).toBe(`<0:${label}>`);
    });

    it.each([
      [[], only('Python (dev)'), ['Python (dev)']],
      [['Python (dev)', 'Perl'], only('Python'), ['Python']],
      [['Perl'], add('Python (dev)'), ['Python (dev)', 'Perl']],
      [['Python', 'Python (dev)'], remove('Python'), ['Python (dev)']],
      [['Python'], remove('Python (dev)'), ['Python']],
    ])('with %j ticked, does %j', async (on, task, ticked) => {
      const played = await play(list(['--separate-output', '--checklist'], ...on), [
        { when: 'Choose', task },
      ]);
      const inOrder = items.filter((item) => ticked.includes(item));
      expect(chosen(played)).toBe(`<0:${inOrder.join(' ')}>`);
    });
  });

  describe.each(['inquirer', 'enquirer', 'prompts', 'clack'])('%s', (name) => {
    const program = (kind: string, start: string) =>
      script(size, `${name}.mjs`, kind, 'Which?', start, ...items);

    it.each([
      ['Python', 'Python (dev)'],
      ['Python (dev)', 'Python'],
    ])('goes from %s to %s', async (start, label) => {
      const played = await play(program('one', start), [{ when: 'Which', task: one(label) }]);
      expect(chosen(played)).toBe(`"${label}"`);
    });

    it.each([
      ['Perl', only('Python (dev)'), ['Python (dev)']],
      ['Python (dev),Perl', only('Python'), ['Python']],
      ['Perl', add('Python (dev)'), ['Perl', 'Python (dev)']],
      ['Python,Python (dev)', remove('Python'), ['Python (dev)']],
    ])('with "%s" ticked, does %j', async (start, task, ticked) => {
      const played = await play(program('many', start), [{ when: 'Which', task }]);
      expect((JSON.parse(chosen(played)) as string[]).sort()).toEqual(ticked);
    });
  });
});

describe.concurrent('in a list that scrolls', () => {
  const many = Array.from({ length: 12 }, (_, index) => `Item ${index}`);
  const items = [...many.slice(0, 6), 'Docs (HTML)', ...many.slice(6), 'Docs'];

  it.each(['Docs', 'Docs (HTML)'])('%s is found where both are out of view', async (label) => {
    const pairs = items.flatMap((item) => [item, item]);
    const menu = box(size, ['whiptail', '--notags', '--menu', 'Choose', '15', '60', '4', ...pairs]);
    expect(chosen(await play(menu, [{ when: 'Choose', task: one(label) }]))).toBe(`<0:${label}>`);
  });

  it('of two that are out of view the one that is meant is ticked', async () => {
    const states = items.flatMap((item) => [item, item, item === 'Docs (HTML)' ? 'on' : 'off']);
    const argv = ['whiptail', '--notags', '--separate-output', '--checklist', 'Choose', '15', '60', '4'];
    const list = box(size, [...argv, ...states]);
    expect(chosen(await play(list, [{ when: 'Choose', task: only('Docs') }]))).toBe('<0:Docs>');
  });

  it.each(['inquirer', 'enquirer', 'prompts', 'clack'])('of %s', async (name) => {
    const program = (kind: string) => script(size, `${name}.mjs`, kind, 'Which?', 'Item 0', ...items);
    expect(chosen(await play(program('one'), [{ when: 'Which', task: one('Docs (HTML)') }]))).toBe(
      '"Docs (HTML)"',
    );
    expect(chosen(await play(program('many'), [{ when: 'Which', task: only('Docs') }]))).toBe('["Docs"]');
  });
});

it.concurrent('a label without the parentheses names the one item that has them', async () => {
  const items = ['Python (2)', 'a', 'Perl (5)', 'b', 'Raku', 'c'];
  const menu = box(size, ['whiptail', '--notags', '--menu', 'Choose', '15', '60', '4', ...items]);
  const played = await play(menu, [{ when: 'Choose', task: one('a') }]);
  expect(chosen(played)).toBe('<0:Python (2)>');
});

it.concurrent('a list that takes one tick back for another is given up', async () => {
  const list = `on=(' ' ' '); at=0; while :; do clear; for i in 0 1; do
    ((i == at)) && printf '\\e[7m'; printf '[%s] item %s\\e[0m\\n' "\${on[i]}" $i; done
  read -rsn1 key; case $key in B) at=1;; A) at=0;; '') on[at]=x; on[1-at]=' ';; esac; done`;
  const { ends } = await play(bash(size, list), [{ when: 'item', task: only('item 0', 'item 1') }]);
  expect(ends).toMatchObject([
    { kind: 'fail', failure: { reason: 'unsteady', there: ['item 0', 'item 1'] } },
  ]);
});
