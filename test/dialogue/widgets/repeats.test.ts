import { describe, expect, it } from 'vitest';
import { repeatedTexts } from '../../../src/dialogue/widgets/repeats.js';
import { play } from './play.js';
import { box, one, only, script } from './programs.js';

/** The repeated texts of a list that is seen through windows, of which each says where it begins; every letter is an item. */
function repeatedIn(list: string, height: number, tops: readonly number[]): readonly string[] {
  const windows = tops.map((top) =>
    Array.from({ length: height }, (_, row) => list[(top + row) % list.length] ?? ''),
  );
  return [...repeatedTexts(windows, { mayGoRound: true })].sort();
}

describe('texts that a list has more than once', () => {
  it.each([
    ['none', 'abcdefgh', 4, [0, 2, 4, 2, 0], []],
    ['far from each other', 'abcdefbh', 4, [0, 2, 4], ['b']],
    ['at both ends', 'abcdefga', 4, [0, 2, 4], ['a']],
    ['in one window', 'abbcdefg', 4, [0, 2, 4], ['b']],
    ['found upwards', 'abcdefbh', 4, [4, 3, 1, 0], ['b']],
    ['found upwards, where the walk began in the middle', 'abcdefghbk', 4, [3, 5, 6, 4, 2, 0], ['b']],
    ['none in a list that goes round', 'abcdef', 3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], []],
    ['in a list that goes round', 'abcdbf', 3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ['b']],
    ['none in a list that jumps from its end to its start', 'abcdefgh', 3, [0, 1, 2, 3, 4, 5, 0, 1], []],
    ['none in a list that is all in view', 'abc', 3, [0, 0, 0], []],
  ])('%s', (_, list, height, tops, repeated) => {
    expect(repeatedIn(list, height, tops)).toEqual(repeated);
  });
});

// They wait for most of their time, each for a program of its own.
describe.concurrent('a label that two items have which are never in view together', () => {
  const texts = Array.from({ length: 12 }, (_, at) => (at === 2 || at === 10 ? 'same' : `Item ${at}`));
  const failure = { reason: 'ambiguous', label: 'same' };

  it.each([
    ['whiptail', '--notags'],
    ['dialog', '--no-tags'],
  ])('%s: is ambiguous in a list of check boxes', async (program, noTags) => {
    const list = texts.flatMap((text, at) => [`t${at}`, text, at === 10 ? 'on' : 'off']);
    const argv = [program, noTags, '--separate-output', '--checklist', 'Choose', '20', '60', '4', ...list];
    const { ends } = await play(box('80x24', argv), [{ when: 'Choose', task: only('same') }]);
    expect(ends).toMatchObject([{ kind: 'fail', failure }]);
  });

  it.each(['inquirer', 'enquirer', 'prompts', 'clack'])(
    '%s: is ambiguous in a list of check boxes',
    async (name) => {
      const program = script('80x24', `${name}.mjs`, 'many', 'Which?', 'Item 4', ...texts);
      const { ends } = await play(program, [{ when: 'Which', task: only('same') }]);
      expect(ends).toMatchObject([{ kind: 'fail', failure }]);
    },
  );

  it('is ambiguous in a menu that has to be looked through', async () => {
    const pairs = texts.flatMap((text, at) => [`t${at}`, text]);
    const argv = [
      'whiptail',
      '--notags',
      '--default-item',
      't5',
      '--menu',
      'Choose',
      '20',
      '60',
      '3',
      ...pairs,
    ];
    const { ends } = await play(box('80x24', argv), [{ when: 'Choose', task: one('same') }]);
    expect(ends).toMatchObject([{ kind: 'fail', failure }]);
  });

  it('whiptail: items that are not named may be alike', async () => {
    const list = texts.flatMap((text, at) => [`t${at}`, text, text === 'same' ? 'on' : 'off']);
    const argv = [
      'whiptail',
      '--notags',
      '--separate-output',
      '--checklist',
      'Choose',
      '20',
      '60',
      '4',
      ...list,
    ];
    const played = await play(box('80x24', argv), [{ when: 'Choose', task: only('Item 1') }]);
    expect(played.output).toContain('CHOSEN<0:t1>');
  });
});
