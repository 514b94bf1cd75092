import { describe, expect, it } from 'vitest';
import { literalRuns } from '../../src/dialogue/literal-runs.js';
import { nearestExchanges, nearestMiss } from '../../src/dialogue/nearest-miss.js';
import type { Exchange, Pattern } from '../../src/dialogue/types.js';

const literal = (wanted: string): Pattern => ({ kind: 'text', text: wanted });
const expression = (source: string): Pattern => ({ kind: 'regexp', source, flags: '' });

const marks = (wanted: Pattern, ...lines: string[]): readonly string[] | undefined =>
  nearestMiss(wanted, lines)?.marked;

describe('what differs is marked', () => {
  it.each([
    [
      'case',
      'Install Directory:',
      'Install directory:',
      ['Install Directory:', 'Install directory:', '        ^'],
    ],
    ['a typographic quote', "Don't stop?", 'Don’t stop?', ["Don't stop?", 'Don’t stop?', '   ^']],
    [
      'a changed word',
      'Accept the licence?',
      'Accept the license?',
      ['Accept the licence?', 'Accept the license?', '                ^'],
    ],
    ['a missing blank', 'User name:', 'Username:', ['User␣name:', 'User name:', '    ^']],
    ['a blank too many', 'Username:', 'User name:', ['User name:', 'User␣name:', '    ^']],
    ['behind wide characters', '请输入Name:', '请输入name:', ['请输入Name:', '请输入name:', '      ^']],
    ['a wide colon', '密码: y', '密码： y', ['密码:  y', '密码： y', '    ^^']],
    [
      'a run of white space, which equals any other',
      'Name of the host:',
      'Name   of the \t\n hast: ',
      ['Name   of the    host:', 'Name   of the  ⏎ hast:', '                  ^'],
    ],
    [
      'a blank line, which is more than a run may have',
      'Enter your name:',
      'Enter your\n\nname:',
      ['Enter your␣ name:', 'Enter your⏎⏎name:', '          ^^'],
    ],
    [
      'what begins behind the 200th character',
      `${'a b c d e f g h i j '.repeat(20)}the licence?`,
      `${'a b c d e f g h i j '.repeat(20)}the license?`,
      [
        `${'a b c d e f g h i j '.repeat(20).slice(-111)}the licence?`,
        `${'a b c d e f g h i j '.repeat(20).slice(-111)}the license?`,
        `${' '.repeat(120)}^`,
      ],
    ],
  ])('of text: %s', (_, wanted, seen, expected) => {
    expect(marks(literal(wanted), 'Welcome', ...seen.split('\n'))).toEqual(expected);
  });

  it.each([
    ['a tab', 'User name:', 'User\tname:', ['User␣name:', 'User⇥name:', '    ^']],
    ['a blank that does not break', 'User name:', 'User\u00a0name:', ['User␣name:', 'User⍽name:', '    ^']],
    [
      'a line end',
      'Enter your name:',
      'Enter your\nname:',
      ['Enter your␣name:', 'Enter your⏎name:', '          ^'],
    ],
    [
      'a piece beside one that is as it should be',
      'Install (dir|path) \\[(.*?)\\]: $',
      'Install Dir [/opt]: ',
      ['dir', 'Dir', '^'],
    ],
  ])('of a regular expression: %s', (_, wanted, seen, expected) => {
    expect(marks(expression(wanted), 'Welcome', ...seen.split('\n'))).toEqual(expected);
  });
});

it('names the line and how alike it is', () => {
  const found = nearestMiss(literal('Install Directory ['), [
    'Welcome to the wizard',
    'Please: Install directory [/opt]: ',
  ]);
  expect(found?.line).toBe('Please: Install directory [/opt]: ');
  expect(found?.similarity).toBeCloseTo(1 - 0.3 / 19);
});

it('of equal places the last one is meant, where the program waits', () => {
  expect(nearestMiss(literal('Name:'), ['name: old', 'other', 'name: new'])?.line).toBe('name: new');
});

it('says nothing when nothing is like it', () => {
  expect(marks(literal('Do you accept the license?'), 'Copying files', 'done')).toBeUndefined();
  expect(marks(literal('Name:'))).toBeUndefined();
  expect(marks(literal(''), 'Name:')).toBeUndefined();
});

it('says nothing when all that is wanted stands there, or all that can be compared of it', () => {
  expect(marks(literal('Name of  it:'), 'Name  of', 'it: x')).toBeUndefined();
  expect(marks(expression('Name \\[(.*?)\\]: $'), 'Name [x]: y')).toBeUndefined();
  const long = 'a b c d e f g h i j '.repeat(200).trim();
  expect(marks(literal(long), long)).toBeUndefined();
});

it('looks at the end of a long text, in bounded time', () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `Unpacking package number ${n} into its place`);
  const startMs = performance.now();
  expect(nearestMiss(literal('x'.repeat(10_000)), lines)).toBeUndefined();
  expect(nearestMiss(literal(lines.slice(-150).join('\n')), lines)).toBeUndefined();
  expect(nearestMiss(literal('Accept the EULA?'), [...lines, 'Accept the Eula?'])?.line).toBe(
    'Accept the Eula?',
  );
  expect(performance.now() - startMs).toBeLessThan(2000);
});

const exchange = (pattern: Pattern): Exchange => ({
  place: { file: 'session.yaml', line: 1, column: 1 },
  label: JSON.stringify(pattern),
  pattern,
  response: { kind: 'none' },
  isOptional: false,
  maxTimes: 1,
});
const text = (wanted: string): Exchange => exchange(literal(wanted));

it('ranks exchanges by likeness', () => {
  const license = text('Do you accept the licence?');
  const directory = exchange(expression('Install Directory \\[(.*?)\\]'));
  const serial = text('Serial number:');
  const near = nearestExchanges(
    ['Install directory [/opt/acme]: '],
    [license, exchange({ kind: 'eof' }), serial, text('Reboot now?'), directory],
  );
  expect(near.map((each) => each.exchange)).toHaveLength(3);
  expect(near[0]?.exchange).toBe(directory);
  expect(near[0]?.miss.marked).toEqual(['Install Directory [', 'Install directory [', '        ^']);
  expect(near.map(({ miss }) => miss.similarity)).toEqual(
    near.map(({ miss }) => miss.similarity).toSorted((a, b) => b - a),
  );
});

it('compares with what stands above the prompt too, and with the prompt alone where that says nothing', () => {
  const near = (question: readonly string[], wanted: string): readonly string[] | undefined =>
    nearestExchanges(question, [text(wanted)])[0]?.miss.marked;
  expect(near(['Overwrite (y/N)?', '  > '], 'Overwrite [y/N]?')).toEqual([
    'Overwrite [y/N]?',
    'Overwrite (y/N)?',
    '          ^   ^',
  ]);
  expect(near(['Directory: where to put it', 'Directry: '], 'Directory:')).toEqual([
    'Directory:',
    'Direct ry:',
    '      ^',
  ]);
  expect(near(['Directory:'], 'Directory:')).toBeUndefined();
});

it.each<[Pattern, readonly string[]]>([
  [{ kind: 'text', text: 'Name: ' }, ['Name: ']],
  [{ kind: 'regexp', source: 'Name \\[(.*?)\\]: $', flags: '' }, ['Name [', ']: ']],
  [
    { kind: 'regexp', source: '(?:Accept|Agree)\\? \\d+ times', flags: 'i' },
    ['Accept', 'Agree', '? ', ' times'],
  ],
  [{ kind: 'screen', condition: { text: { kind: 'text', text: '<Ok>' } } }, ['<Ok>']],
  [{ kind: 'quiet', quietMs: 5 }, []],
])('the literal runs of %j', (pattern, runs) => {
  expect(literalRuns(pattern)).toEqual(runs);
});
