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

describe('reached', () => {
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
