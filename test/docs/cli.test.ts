import { afterEach, describe, expect, test, vi } from 'vitest';
import { renderDrawings } from '../../src/cli/plan-text.js';
import { runCli } from '../../src/cli/program.js';
import { drawDialogues } from '../../src/script/draw-dialogue.js';
import { parseSession } from '../../src/script/parse-session.js';
import { catalogue, type ErrorName, UnattendError } from '../../src/errors.js';
import { samples } from '../report/samples.js';
import { codeOf, readPage, tableAfter } from './markdown.js';

const page = await readPage('docs/cli.md');
const rowsOf = (block: string): (readonly string[])[] =>
  tableAfter(page, page.indexOf(`<!-- made by bin/docs.mjs: ${block} -->`)).map(({ cells }) => cells);

afterEach(() => vi.restoreAllMocks());

/** What `--help` prints, its wrapped lines joined. */
async function help(...command: readonly string[]): Promise<string> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  expect(await runCli([...command, '--help'])).toBe(0);
  vi.restoreAllMocks();
  return text.replaceAll(/\n {4,}/g, ' ');
}

/** The lines of a section of it: what is declared, and its description with the default. */
function entries(text: string, section: string): [string, string][] {
  const [, body = ''] = text.split(`\n${section}:\n`);
  const [lines = ''] = body.split('\n\n');
  return lines.split('\n').map((line) => {
    const [term = '', ...words] = line.trim().split(/ {2,}/);
    return [term, words.join(' ')];
  });
}

const isOwn = ([flag]: readonly string[]): boolean => flag !== '-h, --help';

describe('the page says what --help says', () => {
  test('the commands', async () => {
    const said = entries(await help(), 'Commands').filter(([term]) => !term.startsWith('help '));
    expect(rowsOf('commands')).toEqual(
      said.map(([term, text]) => [`\`${term.replace(' [options]', '')}\``, text]),
    );
  });
  test('the flags of every command, and no others', async () => {
    const global = entries(await help(), 'Options').filter(isOwn);
    const said = global.map(([flag, text]) => ({ flag, command: flag === '--version' ? '' : 'every', text }));
    for (const [term] of rowsOf('commands')) {
      const command = /^\w+/.exec(codeOf(term))?.[0] ?? '';
      const own = entries(await help(command), 'Options').filter(isOwn);
      const shared = global.filter(([flag]) => flag !== '--version');
      expect(own).toEqual(expect.arrayContaining(shared));
      const names = shared.map(([flag]) => flag);
      said.push(
        ...own.filter(([flag]) => !names.includes(flag)).map(([flag, text]) => ({ flag, command, text })),
      );
    }
    const written = rowsOf('flags').map(([flag, command = '', text = '', value]) => ({
      flag: codeOf(flag),
      command,
      text: value === '' ? text : `${text} (default: "${codeOf(value)}")`,
    }));
    expect(written).toEqual(said);
  });
});

test('the drawing of a dialogue is what show --dialogue prints', () => {
  const script = [
    'unattend: 1',
    'params: { platform: { of: [A, B], default: A } }',
    'deploy:',
    '  - spawn: ./install.sh',
    '    fail-on: [No space left on device]',
    '    always: [{ expect: --More--, press: space }]',
    '    dialogue:',
    '      - { expect: Accept?, answer: yes }',
    '      - { expect: Overwrite?, answer: n, optional: true }',
    '      - { expect: Platform B support?, answer: y, when: { platform: B } }',
    '      - one-of:',
    '          - expect: Existing installation',
    '            answer: upgrade',
    '            then: [{ expect: Keep settings?, answer: y }]',
    '          - expect: Fresh installation',
    '      - any-order:',
    '          - { expect: "Country:", answer: CH }',
    '          - { expect: "Time zone:", answer: UTC }',
    '',
  ].join('\n');
  const drawings = renderDrawings(drawDialogues(parseSession('a.yaml', script), { platform: 'A' }));
  expect(page).toContain(`\`\`\`text\n${drawings}\`\`\`\n`);
});

test('every exit code of the catalogue is in the table', () => {
  const written = tableAfter(page, page.indexOf('## Exit codes')).map(({ cells: [code] }) => Number(code));
  const names = Object.keys(catalogue) as ErrorName[];
  const raised = names.map((name) => new UnattendError(name, samples[name]).exitCode);
  expect(written).toEqual([...new Set([0, 1, 129, 143, ...raised])].sort((a, b) => a - b));
});
