import { describe, expect, it } from 'vitest';
import { createWidgetDriver } from '../../../src/dialogue/widgets/create-driver.js';
import type { WidgetMove, WidgetTask } from '../../../src/dialogue/widgets/driver.js';
import { findFields } from '../../../src/dialogue/widgets/fields.js';
import { lookUp } from '../../../src/dialogue/widgets/labels.js';
import { findList } from '../../../src/dialogue/widgets/list.js';
import type { Screen } from '../../../src/screen.js';
import { button, one, only } from './programs.js';
import { openScreen, screenOf } from './screen-adapter.js';

/** A screen of 60x14 on which these bytes were written; lines end with a line feed. */
async function painted(text: string): Promise<Screen> {
  const terminal = openScreen(60, 14, () => undefined);
  await new Promise<void>((resolve) => terminal.write(text.replaceAll('\n', '\r\n'), resolve));
  return screenOf(terminal);
}

const at = (row: number, column: number): string => `\x1b[${row + 1};${column + 1}H`;
const texts = (screen: Screen): readonly string[] | undefined =>
  findList(screen)?.items.map((item) => item.text);

/** The moves of a driver that is shown the same screen again and again. */
function unmoved(task: WidgetTask, screen: Screen): readonly WidgetMove[] {
  const driver = createWidgetDriver(task);
  const moves: WidgetMove[] = [];
  do moves.push(driver.next({ screen, text: '' }));
  while (!['done', 'fail'].includes(moves.at(-1)?.kind ?? '') && moves.length < 500);
  return moves;
}

describe('lists on a screen', () => {
  it.each([
    ['lines', '┌─┐│└┘'],
    ['ASCII', '+-+|++'],
    ['letters', 'lqkxmj'],
  ])('a frame of %s bounds them', async (_, glyphs) => {
    const [topLeft = '', line = '', topRight = '', side = '', bottomLeft = '', bottomRight = ''] =
      glyphs.match(/./gu) ?? [];
    const screen = await painted(
      [
        `behind 1      ${topLeft}${line.repeat(20)}${topRight} behind`,
        `[ ] behind 2  ${side} [x] One            ${side} [ ] behind`,
        `[ ] behind 3  ${side} \x1b[7m[ ]\x1b[0m Two            ${side} [ ] behind`,
        `[ ] behind 4  ${bottomLeft}${line.repeat(20)}${bottomRight}`,
      ].join('\n') + at(2, 17),
    );
    expect(findList(screen)).toMatchObject({ kind: 'check', current: 1 });
    expect(texts(screen)).toEqual(['One', 'Two']);
  });

  it.each([
    ['a pointer', '? Pick\n  red\n❯ green\n  blue\n', 1],
    ['an inverse row', ' red  \n\x1b[7m green \x1b[0m\n blue \n', 1],
    ['a dot', '◆  Pick\n│  ○ red\n│  ○ green\n│  ● blue\n└', 2],
    ['an underline', '◯   red\n◉   \x1b[4mgreen\x1b[0m\n◯   blue\n', 1],
    [
      'a tick shown by its colour',
      '\x1b[2m✔\x1b[0m red\n\x1b[32m✔\x1b[0m \x1b[4mgreen\x1b[0m\n\x1b[2m✔\x1b[0m blue\n',
      1,
    ],
    ['a weak pointer', ' Pick one\n  * red\n    green\n    blue\n', 0],
  ])('the highlighted item by %s', async (_, text, current) => {
    const screen = await painted(text);
    expect(texts(screen)).toEqual(['red', 'green', 'blue']);
    expect(findList(screen)?.current).toBe(current);
  });

  it('an answered question, and the line below it, are no part of the list below them', async () => {
    const screen = await painted(
      '✔ Pick · red, green\n? Pick more …\n\x1b[32m✔\x1b[0m \x1b[4mblue\x1b[0m\n\x1b[2m✔\x1b[0m white\n',
    );
    expect(texts(screen)).toEqual(['blue', 'white']);
  });

  it('a separator is no item, nor is a hint behind the highlighted one part of its name', async () => {
    const screen = await painted('? Pick\n  red\n ──────\n❯ green \x1b[2m(fast)\x1b[0m\n  blue\n');
    expect(texts(screen)).toEqual(['red', 'green (fast)', 'blue']);
    expect(findList(screen)?.items[1]?.names).toContain('green');
  });

  it.each([
    ['running text', 'You may choose red,\ngreen or blue.\n'],
    ['a shell prompt', 'red\ngreen\n> '],
    ['an inverse pager line', 'red is a colour of some length\ngreen too\n\x1b[7m--More--\x1b[0m'],
    ['one line in stars', '*** warning ***\n'],
  ])('%s is none', async (_, text) => {
    const screen = await painted(text);
    const moves = unmoved(one('green'), screen);
    // It is looked at again before that is said, and no key is pressed.
    const looks = Array.from({ length: 5 }, () => ({ kind: 'press', keys: [] }));
    expect(moves.slice(0, -1)).toEqual([...looks, { kind: 'rest' }]);
    expect(moves.at(-1)).toEqual({ kind: 'fail', failure: { reason: 'no widget', label: 'green' } });
  });
});

describe('keys that do nothing', () => {
  it('end in "stuck" after a few, and nothing is confirmed', async () => {
    const menu = unmoved(one('blue'), await painted('? Pick\n  red\n❯ green\n  blue\n'));
    expect(menu.at(-1)).toEqual({
      kind: 'fail',
      failure: { reason: 'stuck', label: 'blue', there: ['red', 'green', 'blue'] },
    });
    const list = unmoved(only('red', 'green'), await painted('? Pick\n ◉ red\n❯◯ green\n ◯ blue\n'));
    expect(list.at(-1)).toMatchObject({ failure: { reason: 'stuck', label: 'green' } });
    const buttons = unmoved(button('Back'), await painted('  \x1b[7m[ Next ]\x1b[0m   [ Back ]\n'));
    expect(buttons.at(-1)).toEqual({
      kind: 'fail',
      failure: { reason: 'stuck', label: 'Back', there: ['Next', 'Back'] },
    });
    const keys = [menu, list, buttons].flat().flatMap((move) => (move.kind === 'press' ? move.keys : []));
    expect(keys).not.toContain('enter');
    expect(keys.length).toBeLessThan(60);
  });
});

describe('buttons and fields on a screen', () => {
  it.each(['[ OK ]   [Cancel]', '<Ok>   < Cancel >', '<  OK  >  <Cancel>'])('%s', async (row) => {
    const screen = await painted(`Sure?\n\n   ${row}\n${at(2, 4)}`);
    expect(unmoved(button('ok'), screen)).toEqual([
      { kind: 'press', keys: [] },
      { kind: 'press', keys: ['enter'] },
      { kind: 'done' },
    ]);
    expect(unmoved(button('Help'), screen).at(-1)).toMatchObject({
      failure: { reason: 'absent', label: 'Help' },
    });
  });

  it('fields in brackets, called by what stands before them', async () => {
    const screen = await painted(`User:      [ada_______]\nFull name: [__________]\n${at(1, 12)}`);
    const fields = findFields(screen).map(({ label, text, hasCursor }) => ({ label, text, hasCursor }));
    expect(fields).toEqual([
      { label: 'User:', text: 'ada', hasCursor: false },
      { label: 'Full name:', text: '', hasCursor: true },
    ]);
  });
});

describe('labels', () => {
  const names = [
    ['Foo', 'f'],
    ['Foo bar', 'b'],
    ['foo', 'x'],
    ['Baz quux', 'q'],
  ];

  it.each([
    ['Foo', { kind: 'found', index: 0 }],
    ['foo', { kind: 'found', index: 2 }],
    ['b', { kind: 'found', index: 1 }],
    ['FOO', { kind: 'ambiguous' }],
    ['Baz', { kind: 'found', index: 3 }],
    ['QUUX', { kind: 'found', index: 3 }],
    ['  Foo   bar ', { kind: 'found', index: 1 }],
    ['nothing', { kind: 'absent' }],
    ['', { kind: 'absent' }],
  ])('%j', (label, expected) => {
    expect(lookUp(label, names)).toEqual(expected);
  });
});
