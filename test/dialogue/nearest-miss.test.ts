import { describe, expect, it } from 'vitest';
import { literalRuns } from '../../src/dialogue/literal-runs.js';
import { nearestExchanges, nearestMiss } from '../../src/dialogue/nearest-miss.js';
import type { Exchange, Pattern } from '../../src/dialogue/types.js';

const marks = (wanted: string, ...lines: string[]): readonly string[] | undefined =>
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
    ['a tab', 'User name:', 'User\tname:', ['User␣name:', 'User⇥name:', '    ^']],
    ['a blank that does not break', 'User name:', 'User\u00a0name:', ['User␣name:', 'User⍽name:', '    ^']],
    ['behind wide characters', '请输入Name:', '请输入name:', ['请输入Name:', '请输入name:', '      ^']],
    ['a wide colon', '密码: y', '密码： y', ['密码:  y', '密码： y', '    ^^']],
    [
      'a line end',
      'Enter your name:',
      'Enter your\nname:',
      ['Enter your␣name:', 'Enter your⏎name:', '          ^'],
    ],
  ])('%s', (_, wanted, seen, expected) => {
    expect(marks(wanted, 'Welcome', ...seen.split('\n'))).toEqual(expected);
  });
});

it('names the line and how alike it is', () => {
  const found = nearestMiss('Install Directory [', [
    'Welcome to the wizard',
    'Please: Install directory [/opt]: ',
  ]);
  expect(found?.line).toBe('Please: Install directory [/opt]: ');
  expect(found?.similarity).toBeCloseTo(1 - 0.3 / 19);
});

it('of equal places the last one is meant, where the program waits', () => {
  expect(nearestMiss('Name:', ['name: old', 'other', 'name: new'])?.line).toBe('name: new');
});

it('says nothing when nothing is like it', () => {
  expect(nearestMiss('Do you accept the license?', ['Copying files', 'done'])).toBeUndefined();
  expect(nearestMiss('Name:', [])).toBeUndefined();
  expect(nearestMiss('', ['Name:'])).toBeUndefined();
});

it('the likeness of the same text is 1', () => {
  expect(nearestMiss('Name:', ['Name:'])).toEqual({
    line: 'Name:',
    similarity: 1,
    marked: ['Name:', 'Name:', ''],
  });
});

it('looks at the end of a long text, in bounded time', () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `Unpacking package number ${n} into its place`);
  const startMs = performance.now();
  const found = nearestMiss('x'.repeat(10_000), lines);
  expect(found).toBeUndefined();
  expect(nearestMiss('Accept the EULA?', [...lines, 'Accept the Eula?'])?.line).toBe('Accept the Eula?');
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
const text = (wanted: string): Exchange => exchange({ kind: 'text', text: wanted });

it('ranks exchanges by likeness', () => {
  const license = text('Do you accept the licence?');
  const directory = exchange({ kind: 'regexp', source: 'Install Directory \\[(.*?)\\]', flags: '' });
  const serial = text('Serial number:');
  const near = nearestExchanges('Install directory [/opt/acme]: ', [
    license,
    exchange({ kind: 'eof' }),
    serial,
    text('Reboot now?'),
    directory,
  ]);
  expect(near.map((each) => each.exchange)).toHaveLength(3);
  expect(near[0]?.exchange).toBe(directory);
  expect(near[0]?.miss.marked).toEqual(['Install Directory [', 'Install directory [', '        ^']);
  expect(near.map(({ miss }) => miss.similarity)).toEqual(
    near.map(({ miss }) => miss.similarity).toSorted((a, b) => b - a),
  );
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
