import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Screen } from '../../src/screen.js';
import { runsThat, stage, textOf } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'unattend-programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const size = { columns: 80, rows: 24 };
const sizes = [size, { columns: 100, rows: 40 }, { columns: 132, rows: 43 }];
const has = (text: string) => (screen: Screen) => textOf(screen).includes(text);
const rowOf = (screen: Screen, text: string): number =>
  screen.lines.findIndex((line) => line.text.includes(text));

describe.each(sizes)('on a terminal of $columns by $rows', (of) => {
  it('a whiptail menu shows what is selected, and arrows move it', async () => {
    const result = join(folder, `menu-${of.columns}`);
    await using menu = stage(
      `whiptail --title Tools --menu "Pick one" 15 50 4 a Alpha b Beta c Gamma d Delta 2>${result}`,
      of,
    );
    // The selected item is the one whose background is neither the window's nor the border's.
    const selected = (screen: Screen): string | undefined => {
      const row = (name: string) =>
        screen.lines[rowOf(screen, name)]?.runs.find((run) => run.text.includes(name));
      const looks = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((name) => ({
        name,
        look: row(name)?.style.background,
      }));
      const odd = looks.filter((one) => looks.filter((other) => other.look === one.look).length === 1);
      return odd.length === 1 ? odd[0]?.name : undefined;
    };
    expect(
      (await menu.shows('the first item selected', (screen) => selected(screen) === 'Alpha')).isAlternate,
    ).toBe(true);
    menu.press('down', 'down');
    await menu.shows('the third item selected', (screen) => selected(screen) === 'Gamma');
    menu.press('up');
    await menu.shows('the second item selected', (screen) => selected(screen) === 'Beta');
    menu.press('enter');
    expect(await menu.completion).toEqual({ kind: 'exit', exitCode: 0 });
    expect(readFileSync(result, 'utf8')).toBe('b');
    expect((await menu.screen()).isAlternate).toBe(false);
  });

  it('C42: a dialog check-box list, which takes application-mode arrows only, is ticked', async () => {
    const result = join(folder, `list-${of.columns}`);
    await using list = stage(
      `dialog --checklist "Select" 15 50 4 a Compiler off b Debugger on c Docs off 2>${result}`,
      of,
    );
    const ticks = (screen: Screen): string =>
      ['Compiler', 'Debugger', 'Docs']
        .map((name) => /\[(.)\]/.exec(screen.lines[rowOf(screen, name)]?.text ?? '')?.[1])
        .join();
    await list.shows('the list', (screen) => ticks(screen) === ' ,*, ');
    expect(list.output()).toContain('\x1b[?1h');
    list.press('space', 'down', 'down', 'space');
    await list.shows('two more ticks', (screen) => ticks(screen) === '*,*,*');
    list.press('enter');
    await list.completion;
    expect(readFileSync(result, 'utf8')).toBe('a b c');
  });

  it('less shows its pages, what it found, and its prompt', async () => {
    const file = join(folder, 'lines');
    writeFileSync(file, Array.from({ length: 200 }, (_, at) => `line ${at + 1} of a long text\n`).join(''));
    await using pager = stage(`less ${file}`, of);
    await pager.shows(
      'the first page and its prompt',
      (screen) =>
        has(`line ${of.rows - 1} of`)(screen) &&
        runsThat(screen, (run) => run.style.isInverse).join('|') === file,
    );
    pager.press('page-down');
    await pager.shows(
      'the second page',
      (screen) => screen.lines[0]?.text === `line ${of.rows} of a long text`,
    );
    pager.type('/line 150\r');
    const found = await pager.shows(
      'what was searched for',
      (screen) => screen.lines[0]?.text.startsWith('line 150 ') === true,
    );
    expect(runsThat(found, (run) => run.style.isInverse)).toContain('line 150');
    pager.type('q');
    expect(await pager.completion).toEqual({ kind: 'exit', exitCode: 0 });
  });

  it('C32: vi edits a file', async () => {
    const file = join(folder, `edited-${of.columns}`);
    writeFileSync(file, 'one\ntwo\nthree\n');
    await using editor = stage(`vi -u NONE ${file}`, of);
    const opened = await editor.shows(
      'the file',
      (screen) => screen.lines[3]?.text === '~' && screen.cursor.row === 0,
    );
    expect(opened.lines.slice(0, 4).map((line) => line.text)).toEqual(['one', 'two', 'three', '~']);
    editor.press('j');
    await editor.shows('the cursor on the second line', (screen) => screen.cursor.row === 1);
    editor.type('cwzwei');
    await editor.shows(
      'the word changed',
      (screen) => screen.lines[1]?.text === 'zwei' && screen.cursor.column === 4,
    );
    editor.press('escape');
    editor.type(':wq\r');
    expect(await editor.completion).toEqual({ kind: 'exit', exitCode: 0 });
    expect(readFileSync(file, 'utf8')).toBe('one\nzwei\nthree\n');
  });

  it('top draws over itself', async () => {
    await using table = stage('top -d 0.1', of);
    const screen = await table.shows(
      'the table drawn many times',
      (now) => table.output().split('\x1b[H').length > 10 && has('PID')(now) && has('COMMAND')(now),
    );
    expect(screen.lines[0]?.text).toMatch(/^top - /);
    expect(screen.lines.filter((line) => line.text.startsWith('top - '))).toHaveLength(1);
    table.type('q');
    expect(await table.completion).toEqual({ kind: 'exit', exitCode: 0 });
  });
});

describe('C34: a shell', () => {
  it('edits its line with left and delete, and goes up in its history', async () => {
    await using shell = stage('PS1="ready> " HISTFILE= exec bash --norc --noprofile -i', size);
    await shell.shows(
      'the prompt',
      (screen) => screen.lines[0]?.text === 'ready>' && screen.cursor.column === 7,
    );
    shell.type('echo abcd');
    shell.press('left', 'left', 'delete');
    const edited = await shell.shows(
      'the line edited',
      (screen) => screen.lines[0]?.text === 'ready> echo abd',
    );
    expect(edited.cursor).toEqual({ row: 0, column: 14, isVisible: true });
    shell.press('enter');
    await shell.shows(
      'its output and the prompt',
      ({ lines, cursor }) =>
        lines[1]?.text === 'abd' && lines[2]?.text === 'ready>' && cursor.row === 2 && cursor.column === 7,
    );
    shell.press('up');
    const again = await shell.shows(
      'the line again',
      (screen) => screen.lines[2]?.text === 'ready> echo abd',
    );
    expect(again.cursor).toEqual({ row: 2, column: 15, isVisible: true });
  });

  it('scrolls: twenty lines leave the last ones and the prompt', async () => {
    await using shell = stage('PS1="ready> " HISTFILE= exec bash --norc --noprofile -i', {
      columns: 40,
      rows: 10,
    });
    await shell.shows('the prompt', (screen) => screen.lines[0]?.text === 'ready>');
    shell.type('for i in {1..20}; do echo "l $i"; done\r');
    const screen = await shell.shows(
      'the last line and the prompt',
      ({ lines, cursor }) => lines[8]?.text === 'l 20' && lines[9]?.text === 'ready>' && cursor.column === 7,
    );
    expect(screen.lines.map((line) => line.text)).toEqual([
      ...Array.from({ length: 9 }, (_, at) => `l ${at + 12}`),
      'ready>',
    ]);
    expect(screen.cursor).toEqual({ row: 9, column: 7, isVisible: true });
  });
});

describe('C36: colours and queries', () => {
  it('delivers replies to the program, and shows none of them', async () => {
    await using program = stage(`exec python3 ${join(import.meta.dirname, 'fixtures/queries.py')}`, size);
    expect(await program.completion).toEqual({ kind: 'exit', exitCode: 0 });
    const shown = (await program.screen()).lines.map((line) => line.text).filter((text) => text !== '');
    expect(shown).toEqual([
      'told',
      String.raw`b'\x1b[3;5R'`,
      String.raw`b'\x1b]11;rgb:0000/0000/0000\x07'`,
      String.raw`b'\x1b]11;rgb:0000/0000/0000\x1b\\'`,
      String.raw`b'\x1b[?1;2c'`,
    ]);
  });

  it('shows colours', async () => {
    await using program = stage(
      `TERM=xterm tput bold; tput setaf 1; printf red; tput sgr0; printf ' plain '; tput smso; printf chosen; tput rmso; echo; read x`,
      size,
    );
    const screen = await program.shows('the line', has('red plain chosen'));
    expect(runsThat(screen, (run) => run.style.foreground === 1 && run.style.isBold)).toEqual(['red']);
    expect(runsThat(screen, (run) => run.style.isInverse)).toEqual(['chosen']);
  });
});

describe('C37: after a resize', () => {
  it('the screen that has settled is the same 30 times of 30', async () => {
    const file = join(folder, 'wide');
    writeFileSync(file, Array.from({ length: 99 }, (_, at) => `${at + 1} ${'wide '.repeat(18)}|\n`).join(''));
    const body = (screen: Screen): string => textOf(screen).split('\n').slice(0, -1).join('\n');
    /** All rows but the last, in which less prompts. */
    const expected = (of: typeof size): string => {
      const rows = readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => line.match(new RegExp(`.{1,${of.columns}}`, 'g')) ?? []);
      return rows
        .map((row) => row.trimEnd())
        .slice(0, of.rows - 1)
        .join('\n');
    };
    await using pager = stage(`less ${file}`, size);
    await pager.shows('the first page', (screen) => body(screen) === expected(size));
    let same = 0;
    for (let round = 0; round < 30; round++) {
      const of = [{ columns: 60, rows: 15 }, { columns: 100, rows: 40 }, size][round % 3] ?? size;
      // While it still works at the redraw before, less may miss the signal.
      await pager.waits();
      await pager.resize(of);
      // less ends each redraw with its prompt.
      const screen = await pager.shows(
        `a redraw at ${of.columns} by ${of.rows}`,
        (now) =>
          body(now) === expected(of) && now.lines.at(-1)?.text === ':' && now.cursor.row === of.rows - 1,
      );
      if (screen.columns === of.columns && screen.rows === of.rows) same++;
    }
    expect(same).toBe(30);
  });
});
