import { describe, expect, it } from 'vitest';
import { play } from './play.js';
import { add, bash, chosen, one, only, remove, sizes } from './programs.js';

const names = [
  'Africa',
  'America',
  'Antarctica',
  'Arctic Ocean',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Etc',
  'US',
];

/** Prints names in an order of its own, as debconf lays them out in columns, and says which was chosen. */
const debconf = (columns: number, question: string): string => `
  names=(${names.map((name) => `"${name}"`).join(' ')})
  mapfile -t names < <(printf '%s\\n' "\${names[@]}" | shuf)
  count=\${#names[@]}; rows=$(((count + ${columns} - 1) / ${columns}))
  printf 'Please select the geographic area in which you live.\\n\\n'
  for ((row = 0; row < rows; row++)); do
    for ((at = row; at < count; at += rows)); do printf '  %-18s' "$((at + 1)). \${names[at]}"; done
    printf '\\n'
  done
  printf '\\n'
  ${question}
  for number in $answer; do all="$all<\${names[number - 1]}>"; done
  echo "CHOSEN $all"`;

// They wait for most of their time, each for a program of its own.
describe.concurrent.each(sizes)('at %s', (size) => {
  it.each([1, 2, 3])('C46: numbers in any order, in %i columns, as debconf prints them', async (columns) => {
    const question = `read -p 'Geographic area: ' answer`;
    for (const label of ['Europe', 'Arctic Ocean', 'US']) {
      const program = bash(size, debconf(columns, question));
      expect(chosen(await play(program, [{ when: 'area:', task: one(label) }]))).toBe(`<${label}>`);
    }
  });

  it('several numbers, separated as the program asks for', async () => {
    const hint = `printf '(Enter the items you want to select, separated by spaces.)\\n\\n'`;
    const program = bash(size, debconf(2, `${hint}; read -p 'Areas to keep: ' answer`));
    const played = await play(program, [{ when: 'keep:', task: only('Asia', 'Etc') }]);
    expect(chosen(played)).toBe('<Asia><Etc>');
  });

  it('replaces what readline has filled in', async () => {
    const program = bash(size, debconf(2, `read -e -i 3 -p 'Geographic area: ' answer`));
    expect(chosen(await play(program, [{ when: 'area:', task: one('Atlantic') }]))).toBe('<Atlantic>');
  });

  it('replaces a name that is filled in behind brackets', async () => {
    const source = `printf ' %s\\n' '1) Apple' '2) Pear'; read -e -i Apple -p 'Fruit [1-2] ' n; echo "CHOSEN <$n>"`;
    expect(chosen(await play(bash(size, source), [{ when: 'Fruit', task: one('Pear') }]))).toBe('<2>');
  });

  /** A program that shows what is chosen now, in brackets or filled in; Enter alone keeps it. */
  const parts = (question: string): string => `
    printf '  %s\\n' '1. Compiler' '2. Debugger' '3. Docs' '4. Tests'
    printf '\\n(Enter the items you want to select, separated by spaces.)\\n\\n'
    ${question}; echo "CHOSEN <$answer>"`;

  it.each([
    ['in brackets', `read -p 'Parts to install [1 3]: ' answer`],
    ['in brackets, with commas', `read -p 'Parts to install, by commas (default: 1,3) ' answer`],
    ['as a range and a number', `read -p 'Parts to install [1-1 3]? ' answer`],
    ['filled in', `read -e -i '1 3' -p 'Parts to install: ' answer`],
  ])('adds to, and takes from, what is shown %s', async (_, question) => {
    const program = bash(size, parts(question));
    const numbers = async (task: ReturnType<typeof one>): Promise<string> =>
      chosen(await play(program, [{ when: 'Parts', task }])).replaceAll(',', ' ');
    expect(await numbers(add('Tests', 'Docs'))).toBe('<1 3 4>');
    expect(await numbers(remove('Docs', 'Debugger'))).toBe('<1>');
    expect(await numbers(only('Debugger'))).toBe('<2>');
  });

  it('takes away the last one only where nothing typed means nothing', async () => {
    const filled = bash(size, parts(`read -e -i 3 -p 'Parts to install: ' answer`));
    expect(chosen(await play(filled, [{ when: 'Parts', task: remove('Docs') }]))).toBe('<>');
    const kept = bash(size, parts(`read -p 'Parts to install [3]: ' answer`));
    const { ends, typed } = await play(kept, [{ when: 'Parts', task: remove('Docs') }]);
    const there = ['Compiler', 'Debugger', 'Docs', 'Tests'];
    expect(ends).toEqual([{ kind: 'fail', failure: { reason: 'none left', label: 'Docs', there } }]);
    expect(typed).toEqual([]);
  });

  it.each(['Parts to install: ', 'Parts to install [1-4]: ', 'Parts to install [y/n]: '])(
    'adds nothing at "%s", which does not show what is chosen',
    async (prompt) => {
      const program = bash(size, parts(`read -p '${prompt}' answer`));
      const { ends } = await play(program, [{ when: 'Parts', task: add('Docs') }]);
      const there = ['Compiler', 'Debugger', 'Docs', 'Tests'];
      expect(ends).toEqual([{ kind: 'fail', failure: { reason: 'choice hidden', label: 'Docs', there } }]);
    },
  );

  it.each([40, 80, 200])('bash select, COLUMNS=%i', async (columns) => {
    const source = `COLUMNS=${columns}; select x in ${names.map((name) => `"${name}"`).join(' ')}; do echo "CHOSEN <$x>"; break; done`;
    for (const label of ['Africa', 'Asia', 'US']) {
      expect(chosen(await play(bash(size, source), [{ when: '#?', task: one(label) }]))).toBe(`<${label}>`);
    }
  });

  it('a list of which the beginning has scrolled off the screen', async () => {
    const program = bash(
      size,
      `for i in $(seq 1 90); do echo "  $i:  item $((i * 7))x"; done; read -p 'Select File: ' n; echo "CHOSEN <$n>"`,
    );
    expect(chosen(await play(program, [{ when: 'File:', task: one('item 14x') }]))).toBe('<2>');
  });

  it.each(['Select a number (1-2) and press Enter ', 'Choice (1-2), default 1 ', 'Choice [1-2] or Enter '])(
    'erases nothing of the prompt "%s"',
    async (prompt) => {
      const source = `printf ' %s\\n' '1) Apple' '2) Pear'; read -e -p '${prompt}' n; echo "CHOSEN <$n>"`;
      const played = await play(bash(size, source), [{ when: 'Apple', task: one('Pear') }]);
      expect(chosen(played)).toBe('<2>');
      expect(played.typed).toEqual(['2', '\r']);
    },
  );

  it.each([
    ['its own mark before the one that holds now', ['* 1) Apple', '  2) Pear', '  3) Plum'], 'Plum', '3'],
    ['an exit far behind', [' 1) Apple', ' 2) Pear', ' 99) Exit'], 'Pear', '2'],
    ['an exit far behind, which is taken', [' 1) Apple', ' 2) Pear', ' 99) Exit'], 'Exit', '99'],
    ['lines below that go on with an entry', [' 1) Apple', '    the red one', ' 2) Pear'], 'Apple', '1'],
    [
      'lines below that the label has too',
      ['1. Apple', '   sweet', '2. Apple', '   sour', '3. Pear'],
      'Apple sour',
      '2',
    ],
  ])('a menu with %s', async (_, lines, label, number) => {
    const source = `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')}; read -p 'Choice: ' n; echo "CHOSEN <$n>"`;
    const played = await play(bash(size, source), [{ when: 'Choice:', task: one(label) }]);
    expect(chosen(played)).toBe(`<${number}>`);
  });

  it.each([
    ['/usr/bin/zzgamma', '3'],
    ['auto mode', '0'],
    ['/usr/bin/zzal', '2'],
  ])('the table that update-alternatives prints: %s', async (label, number) => {
    const rows = [
      'There are 3 choices for the alternative zz (providing /usr/bin/zz).',
      '',
      '  Selection    Path               Priority   Status',
      '------------------------------------------------------------',
      '* 0            /usr/bin/zzalpha    50        auto mode',
      '  1            /usr/bin/zzalpha    50        manual mode',
      '  2            /usr/bin/zzal       40        manual mode',
      '  3            /usr/bin/zzgamma    30        manual mode',
      '',
    ];
    const prompt = 'Press <enter> to keep the current choice[*], or type selection number: ';
    const source = `printf '%s\\n' ${rows.map((row) => `'${row}'`).join(' ')}; read -p '${prompt}' n; echo "CHOSEN <$n>"`;
    const played = await play(bash(size, source), [{ when: 'selection number:', task: one(label) }]);
    expect(chosen(played)).toBe(`<${number}>`);
  });

  it('tzselect, from the continent to the end', async () => {
    const program = { argv: ['/usr/bin/tzselect'] as const, size };
    const played = await play(program, [
      { when: '#?', task: one('Europe') },
      { when: '#?', task: one('Germany') },
      { when: '#?', task: one('most of Germany') },
      { when: '#?', task: one('Yes') },
    ]);
    expect(played.ends).toEqual(Array.from({ length: 4 }, () => ({ kind: 'done' })));
    expect(played.output).toMatch(/Europe\/Berlin\s*$/);
  });

  it('names what is there when a label is absent, and guesses nothing from a list in running text', async () => {
    const absent = await play(bash(size, debconf(2, `read -p 'Area: ' answer`)), [
      { when: 'Area:', task: one('Mars') },
    ]);
    const end = absent.ends[0] as { failure: { reason: string; there: readonly string[] } };
    expect(end.failure.reason).toBe('absent');
    expect([...end.failure.there].sort()).toEqual([...names].sort());
    const text = `printf 'Section\\n  3. You may not\\n  7. resell it\\n\\n'; read -p 'Accept? ' answer`;
    const none = await play(bash(size, text), [{ when: 'Accept?', task: one('resell it') }]);
    expect(none.ends[0]).toEqual({
      kind: 'fail',
      failure: { reason: 'no widget', label: 'resell it', there: [] },
    });
  });
});
