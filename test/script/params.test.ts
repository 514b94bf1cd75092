import { describe, expect, test } from 'vitest';
import { paramFlags, resolveParams } from '../../src/script/params.js';
import { runFlagNames } from '../../src/script/run-flag-names.js';
import { checkLines, load } from './helpers.js';

const session = load(String.raw`unattend: 1
params:
  release:  { type: string, match: '^\d+\.\d+$', required: true }
  platform: { type: choice, of: [A, B, 1.10], default: A, help: target platform }
  jobs: { type: number, default: 4 }
  debug: { type: boolean }
  note: { type: string }
`);
const failure = (words: Record<string, string>): string => {
  try {
    resolveParams(session, words);
  } catch (error) {
    return String(error);
  }
  return 'ok';
};

test('values come in their types, with defaults', () => {
  expect(resolveParams(session, { release: '4.3' })).toEqual({
    release: '4.3',
    platform: 'A',
    jobs: 4,
    debug: false,
  });
  expect(
    resolveParams(session, { release: '4.30', platform: '1.10', jobs: '1e2', debug: 'true', note: '' }),
  ).toEqual({
    release: '4.30',
    platform: '1.10',
    jobs: 100,
    debug: true,
    note: '',
  });
});

test.each([
  [{}, 'UnattendError: The parameter "release" is required.'],
  [
    { release: 'x' },
    String.raw`UnattendError: The parameter "release" cannot be "x": it must match ^\d+\.\d+$.`,
  ],
  [
    { release: '1.0', platform: 'C' },
    'UnattendError: The parameter "platform" cannot be "C": it must be one of A, B, 1.10.',
  ],
  [
    { release: '1.0', jobs: '0x10' },
    'UnattendError: The parameter "jobs" cannot be "0x10": it must be a number.',
  ],
  [
    { release: '1.0', debug: 'yes' },
    'UnattendError: The parameter "debug" cannot be "yes": it must be true or false.',
  ],
  [{ relase: '1.0' }, 'UnattendError: The parameter "relase" is unknown (did you mean "release"?).'],
  [
    { colour: 'x' },
    'UnattendError: The parameter "colour" is unknown (there are release, platform, jobs, debug, note).',
  ],
  [
    JSON.parse('{"__proto__": "x"}') as Record<string, string>,
    'UnattendError: The parameter "__proto__" is unknown (there are release, platform, jobs, debug, note).',
  ],
])('%j is refused', (words, message) => {
  expect(failure(words)).toBe(message);
});

test('flags for the command line', () => {
  expect(paramFlags(session).map(({ flag, description }) => `${flag}  ${description}`)).toEqual([
    '--release <string>  (required)',
    '--platform <A|B|1.10>  target platform (default: A)',
    '--jobs <number>  (default: 4)',
    '--debug <true|false>  ',
    '--note <string>  ',
  ]);
});

describe('declarations', () => {
  test.each(runFlagNames)('a param cannot be called %s', (name) => {
    expect(checkLines(`params: { ${name}: { default: x } }`)).toBe(
      [
        `x.yaml:2:11: error: the param \`${name}\` shadows the flag \`--${name}\` of \`unattend run\`; give it another name`,
        `    2 | params: { ${name}: { default: x } }`,
        '      |           ^',
      ].join('\n'),
    );
  });

  test('defaults are values of the param', () => {
    expect(
      checkLines(
        'params:',
        '  a: { type: choice, of: [Aarch, Both], default: Arch }',
        '  b: { type: number, default: many }',
        '  c: { type: boolean, default: yes }',
        '  d: { type: string, match: "^x", default: y }',
        '  e: { default: "${{ params.a }}" }',
        '  f: { required: true, default: x }',
        '  g: { type: choice }',
        '  h: { type: number, of: [1, 2], match: x }',
        '  i: { match: "(" }',
        '  j: { match: /x/ }',
        '  k: { type: text }',
        '  l: { of: [] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:50: error: the default \`Arch\` is not a value of the param: it must be one of Aarch, Both
          3 |   a: { type: choice, of: [Aarch, Both], default: Arch }
            |                                                  ^
          3 |   a: { type: choice, of: [Aarch, Both], default: Aarch }

      x.yaml:4:31: error: the default \`many\` is not a value of the param: it must be a number
          4 |   b: { type: number, default: many }
            |                               ^

      x.yaml:5:32: error: the default \`yes\` is not a value of the param: it must be true or false
          5 |   c: { type: boolean, default: yes }
            |                                ^

      x.yaml:6:44: error: the default \`y\` is not a value of the param: it must match ^x
          6 |   d: { type: string, match: "^x", default: y }
            |                                            ^

      x.yaml:7:17: error: a default cannot refer to other values
          7 |   e: { default: "\${{ params.a }}" }
            |                 ^

      x.yaml:8:24: error: a param with a default is never missing; remove \`required\` or \`default\`
          8 |   f: { required: true, default: x }
            |                        ^

      x.yaml:9:6: error: a choice needs \`of\`, the list of its values
          9 |   g: { type: choice }
            |      ^

      x.yaml:10:22: error: \`of\` goes with \`type: choice\`, not \`number\`
         10 |   h: { type: number, of: [1, 2], match: x }
            |                      ^

      x.yaml:10:34: error: \`match\` goes with \`type: string\`, not \`number\`
         10 |   h: { type: number, of: [1, 2], match: x }
            |                                  ^

      x.yaml:11:15: error: the regular expression does not compile: unterminated group
         11 |   i: { match: "(" }
            |               ^

      x.yaml:12:15: error: \`match\` is a regular expression without slashes
         12 |   j: { match: /x/ }
            |               ^
         12 |   j: { match: "x" }

      x.yaml:13:14: error: \`type\`: must be one of string, number, boolean, choice, not \`text\`
         13 |   k: { type: text }
            |              ^

      x.yaml:14:12: error: \`of\`: must not be empty
         14 |   l: { of: [] }
            |            ^"
    `);
  });

  test('the type may be left out', () => {
    expect(
      load('unattend: 1\nparams: { a: { of: [x, y] }, b: {} }\n').params.map(({ type }) => type),
    ).toEqual(['choice', 'string']);
  });
});

/** What check finds wrong with `match`, or that it is ok. */
const refused = (match: string): string =>
  checkLines('params:', `  name: { match: '${match}' }`).split('\n')[0] ?? '';

describe('an expression that takes a value in too many ways', () => {
  test.each([String.raw`^(?!-)(\w+-?)+$`, String.raw`^(\w+)(\w*)*\1$`])('%s is refused', (match) => {
    expect(refused(match)).toBe(
      `x.yaml:3:18: error: matching /${match}/ might never end: repetitions within a repetition take the same text in many ways; make them take different text, or leave out look-around, back references and the flags i, u and v`,
    );
  });

  test.each(['^(?!-)[a-z-]+$', '^(a+)+$'])('%s is not, for it surely ends', (match) => {
    expect(refused(match)).toBe('ok');
    const { params } = load(`unattend: 1\nparams:\n  name: { match: '${match}' }\n`);
    const name = 'a'.repeat(40);
    expect(resolveParams({ params }, { name })).toEqual({ name });
    expect(() => resolveParams({ params }, { name: `${name}!` })).toThrow('must match');
  });
});
