import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/script/diagnostics.js';
import { isKeyName, keyNames } from '../../src/script/key-names.js';
import { createLookup } from '../../src/script/lookup.js';
import { editDistance, nearest } from '../../src/script/nearest.js';
import { parseTemplate, renderTemplate } from '../../src/script/template.js';
import { describeWhen, isIncluded } from '../../src/script/when.js';

const place = { file: 'x.yaml', line: 12, column: 5 };

describe('formatDiagnostics', () => {
  const diagnostic = { place, message: 'wrong', source: 'a: \tb c' };
  test('with and without a suggestion', () => {
    expect(formatDiagnostics([diagnostic, { ...diagnostic, suggestion: 'a: b' }])).toBe(
      [
        'x.yaml:12:5: error: wrong',
        '   12 | a: \tb c',
        '      |    \t^',
        '',
        'x.yaml:12:5: error: wrong',
        '   12 | a: \tb c',
        '      |    \t^',
        '   12 | a: b',
      ].join('\n'),
    );
  });
  test.each(['\n', '\r\n', '\r', '\u2028'])('a file with %j in its name has it in one line', (lineEnd) => {
    const odd = { ...diagnostic, place: { ...place, file: `my${lineEnd}x.yaml` } };
    const long = { ...odd, source: 'x'.repeat(1000) };
    const heads = [odd, long].map((each) => formatDiagnostics([each]).split(/[\n\r\u2028]/)[0]);
    expect(heads).toEqual(['my x.yaml:12:5: error: wrong', 'my x.yaml:12:5: error: wrong']);
  });
  test('long lines are cut around the place', () => {
    const source = 'x'.repeat(1000);
    const [, line = '', caret = ''] = formatDiagnostics([
      { ...diagnostic, place: { ...place, column: 500 }, source },
    ]).split('\n');
    expect([line.length, caret]).toEqual([308, `      | ${' '.repeat(59)}^`]);
  });
});

describe('nearest', () => {
  test.each([
    ['answr', ['answer', 'expect'], 'answer'],
    ['expcet', ['answer', 'expect'], 'expect'],
    ['Timeout', ['timeout'], 'timeout'],
    ['colour', ['answer', 'expect'], undefined],
    ['C', ['A', 'B'], undefined],
    ['a', [], undefined],
  ])('of %s among %j is %s', (word, candidates, found) => {
    expect(nearest(word, candidates)).toBe(found);
  });
  test('swapped neighbours are one step', () => {
    expect([editDistance('ab', 'ba'), editDistance('kitten', 'sitting'), editDistance('', 'abc')]).toEqual([
      1, 3, 3,
    ]);
  });
});

test('key names', () => {
  expect(keyNames.every(isKeyName)).toBe(true);
  expect(['y', '/', 'é', 'ctrl-[', 'alt-x', 'f12', 'page-up'].every(isKeyName)).toBe(true);
  expect(['yes', '', 'f13', 'ctrl-1', 'Enter', '\n'].some(isKeyName)).toBe(false);
});

describe('templates', () => {
  const parse = (text: string) => parseTemplate(text, (ordinal) => ({ ...place, column: ordinal + 1 }));
  test('alternate between text and references', () => {
    expect(parse('a ${{ params.x }}${{inputs.y-1}} {{ z }} ${A} $').template.parts).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'reference', path: 'params.x', place: { ...place, column: 1 } },
      { kind: 'reference', path: 'inputs.y-1', place: { ...place, column: 2 } },
      { kind: 'text', text: ' {{ z }} ${A} $' },
    ]);
  });
  test('a literal `${{` is written `$${{`', () => {
    expect(renderTemplate(parse('$${{ x }} ${{ x }}').template, () => 'y')).toBe('${{ x }} y');
  });
  test('what is no name stays and is a problem', () => {
    const { template, problems } = parse('${{ a b }} ${{ c');
    expect([renderTemplate(template, () => ''), problems.map(({ text }) => text)]).toEqual([
      '${{ a b }} ${{ c',
      ['${{ a b }}', '${{ c'],
    ]);
  });
});

test('look-ups find every kind of name', () => {
  const lookup = createLookup({
    params: { a: 1, b: false },
    inputs: { sdk: '/in' },
    saved: new Map([['port', '80']]),
    workspace: '/w',
    baseEnv: { PATH: '/bin' },
  });
  expect(
    [
      'params.a',
      'params.b',
      'params.toString',
      'inputs.sdk',
      'port',
      'workspace',
      'base.env.PATH',
      'base.env.NONE',
      'x',
      'match.1',
    ].map(lookup),
  ).toEqual(['1', 'false', '', '/in', '80', '/w', '/bin', '', undefined, undefined]);
});

test('conditions hold when every param has one of its values', () => {
  const when = { platform: ['A', 'B'], jobs: [4] };
  expect([
    isIncluded(undefined, {}),
    isIncluded(when, { platform: 'B', jobs: 4 }),
    isIncluded(when, { platform: 'B', jobs: '4' }),
    isIncluded(when, { platform: 'B' }),
  ]).toEqual([true, true, false, false]);
  expect(describeWhen(when)).toBe('platform=A|B and jobs=4');
});
