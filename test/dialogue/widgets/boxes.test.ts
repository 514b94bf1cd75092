import { describe, expect, it } from 'vitest';
import { play } from './play.js';
import { add, box, button, chosen, fillIn, one, only, remove, sizes } from './programs.js';

const pairs = (items: readonly string[]): string[] => items.flatMap((item, index) => [`t${index}`, item]);
const fruit = ['Apple', 'Banana', 'Cherry', 'Date', 'Elder', 'Fig', 'Grape', 'Hazel'];
const checks = (on: readonly string[]): string[] =>
  fruit.flatMap((item) => [item.slice(0, 2).toLowerCase(), item, on.includes(item) ? 'on' : 'off']);

// They wait for most of their time, each for a program of its own.
describe.concurrent.each(sizes)('at %s', (size) => {
  describe.each(['whiptail', 'dialog'])('%s', (program) => {
    const at = (...args: readonly string[]) => box(size, [program, ...args]);

    it('chooses from a menu by tag or description, wherever it starts', async () => {
      const menu = (start: string) =>
        at('--default-item', start, '--menu', 'Choose a fruit', '17', '50', '8', ...pairs(fruit));
      const byName = await play({ ...menu('t3'), before: ['down'] }, [
        { when: 'fruit', task: one('Banana') },
      ]);
      expect(chosen(byName)).toBe('<0:t1>');
      expect(chosen(await play(menu('t7'), [{ when: 'fruit', task: one('t4') }]))).toBe('<0:t4>');
    });

    it('chooses from a menu longer than its window, up and down', async () => {
      const many = Array.from({ length: 30 }, (_, index) => `Item number ${index + 100}`);
      const menu = (start: string) =>
        at('--default-item', start, '--menu', 'Choose', '14', '50', '5', ...pairs(many));
      expect(chosen(await play(menu('t2'), [{ when: 'Choose', task: one('Item number 128') }]))).toBe(
        '<0:t28>',
      );
      expect(chosen(await play(menu('t25'), [{ when: 'Choose', task: one('number 101') }]))).toBe('<0:t1>');
    });

    it('C47: ticks exactly the wanted ones in a list that scrolls', async () => {
      const list = at(
        '--separate-output',
        '--checklist',
        'Pick some',
        '12',
        '50',
        '4',
        ...checks(['Apple', 'Fig']),
      );
      const played = await play({ ...list, before: ['down', 'down'] }, [
        { when: 'Pick', task: only('Cherry', 'Hazel', 'Fig') },
      ]);
      expect(chosen(played)).toBe('<0:ch fi ha>');
    });

    it('ticks more, and fewer', async () => {
      const list = at(
        '--separate-output',
        '--checklist',
        'Pick some',
        '16',
        '50',
        '8',
        ...checks(['Apple', 'Fig']),
      );
      expect(chosen(await play(list, [{ when: 'Pick', task: add('da', 'Apple') }]))).toBe('<0:ap da fi>');
      expect(chosen(await play(list, [{ when: 'Pick', task: remove('Fig', 'Grape') }]))).toBe('<0:ap>');
    });

    it('C47: chooses one of a radio list', async () => {
      const list = at('--radiolist', 'Pick one', '12', '50', '4', ...checks(['Elder']));
      expect(chosen(await play(list, [{ when: 'Pick', task: one('Hazel') }]))).toBe('<0:ha>');
      expect(chosen(await play({ ...list, before: ['down'] }, [{ when: 'Pick', task: one('Apple') }]))).toBe(
        '<0:ap>',
      );
    });

    it('lists what is there for an absent and an ambiguous label, having changed nothing', async () => {
      const list = at(
        '--checklist',
        'Pick some',
        '12',
        '50',
        '4',
        ...checks(['Apple']),
        'x',
        'Grapefruit',
        'off',
      );
      const absent = await play(list, [{ when: 'Pick', task: only('Apple', 'Kiwi') }]);
      const there = [...fruit, 'Grapefruit'];
      expect(absent.ends[0]).toMatchObject({ failure: { reason: 'absent', label: 'Kiwi' } });
      const listed = absent.ends[0] as { failure: { there: readonly string[] } };
      expect(listed.failure.there.map((text) => text.split(' ').at(-1))).toEqual(there);
      const ambiguous = await play(list, [{ when: 'Pick', task: only('Grapef', 'ape') }]);
      expect(ambiguous.ends[0]).toMatchObject({ failure: { reason: 'ambiguous', label: 'ape' } });
      expect([...absent.typed, ...ambiguous.typed].some((text) => text.includes(' '))).toBe(false);
    });

    it('fills an input box that holds a default', async () => {
      const input = at('--inputbox', 'Your full name', '10', '50', 'nobody at all');
      const played = await play(input, [{ when: 'name', task: fillIn({ 'Your full name': 'Ada L.' }) }]);
      expect(chosen(played)).toBe('<0:Ada L.>');
      const long = 'a rather long value that is wider than the field it goes into, by far';
      expect(chosen(await play(input, [{ when: 'name', task: fillIn({ name: long }) }]))).toBe(`<0:${long}>`);
    });

    it('C54: gives a secret to a password box as a move of its own', async () => {
      const input = at('--passwordbox', 'Password for root', '10', '50', 'old');
      const played = await play(input, [{ when: 'root', task: fillIn({ Password: { secret: 'pw' } }) }]);
      expect(chosen(played)).toBe('<0:secret pw>');
      expect(played.typed).toContain('<pw>');
    });

    it('presses a button, and comes back to the first', async () => {
      const yesNo = at('--yesno', 'Really?', '10', '50');
      expect(chosen(await play(yesNo, [{ when: 'Really', task: button('No') }]))).toBe('<1:>');
      expect(
        chosen(await play({ ...yesNo, before: ['tab'] }, [{ when: 'Really', task: button('Yes') }])),
      ).toBe('<0:>');
      const menu = at('--menu', 'Choose', '14', '50', '4', ...pairs(fruit));
      expect(chosen(await play(menu, [{ when: 'Choose', task: button('Cancel') }]))).toBe('<1:>');
      const confirm: [string] = ['<Cancel>'];
      const select = { kind: 'select', mode: 'one', labels: ['Fig'], confirm } as const;
      expect(chosen(await play(menu, [{ when: 'Choose', task: select }]))).toBe('<1:>');
    });

    it('chooses although the focus is on a button', async () => {
      const menu = at('--menu', 'Choose', '17', '50', '8', ...pairs(fruit));
      expect(chosen(await play({ ...menu, before: ['tab'] }, [{ when: 'Choose', task: one('Fig') }]))).toBe(
        '<0:t5>',
      );
      const list = at('--checklist', 'Pick', '17', '50', '8', ...checks([]));
      const played = await play({ ...list, before: ['tab', 'tab'] }, [{ when: 'Pick', task: only('Fig') }]);
      expect(chosen(played)).toMatch(/^<0:"?fi"?>$/);
    });

    it('C55: answers two boxes of the same title, each in its own', async () => {
      const first = [program, '--passwordbox', 'Password', '10', '50'];
      const played = await play(box(size, first, first), [
        { when: 'Password', task: fillIn({ Password: { secret: 'one' } }) },
        { when: 'Password', task: fillIn({ Password: { secret: 'two' } }) },
      ]);
      expect(chosen(played)).toBe('<0:secret one><0:secret two>');
    });
  });

  it('whiptail --fullbuttons: lists, fields and buttons drawn as boxes', async () => {
    const at = (...args: readonly string[]) => box(size, ['whiptail', '--fullbuttons', ...args]);
    const menu = at('--menu', 'Choose', '20', '60', '8', ...pairs(fruit));
    expect(chosen(await play(menu, [{ when: 'Choose', task: one('Fig') }]))).toBe('<0:t5>');
    expect(chosen(await play({ ...menu, before: ['tab'] }, [{ when: 'Choose', task: one('Date') }]))).toBe(
      '<0:t3>',
    );
    expect(chosen(await play(menu, [{ when: 'Choose', task: button('Cancel') }]))).toBe('<1:>');
    const list = at('--separate-output', '--checklist', 'Pick', '20', '60', '8', ...checks(['Apple']));
    expect(chosen(await play(list, [{ when: 'Pick', task: only('Fig', 'Date') }]))).toBe('<0:da fi>');
    const radio = at('--radiolist', 'Pick', '20', '60', '8', ...checks(['Apple']));
    expect(chosen(await play(radio, [{ when: 'Pick', task: one('Hazel') }]))).toBe('<0:ha>');
    const field = at('--inputbox', 'Full name', '13', '60', 'nobody');
    expect(chosen(await play(field, [{ when: 'name', task: fillIn({ 'Full name': 'Ada' }) }]))).toBe(
      '<0:Ada>',
    );
    const hidden = at('--passwordbox', 'Password', '13', '60', 'old');
    const task = fillIn({ Password: { secret: 'pw' } });
    expect(chosen(await play(hidden, [{ when: 'Password', task }]))).toBe('<0:secret pw>');
    const question = at('--yesno', 'Really?', '12', '60');
    expect(chosen(await play(question, [{ when: 'Really', task: button('No') }]))).toBe('<1:>');
    const message = at('--msgbox', 'Finished', '12', '60');
    expect(chosen(await play(message, [{ when: 'Finished', task: button('Ok') }]))).toBe('<0:>');
  });

  it.each(['vt100', 'linux', 'ansi'])('dialog on a %s', async (TERM) => {
    const at = (...args: readonly string[]) => ({ ...box(size, ['dialog', ...args]), env: { TERM } });
    const menu = at('--default-item', 't2', '--menu', 'Choose', '17', '50', '8', ...pairs(fruit));
    expect(chosen(await play(menu, [{ when: 'Choose', task: one('Fig') }]))).toBe('<0:t5>');
    expect(chosen(await play(menu, [{ when: 'Choose', task: one('t0') }]))).toBe('<0:t0>');
    expect(chosen(await play(menu, [{ when: 'Choose', task: button('Cancel') }]))).toBe('<1:>');
    const short = at('--no-items', '--menu', 'Choose', '12', '50', '4', ...fruit);
    expect(chosen(await play(short, [{ when: 'Choose', task: one('Hazel') }]))).toBe('<0:Hazel>');
    const list = at('--separate-output', '--checklist', 'Pick', '12', '50', '4', ...checks(['Apple']));
    expect(chosen(await play(list, [{ when: 'Pick', task: only('Fig', 'Date') }]))).toBe('<0:da fi>');
    const radio = at('--radiolist', 'Pick', '12', '50', '4', ...checks(['Apple']));
    expect(chosen(await play(radio, [{ when: 'Pick', task: one('Hazel') }]))).toBe('<0:ha>');
    const field = at('--inputbox', 'Full name', '10', '50', 'nobody');
    expect(chosen(await play(field, [{ when: 'name', task: fillIn({ 'Full name': 'Ada' }) }]))).toBe(
      '<0:Ada>',
    );
    const question = at('--yesno', 'Really?', '10', '50');
    expect(chosen(await play(question, [{ when: 'Really', task: button('No') }]))).toBe('<1:>');
  });

  it.each(['vt100', 'linux', 'ansi'])('a form of dialog on a %s', async (TERM) => {
    const rows = (...values: readonly string[]) =>
      ['User', 'Full name', 'Shell'].flatMap((label, at) => {
        const row = String(at + 1);
        return [label, row, '1', values[at] ?? '', row, '12', '20', '0'];
      });
    const form = (...values: readonly string[]) => ({
      ...box(size, ['dialog', '--form', 'Account', '12', '50', '3', ...rows(...values)]),
      env: { TERM },
    });
    const task = fillIn({ Shell: '/bin/sh', User: 'ada', 'Full name': 'Ada L' });
    for (const before of [[], ['', 'nobody'], ['root', 'nobody', '/bin/false']])
      expect(chosen(await play(form(...before), [{ when: 'Shell', task }]))).toBe('<0:ada Ada L /bin/sh>');
    const one = fillIn({ 'Full name': 'Ada L' });
    expect(chosen(await play(form('root', '', '/bin/false'), [{ when: 'Shell', task: one }]))).toBe(
      '<0:root Ada L /bin/false>',
    );
  });

  it('goes on after a gauge, and presses the only button of a message', async () => {
    const source = [
      'whiptail --menu Choose 14 50 3 a Apple b Banana 3>&1 1>&2 2>&3 3>&-',
      'for i in 20 60 100; do echo $i; done | dialog --gauge Working 8 50 0',
      'whiptail --msgbox Finished 8 50; dialog --msgbox Goodbye 8 50; clear; echo "CHOSEN $?"',
    ].join('; ');
    const played = await play({ argv: ['/bin/sh', '-c', source], size }, [
      { when: 'Choose', task: one('Banana') },
      { when: 'Finished', task: button('Ok') },
      { when: 'Goodbye', task: button('OK') },
    ]);
    expect(chosen(played)).toBe('0');
  });

  it('Enter is not pressed while dialog would take it for another button', async () => {
    const menu = [
      'dialog',
      '--default-button',
      'cancel',
      '--menu',
      'Choose',
      '14',
      '50',
      '4',
      ...pairs(fruit),
    ];
    expect(chosen(await play(box(size, menu), [{ when: 'Choose', task: one('Fig') }]))).toBe('<0:t5>');
  });

  it('fills a form that hides every field', async () => {
    const fields = ['Old:', '1', '1', 'x', '1', '12', '20', '0', 'New:', '2', '1', '', '2', '12', '20', '0'];
    const program = box(size, ['dialog', '--passwordform', 'Change it', '14', '60', '3', ...fields]);
    const task = fillIn({ New: { secret: 'b' }, Old: { secret: 'a' } });
    expect(chosen(await play(program, [{ when: 'Change', task }]))).toBe('<0:secret a secret b>');
  });

  it('fills a form, field by field', async () => {
    const form = ['--form', 'Account', '14', '60', '3'];
    const fields = ['User:', 'Full name:', 'Home dir:', 'Shell:', 'Group:'].flatMap((label, index) => [
      ...[label, String(index + 1), '1', `old${index}`, String(index + 1), '14', '20', '0'],
    ]);
    const values = { 'Home dir': '/srv/ada', User: 'ada', Group: '' };
    const played = await play(box(size, ['dialog', ...form, ...fields]), [
      { when: 'Account', task: fillIn(values) },
    ]);
    expect(chosen(played)).toBe('<0:ada old1 /srv/ada old3>');
  });

  it('does not guess which of two fields of one label is meant, and fills another beside them', async () => {
    const fields = ['Host:', 'Host:', 'Port:'].flatMap((label, index) => {
      const row = String(index + 1);
      return [label, row, '1', `old${row}`, row, '12', '20', '0'];
    });
    const program = box(size, ['dialog', '--form', 'Servers', '14', '60', '3', ...fields]);
    const { ends, typed } = await play(program, [{ when: 'Servers', task: fillIn({ Host: 'x' }) }]);
    const there = ['Host:', 'Host:', 'Port:'];
    expect(ends).toEqual([{ kind: 'fail', failure: { reason: 'ambiguous', label: 'Host', there } }]);
    expect(typed).not.toContain('x');
    const other = await play(program, [{ when: 'Servers', task: fillIn({ Port: '80' }) }]);
    expect(chosen(other)).toBe('<0:old1 old2 80>');
  });

  it('fills a form with a hidden field', async () => {
    const fields = [
      'User:',
      '1',
      '1',
      'joe',
      '1',
      '12',
      '20',
      '0',
      '0',
      'Password:',
      '2',
      '1',
      'x',
      '2',
      '12',
      '20',
      '0',
      '1',
    ];
    const program = box(size, ['dialog', '--mixedform', 'Log in', '14', '60', '3', ...fields]);
    const task = fillIn({ Password: { secret: 'pw' }, User: 'ada' });
    expect(chosen(await play(program, [{ when: 'Log in', task }]))).toBe('<0:ada secret pw>');
  });
});
