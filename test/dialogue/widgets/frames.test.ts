import { describe, expect, it } from 'vitest';
import { play } from './play.js';
import { box, button, chosen, fillIn, one, only, sizes } from './programs.js';

const lines = Array.from({ length: 60 }, (_, index) => `Line ${index + 1} of the licence`).join('\n');

// They wait for most of their time, each for a program of its own.
describe.concurrent.each(sizes)('at %s', (size) => {
  it.each(['40', '60', '76'])(
    'the buttons below text that whiptail scrolls, %s columns wide',
    async (width) => {
      const at = (...args: readonly string[]) =>
        box(size, ['whiptail', '--scrolltext', ...args, '15', width]);
      const message = at('--title', 'Licence', '--msgbox', lines);
      expect(chosen(await play(message, [{ when: 'Line 1', task: button('Ok') }]))).toBe('<0:>');
      const question = at('--yesno', lines);
      expect(chosen(await play(question, [{ when: 'Line 1', task: button('No') }]))).toBe('<1:>');
      expect(chosen(await play(question, [{ when: 'Line 1', task: button('Yes') }]))).toBe('<0:>');
    },
  );

  it.each(['dialog', 'dialog --ascii-lines'])(
    'labels that are cut off by the frame of %s',
    async (program) => {
      const long = 'A label that is wider than the frame around it';
      const menu = (...items: readonly string[]) =>
        box(size, [...program.split(' '), '--menu', 'Choose', '14', '40', '4', ...items]);
      const other = menu('a', 'Short', 'b', `${long} is`, 'c', 'Another label that is wider than its frame');
      expect(chosen(await play(other, [{ when: 'Choose', task: one(`${long} is`) }]))).toBe('<0:b>');
      const absent = await play(other, [{ when: 'Choose', task: one('Short of words') }]);
      expect(absent.ends[0]).toMatchObject({ failure: { reason: 'absent' } });
      const alike = menu('a', `${long} one`, 'b', `${long} two`);
      const { ends } = await play(alike, [{ when: 'Choose', task: one(`${long} two`) }]);
      expect(ends[0]).toMatchObject({ failure: { reason: 'ambiguous' } });
    },
  );

  it('the buttons of a box so narrow that whiptail writes over its border', async () => {
    const question = box(size, ['whiptail', '--title', '', '--yesno', 'Really?', '9', '15']);
    expect(chosen(await play(question, [{ when: 'Really', task: button('No') }]))).toBe('<1:>');
  });

  it.each(['whiptail', 'whiptail --fullbuttons'])('a list below text that %s scrolls', async (program) => {
    const at = (...args: readonly string[]) => box(size, [...program.split(' '), '--scrolltext', ...args]);
    const menu = at('--menu', lines, '20', '60', '4', 'a', 'Apple', 'b', 'Banana', 'c', 'Cherry');
    for (const before of [[], ['tab'], ['tab', 'tab'], ['tab', 'down', 'down', 'tab', 'tab', 'tab']])
      expect(chosen(await play({ ...menu, before }, [{ when: 'Line 1', task: one('Banana') }]))).toBe(
        '<0:b>',
      );
    const short = at('--menu', lines, '20', '60', '4', 'a', 'Apple');
    expect(chosen(await play(short, [{ when: 'Line 1', task: one('Apple') }]))).toBe('<0:a>');
    const items = ['a', 'Apple', 'on', 'b', 'Banana', 'off', 'c', 'Cherry', 'off'];
    const list = at('--separate-output', '--checklist', lines, '20', '60', '4', ...items);
    expect(chosen(await play(list, [{ when: 'Line 1', task: only('Cherry') }]))).toBe('<0:c>');
    const radio = at('--radiolist', lines, '20', '60', '4', ...items);
    expect(chosen(await play(radio, [{ when: 'Line 1', task: one('Cherry') }]))).toBe('<0:c>');
    const field = at('--inputbox', lines, '20', '60', 'nobody');
    const task = fillIn({ 'of the licence': 'Ada' });
    expect(chosen(await play(field, [{ when: 'Line 1', task }]))).toBe('<0:Ada>');
  });

  it('full buttons below text that whiptail scrolls', async () => {
    const at = (kind: string) =>
      box(size, ['whiptail', '--fullbuttons', '--scrolltext', kind, lines, '15', '60']);
    expect(chosen(await play(at('--yesno'), [{ when: 'Line 1', task: button('No') }]))).toBe('<1:>');
    for (const before of [[], ['tab'], ['tab', 'tab']]) {
      const message = { ...at('--msgbox'), before };
      expect(chosen(await play(message, [{ when: 'Line 1', task: button('Ok') }]))).toBe('<0:>');
    }
  });

  it.each(['xterm-256color', 'vt100'])('boxes that dialog draws in ASCII on a %s', async (TERM) => {
    const at = (...args: readonly string[]) => ({
      ...box(size, ['dialog', '--ascii-lines', ...args]),
      env: { TERM },
    });
    const menu = at('--title', 'Fruit', '--menu', 'Choose', '15', '60', '5', 'a', 'Apple', 'b', 'Banana');
    expect(chosen(await play(menu, [{ when: 'Choose', task: one('Banana') }]))).toBe('<0:b>');
    const list = at(
      '--separate-output',
      '--checklist',
      'Choose',
      '15',
      '60',
      '5',
      'a',
      'Apple',
      'off',
      'b',
      'Banana',
      'on',
    );
    expect(chosen(await play(list, [{ when: 'Choose', task: only('Apple') }]))).toBe('<0:a>');
    const field = at('--inputbox', 'Full name', '12', '60', 'nobody');
    const task = fillIn({ 'Full name': 'Ada' });
    expect(chosen(await play(field, [{ when: 'name', task }]))).toBe('<0:Ada>');
    const question = at('--yesno', 'Really?', '12', '60');
    expect(chosen(await play(question, [{ when: 'Really', task: button('No') }]))).toBe('<1:>');
  });

  it.each([
    ['whiptail', ''],
    ['whiptail', 'vt100'],
    ['dialog', ''],
    ['dialog', 'vt100'],
  ])('a menu of %s below a text with bullets %s', async (program, TERM) => {
    const text = 'Ways:\n* keep it\n  as it was\n* take new\n> quoted\n  too';
    const items = ['a', 'Apple', 'b', 'Banana', 'c', 'Cherry'];
    const menu = {
      ...box(size, [program, '--title', 'Fruit', '--menu', text, '19', '60', '4', ...items]),
      env: TERM === '' ? {} : { TERM },
    };
    expect(chosen(await play(menu, [{ when: 'Ways', task: one('Banana') }]))).toBe('<0:b>');
  });

  it.each([
    ['whiptail', 'xterm-256color'],
    ['whiptail', 'vt100'],
    ['dialog', 'xterm-256color'],
    ['dialog', 'vt100'],
  ])('a menu of %s with one item, on a %s', async (program, TERM) => {
    const menu = {
      ...box(size, [program, '--menu', 'Choose', '15', '60', '5', 'a', 'Apple']),
      env: { TERM },
    };
    expect(chosen(await play(menu, [{ when: 'Choose', task: one('Apple') }]))).toBe('<0:a>');
    const away = { ...menu, before: ['tab'] };
    expect(chosen(await play(away, [{ when: 'Choose', task: one('a') }]))).toBe('<0:a>');
    const { ends } = await play(menu, [{ when: 'Choose', task: one('Pear') }]);
    expect(ends[0]).toMatchObject({ failure: { reason: 'absent', label: 'Pear' } });
  });

  it.each([
    ['whiptail', 'inputbox', 'value'],
    ['whiptail', 'inputbox', 'a value that is wider than its field by far'],
    ['dialog', 'inputbox', 'value'],
    ['dialog', 'inputbox', 'a value that is wider than its field by far'],
  ])('the field of a box of %s is no menu: --%s "%s"', async (program, kind, value) => {
    const input = box(size, [program, `--${kind}`, 'Name', '10', '30', value]);
    for (const before of [[], ['tab']]) {
      const { ends } = await play({ ...input, before }, [{ when: 'Name', task: one('value') }]);
      expect(ends[0]).toMatchObject({ failure: { reason: 'no widget' } });
    }
  });

  it.each([['whiptail'], ['whiptail', '--fullbuttons'], ['dialog'], ['dialog', '--ascii-lines']])(
    'items and lines of %s %s that look like buttons',
    async (program, ...flags) => {
      const at = (...args: readonly string[]) => box(size, [program, ...flags, ...args]);
      const noTags = program === 'dialog' ? '--no-tags' : '--notags';
      const menu = (...labels: readonly string[]) =>
        at(noTags, '--menu', 'Choose', '18', '60', '5', ...labels.flatMap((label) => [`t${label}`, label]));
      const choose = async (labels: readonly string[], label: string): Promise<string> =>
        chosen(await play(menu(...labels), [{ when: 'Choose', task: one(label) }]));
      expect(await choose(['<none>', '<auto>', 'Perl'], '<auto>')).toBe('<0:t<auto>>');
      expect(await choose(['[none]', '[auto]', 'Perl'], 'Perl')).toBe('<0:tPerl>');
      expect(await choose(['Perl', '<none>'], '<none>')).toBe('<0:t<none>>');
      const cancelled = await play(menu('Perl', '<none>'), [{ when: 'Choose', task: button('Cancel') }]);
      expect(chosen(cancelled)).toBe('<1:>');
      const question = at('--yesno', 'Press\n<No>\nor\n<Yes>', '16', '60');
      expect(chosen(await play(question, [{ when: 'Press', task: button('No') }]))).toBe('<1:>');
      expect(chosen(await play(question, [{ when: 'Press', task: button('Yes') }]))).toBe('<0:>');
    },
  );
});
