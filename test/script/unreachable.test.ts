import { describe, expect, test } from 'vitest';
import { check, checkLines, spawning } from './helpers.js';

const spawnWith = (...lines: readonly string[]): string =>
  checkLines('params: { p: { type: choice, of: [A, B], default: A } }', 'deploy:', '  - spawn: x', ...lines);

describe('never reached', () => {
  test('after the end', () => {
    expect(check(spawning('      - eof: true', '      - expect: a'))).toMatchInlineSnapshot(`
    "x.yaml:6:9: error: this exchange is never reached: after line 5 the program has ended
        6 |       - expect: a
          |         ^"
  `);
  });
  test('after a failure', () => {
    expect(
      check(
        spawning('      - { expect: a, fail: no }', '      - any-order: [ { expect: b }, { expect: c } ]'),
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:6:22: error: this exchange is never reached: after line 5 the run has failed
        6 |       - any-order: [ { expect: b }, { expect: c } ]
          |                      ^"
  `);
  });
  test('an equal rule that is always live', () => {
    expect(
      spawnWith(
        '    always:',
        '      - { expect: --More--, press: space }',
        '      - { expect: --More--, press: q }',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:7:9: error: this exchange is never reached: an equal rule goes before it (line 6)
        7 |       - { expect: --More--, press: q }
          |         ^"
  `);
  });
  test('an equal failure', () => {
    expect(spawnWith('    fail-on: [ /a/i, /a/i ]')).toMatchInlineSnapshot(`
    "x.yaml:5:22: error: this exchange is never reached: an equal rule goes before it (line 5)
        5 |     fail-on: [ /a/i, /a/i ]
          |                      ^"
  `);
  });
  test('what has failed before', () => {
    expect(
      spawnWith(
        '    fail-on: [ No  space ]',
        '    always: [ { expect: No space, press: q } ]',
        '    dialogue: [ { expect: No space, answer: x } ]',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:6:15: error: this exchange is never reached: \`fail-on\` has the same pattern (line 5)
        6 |     always: [ { expect: No space, press: q } ]
          |               ^

    x.yaml:7:17: error: this exchange is never reached: \`fail-on\` has the same pattern (line 5)
        7 |     dialogue: [ { expect: No space, answer: x } ]
          |                 ^"
  `);
  });
  test('an equal one in any order', () => {
    expect(
      check(
        spawning(
          '      - any-order:',
          '          - { expect: a, answer: b }',
          '          - { expect: a, answer: c }',
        ),
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:7:13: error: this exchange is never reached: an equal rule goes before it (line 6)
        7 |           - { expect: a, answer: c }
          |             ^"
  `);
  });
  test('an equal one after a repeated one', () => {
    expect(
      check(spawning('      - { expect: a, answer: b, repeat: true }', '      - { expect: a, answer: c }')),
    ).toMatchInlineSnapshot(`
    "x.yaml:6:9: error: this exchange is never reached: an equal exchange is repeated before it (line 5)
        6 |       - { expect: a, answer: c }
          |         ^"
  `);
  });
});

describe('never reached, behind branches', () => {
  const oneOf = (...branches: readonly string[]): string =>
    check(
      spawning('      - one-of:', ...branches.map((each) => `          - ${each}`), '      - expect: last'),
    );
  test('an equal branch', () => {
    expect(oneOf('{ expect: a, then: [ { expect: b } ] }', '{ expect: a, answer: c }'))
      .toMatchInlineSnapshot(`
      "x.yaml:7:13: error: this exchange is never reached: an equal rule goes before it (line 6)
          7 |           - { expect: a, answer: c }
            |             ^"
    `);
  });
  test('in a branch that ends', () => {
    expect(
      oneOf(
        '{ expect: a, fail: no, then: [ { expect: b } ] }',
        '{ expect: c, then: [ { eof: true }, { expect: d } ] }',
        '{ expect: e, then: [ { one-of: [ { expect: f }, { expect: f } ] }, { expect: g, fail: x }, { expect: h } ] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:6:44: error: this exchange is never reached: after line 6 the run has failed
          6 |           - { expect: a, fail: no, then: [ { expect: b } ] }
            |                                            ^

      x.yaml:7:49: error: this exchange is never reached: after line 7 the program has ended
          7 |           - { expect: c, then: [ { eof: true }, { expect: d } ] }
            |                                                 ^

      x.yaml:8:61: error: this exchange is never reached: an equal rule goes before it (line 8)
          8 |           - { expect: e, then: [ { one-of: [ { expect: f }, { expect: f } ] }, { expect: g, fail: x }, { expect: h } ] }
            |                                                             ^

      x.yaml:8:104: error: this exchange is never reached: after line 8 the run has failed
          8 |           - { expect: e, then: [ { one-of: [ { expect: f }, { expect: f } ] }, { expect: g, fail: x }, { expect: h } ] }
            |                                                                                                        ^

      x.yaml:9:9: error: this exchange is never reached: after line 8 the run has failed
          9 |       - expect: last
            |         ^"
    `);
  });
  test('after branches that all end', () => {
    expect(oneOf('{ expect: a, fail: no }', '{ eof: true }', '{ expect: b, then: [ { eof: true } ] }'))
      .toMatchInlineSnapshot(`
      "x.yaml:9:9: error: this exchange is never reached: after line 8 the program has ended
          9 |       - expect: last
            |         ^"
    `);
  });
  test('what has failed before, deep inside', () => {
    expect(
      spawnWith(
        '    fail-on: [ No space ]',
        '    dialogue: [ { one-of: [ { expect: a, then: [ { expect: No  space } ] } ] } ]',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:6:50: error: this exchange is never reached: \`fail-on\` has the same pattern (line 5)
          6 |     dialogue: [ { one-of: [ { expect: a, then: [ { expect: No  space } ] } ] } ]
            |                                                  ^"
    `);
  });
  test('an equal one behind a repeated one, in its then; not behind the branches', () => {
    expect(
      check(
        spawning(
          '      - one-of:',
          '          - { expect: a, answer: x, repeat: true, then: [ { expect: a, answer: y } ] }',
          '          - { expect: b, answer: x, repeat: true }',
          '          - { expect: c, answer: x, then: [ { expect: d, answer: x, repeat: true } ] }',
          '      - any-order: [ { expect: b, answer: z }, { expect: d, answer: z } ]',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:6:59: error: this exchange is never reached: an equal exchange is repeated before it (line 6)
          6 |           - { expect: a, answer: x, repeat: true, then: [ { expect: a, answer: y } ] }
            |                                                           ^"
    `);
  });
  test('equal screens, bytes and texts below others', () => {
    expect(
      oneOf(
        '{ expect: { screen: A  b, row: 1 } }',
        '{ expect: { screen: A b, row: 1, cursor: false } }',
        '{ expect: { raw: A } }',
        '{ expect: { raw: A } }',
        '{ expect: { text: A, after: B } }',
        '{ expect: { text: A, after: B } }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:13: error: this exchange is never reached: an equal rule goes before it (line 6)
          7 |           - { expect: { screen: A b, row: 1, cursor: false } }
            |             ^

      x.yaml:9:13: error: this exchange is never reached: an equal rule goes before it (line 8)
          9 |           - { expect: { raw: A } }
            |             ^

      x.yaml:11:13: error: this exchange is never reached: an equal rule goes before it (line 10)
         11 |           - { expect: { text: A, after: B } }
            |             ^"
    `);
  });
});

describe('reached', () => {
  test('branches and what is behind them', () => {
    expect(
      check(
        spawning(
          '      - one-of:',
          '          - { expect: a, fail: no }',
          '          - { expect: b, then: [ { expect: a, answer: x }, { one-of: [ { eof: true }, { expect: c } ] } ] }',
          '          - { expect: { screen: b } }',
          '          - { expect: { screen: b, row: 1 } }',
          '          - { expect: { raw: b } }',
          '          - { expect: { text: b, after: c } }',
          '      - { expect: b, answer: y }',
        ),
      ),
    ).toBe('ok');
  });
  test('behind branches that end but may all be left out, or by a condition', () => {
    expect(
      spawnWith(
        '    dialogue:',
        '      - one-of: [ { expect: a, fail: x, optional: true }, { eof: true, optional: true } ]',
        '      - one-of: [ { expect: b, fail: x, when: { p: A } } ]',
        '      - expect: c',
      ),
    ).toBe('ok');
  });
  test('the same prompt again', () => {
    expect(check(spawning('      - { expect: a, answer: b }', '      - { expect: a, answer: c }'))).toBe(
      'ok',
    );
  });
  test('after an end or failure that need not come', () => {
    expect(
      check(
        spawning(
          '      - { expect: a, fail: no, optional: true }',
          '      - { eof: true, optional: true }',
          '      - expect: b',
        ),
      ),
    ).toBe('ok');
  });
  test('equal ones under different conditions', () => {
    expect(
      spawnWith(
        '    always:',
        '      - { expect: a, answer: b, when: { p: A } }',
        '      - { expect: a, answer: c, when: { p: B } }',
      ),
    ).toBe('ok');
  });
  test('a narrower condition first', () => {
    expect(
      spawnWith(
        '    always:',
        '      - { expect: a, answer: b, when: { p: A } }',
        '      - { expect: a, answer: c }',
      ),
    ).toBe('ok');
  });
});
