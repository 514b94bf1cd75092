import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/index.js';
import { conformance, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';
import { deliveries } from './support/deliver.js';
import { createStage } from './support/stage.js';

const conforms = conformance();
const size = { columns: 80, rows: 24 };

conforms('C34: keys move the cursor of a shell, lines scroll it', async (stage) => {
  await using shell = await stage.start('shell.sh', { size });
  const { program } = shell;
  await program.expect(/\$ $/);
  await program.type('echo abcd');
  await program.press('left', 'left');
  await program.expect({ raw: '\b\b' });
  const moved = await program.screen();
  expect(moved.lines[0]?.text).toBe('$ echo abcd');
  expect(moved.cursor).toMatchObject({ row: 0, column: 9 });
  await program.press('delete', 'enter');
  await program.expect(/^abd\n\$ $/);
  await program.press('up');
  await program.expect({ screen: '$ echo abd', row: 3 });
  const recalled = await program.screen();
  expect(recalled.lines.slice(0, 3).map(({ text }) => text)).toEqual(['$ echo abd', 'abd', '$ echo abd']);
  expect(recalled.cursor).toMatchObject({ row: 2, column: 10 });
  await program.press('enter');
  await program.answer('seq 30');
  await program.expect(/30\n\$ $/);
  const scrolled = await program.screen();
  expect(scrolled.lines.map(({ text }) => text)).toEqual([
    ...Array.from({ length: 23 }, (_, at) => String(at + 8)),
    '$',
  ]);
  expect(scrolled.cursor).toMatchObject({ row: 23, column: 2 });
});

conforms('C34: a menu is moved in by its keys', async (stage) => {
  await using menu = await stage.start('application-menu.pl', { size });
  await menu.program.expect({ screen: 'first', highlighted: true });
  await menu.program.press('down', 'down');
  await menu.program.expect({ screen: 'third', highlighted: true });
  await menu.program.press('up');
  await menu.program.expect({ screen: 'second', highlighted: true });
});

conforms(
  'C35: a screen pattern that must be unique and stands there twice is an error that says so',
  async (stage) => {
    const args = ['\\e[2J\\e[3;5HPort: 80\\e[9;5HPort: 81\\e[12;1H? ', ''];
    await using twice = await stage.start('screen-text.sh', { args, size });
    const failure = await failureOf(
      twice.program.dialogue([{ expect: { screen: 'Port:', unique: true }, answer: 'x' }], {
        timeoutMs: 5000 * patience,
      }),
    );
    expect(failure.errorName).toBe('SCREEN_AMBIGUOUS');
    expect(failure.details).toMatchObject({ places: 2 });
    expect(twice.typed()).toEqual([]);
    await using once = await stage.start('screen-text.sh', { args: [args[0] ?? '', 'went on'], size });
    await once.program.dialogue([
      { expect: { screen: 'Port: 81', unique: true, row: 9 }, answer: 'x' },
      { expect: 'went on' },
    ]);
  },
);

conforms('C36: a highlighted item is told from one that is not', async (stage) => {
  const menu = '\\e[2J\\e[1;1H  Yes  \\e[2;1H\\e[7m  No  \\e[0m\\e[3;1H\\e[31;47m Help \\e[0m\\e[5;1H';
  await using talk = await stage.start('screen-text.sh', { args: [menu, 'went on'], size });
  const { program } = talk;
  await program.expect({ screen: 'No', highlighted: true });
  const { errorName } = await failureOf(
    program.expect({ screen: 'Yes', highlighted: true }, { timeoutMs: 400 }),
  );
  expect(errorName).toBe('EXPECT_TIMEOUT');
  const help = (await program.screen()).lines[2]?.runs.find(({ text }) => text.includes('Help'));
  expect(help?.style).toMatchObject({ foreground: 1, background: 7 });
});

conforms('C36: queries for colour and cursor are answered, the answer is not echoed', async (stage) => {
  for (const [query, last, answer] of [
    ['\\e]11;?\\a', '', /answered \[ESC\]11;rgb:[0-9a-f]+\/[0-9a-f]+\/[0-9a-f]+(BEL|ESC\\)\]/],
    ['\\e[5;7H\\e[6n', 'R', /answered \[ESC\[5;7R\]/],
  ] as const) {
    await using talk = await stage.start('query.pl', { args: [query, last || 'rgb'], size });
    await talk.program.expect(answer);
    await talk.program.exit();
    // The program spells what it was answered; an echo would have the bytes, or ^[ for the first.
    expect(talk.output().toString()).not.toMatch(/(?:\x1b|\^\[)(?:\]11;rgb|\[5;7R)/);
    expect(talk.typed()).toEqual([]);
  }
});

conforms(
  'C37: after a resize the settled screen is the same thirty times',
  async (stage) => {
    await using frame = await stage.start('redraws.pl', { size });
    const { program } = frame;
    await program.expect({ screen: '24 of 24 rows, 80 columns' });
    for (let round = 0; round < 30; round++) {
      const next = round % 2 === 0 ? { columns: 100, rows: 30 } : size;
      await program.resize(next);
      const words = (row: number): string => `${row} of ${next.rows} rows, ${next.columns} columns`;
      await program.expect({ screen: words(next.rows) });
      await program.expect({ quietMs: 60 });
      const { lines } = await program.screen();
      expect(lines.map(({ text }) => text)).toEqual(
        Array.from({ length: next.rows }, (_, at) => words(at + 1)),
      );
    }
  },
  { isNotRecorded: true },
);

conforms(
  'C40: a query cut over writes gets one answer, an oversized sequence does no harm',
  async (stage) => {
    for (const query of [
      '\\e[3;4H\\e|[|6|n',
      `\\e[3;4H\\e]0;${'x'.repeat(20_000)}\\a\\e[6n`,
      `\\e[3;4H\\e[6|n`,
    ]) {
      await using talk = await stage.start('query.pl', { args: [query, 'R'], size });
      await talk.program.expect(/answered \[ESC\[3;4R\]/);
      await talk.program.exit();
    }
  },
);

conforms('C42: keys reach a menu that takes only those of the application mode', async (stage) => {
  await using menu = await stage.start('application-menu.pl', { size });
  await menu.program.dialogue([
    { expect: { screen: 'first', highlighted: true }, press: ['down', 'enter'] },
    { expect: 'chose second' },
  ]);
  await menu.program.exit();
});

conforms('C46: the right number of a menu in whatever order', async (stage) => {
  for (const order of [
    ['alpha', 'beta', 'gamma', 'beta two'],
    ['gamma', 'beta two', 'beta', 'alpha'],
    ['beta', 'alpha', 'beta two', 'gamma'],
  ]) {
    await using menu = await stage.start('numbered-menu.sh', { args: order, size });
    await menu.program.dialogue([{ expect: 'Which one?', select: 'beta' }, { expect: 'chose beta' }]);
    expect(menu.typed().join('')).toBe(`${order.indexOf('beta') + 1}\r`);
    await menu.program.exit();
  }
});

/** whiptail is not in the images. */
describe.each(deliveries)('with whiptail on the host, delivered %s', (delivery) => {
  const stage = createStage('host', delivery, undefined);
  const whiptail = (...words: string[]) =>
    stage.start(
      ['/bin/sh', '-c', 'whiptail "$@" 3>&2 2>&1 1>&3 | sed "s/^/result /"; sleep 0.1', 'sh', ...words],
      { size },
    );
  const items = ['a', 'Apples', 'off', 'b', 'Bananas', 'on', 'c', 'Cherries', 'off', 'd', 'Dates', 'on'];

  it('C47: of a check-box list exactly those that are named, wherever the cursor starts', async () => {
    for (const start of [[], ['--default-item', 'c'], ['--default-item', 'd']]) {
      await using list = await whiptail(...start, '--checklist', 'Fruit', '15', '50', '4', ...items);
      await list.program.expect({ screen: 'Fruit' });
      await list.program.select({ only: ['Apples', 'Dates'] });
      await list.program.expect(/result (.*)/);
      expect(list.program.match[1]?.trim()).toBe('"a" "d"');
    }
  });

  it('C47: of a radio list the one that is named', async () => {
    const radios = items.map((word, at) => (at % 3 === 2 ? (at === 5 ? 'on' : 'off') : word));
    for (const start of [[], ['--default-item', 'd']]) {
      await using list = await whiptail(...start, '--radiolist', 'Fruit', '15', '50', '4', ...radios);
      await list.program.expect({ screen: 'Fruit' });
      await list.program.select('Cherries');
      await list.program.expect(/result (.*)/);
      expect(list.program.match[1]?.trim()).toBe('c');
    }
  });

  it('C54: a password box gets the secret and shows it never, an input box does not get it', async () => {
    const secret = new Secret('tell-nobody', 'pass');
    await using hidden = await stage.start(
      [
        '/bin/sh',
        '-c',
        'x=$(whiptail --passwordbox "Password" 10 40 3>&1 1>&2 2>&3); echo "${#x} characters"',
      ],
      { size },
    );
    await hidden.program.dialogue([
      { expect: { screen: 'Password' }, answer: secret },
      { expect: '11 characters' },
    ]);
    expect(hidden.output().toString()).not.toContain('tell-nobody');
    await using shown = await stage.start(
      ['/bin/sh', '-c', 'x=$(whiptail --inputbox "User" 10 40 3>&1 1>&2 2>&3); echo "[$x] was left"'],
      { size },
    );
    const failure = await failureOf(shown.program.dialogue([{ expect: { screen: 'User' }, answer: secret }]));
    expect(failure.errorName).toBe('SECRET_VISIBLE');
    await shown.program.press('enter');
    await shown.program.expect('[] was left');
    expect(shown.output().toString()).not.toContain('tell-nobody');
  });

  it('C55: two boxes of one title get a secret each', async () => {
    const box = 'whiptail --title Key --passwordbox "Enter it" 10 40 3>&1 1>&2 2>&3';
    await using boxes = await stage.start(
      [
        '/bin/sh',
        '-c',
        `a=$(${box}); b=$(${box}); [ "$a/$b" = one-key/another-one ] && echo right || echo wrong`,
      ],
      { size },
    );
    const [first, second] = [new Secret('one-key', 'first'), new Secret('another-one', 'second')];
    await boxes.program.dialogue([
      { expect: { screen: 'Enter it', box: 'Key' }, answer: first },
      { expect: { screen: 'Enter it', box: 'Key' }, answer: second },
      { expect: /^(right|wrong)/ },
    ]);
    expect(boxes.program.match[1]).toBe('right');
    expect(boxes.typed()).toEqual(['<first>', '<second>']);
  });
});
