import { expect, it } from 'vitest';
import type { Item } from '../../../src/dialogue/widgets/items.js';
import { knownItems, type Window } from '../../../src/dialogue/widgets/known-items.js';

/** A window of a list: `>` before the highlighted item, `+` and `-` before one that is ticked or not. */
function windowOf(...shown: readonly string[]): Window {
  const items = shown.map((each, row): Item => {
    const [, , mark, text = ''] = /^(>?)([+-]?)(.*)$/.exec(each) ?? [];
    return { row, text, names: [text], isOn: mark === '' ? undefined : mark === '+' };
  });
  const current = shown.findIndex((each) => each.startsWith('>'));
  return { items, current: current < 0 ? undefined : current };
}

it.each([
  [
    'a hint behind what is highlighted',
    [
      ['>a (x)', 'b'],
      ['a', '>b (y)'],
    ],
    ['a', 'b'],
  ],
  [
    'the order in which windows come makes no difference',
    [
      ['b', '>a (x)'],
      ['a', 'c'],
    ],
    ['b', 'a', 'c'],
  ],
  [
    'a hint with parentheses in it',
    [
      ['>a (x (y))', 'b'],
      ['a', 'b'],
    ],
    ['a', 'b'],
  ],
  [
    'a hint behind what has parentheses itself',
    [
      ['>a (1) (x)', 'b'],
      ['a (1)', 'b'],
    ],
    ['a (1)', 'b'],
  ],
  [
    'a hint behind what is ticked',
    [
      ['>-a (x)', '+b (y)'],
      ['>+a (x)', '+b (y)'],
      ['-a', '>+b (y)'],
    ],
    ['a', 'b (y)'],
  ],
  ['two items in one window', [['>a (x)', 'a']], ['a (x)', 'a']],
  [
    'two that are alike in one window',
    [
      ['a', 'a', '>b'],
      ['a', '>a', 'b'],
    ],
    ['a', 'a', 'b'],
  ],
  [
    'two items, of which one is seen without being highlighted',
    [
      ['>a', 'b'],
      ['a (x)', '>c'],
    ],
    ['a', 'b', 'a (x)', 'c'],
  ],
  [
    'two items, of which both were highlighted',
    [
      ['>a (x)', 'b'],
      ['>a', 'c'],
    ],
    ['a (x)', 'b', 'a', 'c'],
  ],
  [
    'two items that are ticked',
    [
      ['+a (x)', '>-b'],
      ['+a', '>-c'],
    ],
    ['a (x)', 'b', 'a', 'c'],
  ],
  [
    'two items of which one is ticked',
    [
      ['>+a (x)', '-b'],
      ['-a', '>-c'],
    ],
    ['a (x)', 'b', 'a', 'c'],
  ],
])('%s', (_, windows, texts) => {
  expect(knownItems(windows.map((each) => windowOf(...each))).map(({ text }) => text)).toEqual(texts);
});

it('an item goes by its names without the hint first, and is as it was seen last', () => {
  const [item] = knownItems([windowOf('>-a (x)', '-b'), windowOf('-a', '>-b'), windowOf('>+a (x)', '-b')]);
  expect(item).toMatchObject({ text: 'a', names: ['a', 'a (x)'], isOn: true });
});
