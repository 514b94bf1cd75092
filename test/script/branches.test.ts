import { describe, expect, test } from 'vitest';
import { check, checkLines, spawning } from './helpers.js';

const ref = (path: string): string => `\${{ ${path} }}`;
const dialogue = (...lines: readonly string[]): string =>
  checkLines(
    'params: { p: { of: [A, B], default: A }, extra: { type: string } }',
    'secrets: { pin: { env: PIN } }',
    'deploy:',
    '  - spawn: x',
    '    dialogue:',
    ...lines.map((each) => `      ${each}`),
  );

describe('names that a branch saves', () => {
  test('are known in its then, and behind the branches when every one saves them', () => {
    expect(
      dialogue(
        '- one-of:',
        `    - { expect: /a(.)/, save: { n: "${ref('match.1')}" }, then: [ { expect: b, answer: "${ref('n')}" } ] }`,
        `    - { expect: c, then: [ { one-of: [ { expect: /d/, save: { n: "${ref('match.0')}" } }, { expect: e, fail: no } ] } ] }`,
        '    - { expect: f, fail: broken }',
        '    - { expect: g, then: [ { expect: h, fail: broken } ] }',
        `- { expect: i, answer: "${ref('n')}" }`,
      ),
    ).toBe('ok');
  });
  test('are not known in another branch, nor behind them when one does not save them', () => {
    expect(
      dialogue(
        '- one-of:',
        `    - { expect: /a(.)/, save: { n: "${ref('match.1')}" } }`,
        `    - { expect: c, answer: "${ref('n')}" }`,
        `    - { expect: d, then: [ { expect: e, answer: "${ref('n')}" } ] }`,
        `- { expect: i, answer: "${ref('n')}" }`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:9:35: error: nothing named \`n\` is saved before this line
          9 |           - { expect: c, answer: "\${{ n }}" }
            |                                   ^

      x.yaml:10:56: error: nothing named \`n\` is saved before this line
         10 |           - { expect: d, then: [ { expect: e, answer: "\${{ n }}" } ] }
            |                                                        ^

      x.yaml:11:31: error: \`n\` may not have been saved: not every branch of \`one-of\` saves it
         11 |       - { expect: i, answer: "\${{ n }}" }
            |                               ^"
    `);
  });
  test('are not certain in what is optional, conditional, or may end before', () => {
    expect(
      dialogue(
        '- one-of:',
        `    - { expect: a, then: [ { expect: b, optional: true, save: { n: "${ref('match.0')}" } } ] }`,
        `    - { expect: c, save: { n: "${ref('match.0')}" } }`,
        `- { expect: d, answer: "${ref('n')}" }`,
        `- one-of: [ { expect: e, when: { p: B }, save: { m: "${ref('match.0')}" } } ]`,
        `- { expect: f, answer: "${ref('m')}" }`,
        `- one-of: [ { expect: g, optional: true, save: { o: "${ref('match.0')}" } } ]`,
        `- { expect: h, answer: "${ref('o')}" }`,
        `- one-of: [ { expect: i, save: { q: "${ref('match.0')}" } }, { eof: true } ]`,
        `- { expect: j, answer: "${ref('q')}" }`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:10:31: error: \`n\` may not have been saved: not every branch of \`one-of\` saves it
         10 |       - { expect: d, answer: "\${{ n }}" }
            |                               ^

      x.yaml:12:31: error: \`m\` may not have been saved: what saves it has a \`when\` that does not hold here
         12 |       - { expect: f, answer: "\${{ m }}" }
            |                               ^

      x.yaml:14:31: error: \`o\` may not have been saved: not every branch of \`one-of\` saves it
         14 |       - { expect: h, answer: "\${{ o }}" }
            |                               ^

      x.yaml:16:31: error: \`q\` may not have been saved: not every branch of \`one-of\` saves it
         16 |       - { expect: j, answer: "\${{ q }}" }
            |                               ^"
    `);
  });
  test('stay certain when they were before', () => {
    expect(
      dialogue(
        `- { expect: a, save: { n: "${ref('match.0')}" } }`,
        `- one-of: [ { expect: b, save: { n: "${ref('match.0')}" } }, { expect: c } ]`,
        `- { expect: d, answer: "${ref('n')}" }`,
      ),
    ).toBe('ok');
  });
  test('cannot be in patterns, labels and failures, which are made before', () => {
    expect(
      dialogue(
        `- one-of: [ { expect: a, save: { n: "${ref('match.0')}" }, then: [ { expect: "${ref('n')}", fail: "${ref('n')}" } ] } ]`,
        `- { expect: { screen: a, box: "${ref('n')}" }, fill: { "${ref('n')}": "${ref('n')}" }, press: "<${ref('n')}>" }`,
        `- { expect: { text: a, after: "${ref('n')}" }, select: "${ref('n')}" }`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:82: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          7 |       - one-of: [ { expect: a, save: { n: "\${{ match.0 }}" }, then: [ { expect: "\${{ n }}", fail: "\${{ n }}" } ] } ]
            |                                                                                  ^

      x.yaml:7:100: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          7 |       - one-of: [ { expect: a, save: { n: "\${{ match.0 }}" }, then: [ { expect: "\${{ n }}", fail: "\${{ n }}" } ] } ]
            |                                                                                                    ^

      x.yaml:8:9: error: this exchange is never reached: after line 7 the run has failed
          8 |       - { expect: { screen: a, box: "\${{ n }}" }, fill: { "\${{ n }}": "\${{ n }}" }, press: "<\${{ n }}>" }
            |         ^

      x.yaml:8:38: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          8 |       - { expect: { screen: a, box: "\${{ n }}" }, fill: { "\${{ n }}": "\${{ n }}" }, press: "<\${{ n }}>" }
            |                                      ^

      x.yaml:8:60: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          8 |       - { expect: { screen: a, box: "\${{ n }}" }, fill: { "\${{ n }}": "\${{ n }}" }, press: "<\${{ n }}>" }
            |                                                            ^

      x.yaml:8:94: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          8 |       - { expect: { screen: a, box: "\${{ n }}" }, fill: { "\${{ n }}": "\${{ n }}" }, press: "<\${{ n }}>" }
            |                                                                                              ^

      x.yaml:9:38: error: \`n\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
          9 |       - { expect: { text: a, after: "\${{ n }}" }, select: "\${{ n }}" }
            |                                      ^"
    `);
  });
  test('and params without a value hold under the conditions of their branch', () => {
    expect(
      dialogue(
        `- one-of: [ { expect: a, when: { extra: z }, then: [ { expect: "${ref('params.extra')}", answer: "${ref('params.extra')}" } ] } ]`,
      ),
    ).toBe('ok');
  });
});

describe('captures', () => {
  test('of the screen and of bytes', () => {
    expect(
      dialogue(
        `- { expect: { screen: /a(.)/ }, select: "${ref('match.1')}" }`,
        `- { expect: { raw: /a(?<n>.)/ }, fill: { b: "${ref('match.n')}" } }`,
        `- { expect: { screen: /a(.)/ }, select: { add: ["${ref('match.2')}"] } }`,
        `- { expect: { text: a, after: b }, fill: { c: "${ref('match.1')}" } }`,
        `- { expect: a, press: "<${ref('match.0')}>" }`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:9:56: error: the pattern of this exchange has 1 capture; there is no \`match.2\`
          9 |       - { expect: { screen: /a(.)/ }, select: { add: ["\${{ match.2 }}"] } }
            |                                                        ^

      x.yaml:10:54: error: the pattern of this exchange has no captures; there is no \`match.1\`
         10 |       - { expect: { text: a, after: b }, fill: { c: "\${{ match.1 }}" } }
            |                                                      ^

      x.yaml:11:31: error: \`match\` is there only in the answers and the \`save\` of an exchange
         11 |       - { expect: a, press: "<\${{ match.0 }}>" }
            |                               ^"
    `);
  });
});

describe('the shape of branches', () => {
  test('what they cannot be', () => {
    expect(
      check(
        spawning(
          '      - one-of: []',
          '      - one-of: { expect: a }',
          '      - one-of: [ a ]',
          '      - one-of: [ { answer: a } ]',
          '      - one-of: [ { expect: a, then: { expect: b } } ]',
          '      - one-of: [ { expect: a, then: [ { expect: b, answr: c } ] } ]',
          '      - one-of: [ { any-order: [ { expect: a } ] } ]',
          '      - { one-of: [ { expect: a } ], optional: true }',
          '      - { eof: true, then: [ { expect: a } ] }',
          '      - any-order: [ { one-of: [ { expect: a } ] } ]',
          '      - one-of: [ { expect: { eof: true }, answer: a } ]',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:17: error: \`one-of\` has no branches
          5 |       - one-of: []
            |                 ^

      x.yaml:6:17: error: \`one-of\` must be a list, not a map
          6 |       - one-of: { expect: a }
            |                 ^

      x.yaml:7:19: error: this entry must be a map, not text
          7 |       - one-of: [ a ]
            |                   ^

      x.yaml:8:19: error: \`expect\` is missing
          8 |       - one-of: [ { answer: a } ]
            |                   ^

      x.yaml:9:38: error: \`then\` must be a list, not a map
          9 |       - one-of: [ { expect: a, then: { expect: b } } ]
            |                                      ^

      x.yaml:10:53: error: unknown key \`answr\`; did you mean \`answer\`?
         10 |       - one-of: [ { expect: a, then: [ { expect: b, answr: c } ] } ]
            |                                                     ^
         10 |       - one-of: [ { expect: a, then: [ { expect: b, answer: c } ] } ]

      x.yaml:11:19: error: one of \`expect\`, \`eof\` is missing
         11 |       - one-of: [ { any-order: [ { expect: a } ] } ]
            |                   ^

      x.yaml:12:38: error: \`optional\` stands on the exchanges of \`one-of\`, not beside it
         12 |       - { one-of: [ { expect: a } ], optional: true }
            |                                      ^

      x.yaml:13:22: error: \`then\` belongs to a branch of \`one-of\`: what follows an exchange is the next entry of the list
         13 |       - { eof: true, then: [ { expect: a } ] }
            |                      ^

      x.yaml:14:22: error: one of \`expect\`, \`eof\` is missing
         14 |       - any-order: [ { one-of: [ { expect: a } ] } ]
            |                      ^

      x.yaml:15:19: error: after the end of the program there is nobody to answer; only \`fail\` goes with \`eof\`
         15 |       - one-of: [ { expect: { eof: true }, answer: a } ]
            |                   ^

      x.yaml:15:19: error: this exchange is never reached: after line 13 the program has ended
         15 |       - one-of: [ { expect: { eof: true }, answer: a } ]
            |                   ^"
    `);
  });
});

describe('menus, forms, people', () => {
  test('what they cannot be', () => {
    expect(
      dialogue(
        '- { expect: a, select: { only: b } }',
        '- { expect: a, select: { add: [] } }',
        '- { expect: a, select: {} }',
        '- { expect: a, select: "" }',
        '- { expect: a, select: { only: [a], add: [b] } }',
        '- { expect: a, fill: b }',
        '- { expect: a, fill: { b: { secrt: pin } } }',
        '- { expect: a, fill: { b: [c] } }',
        '- { expect: a, select: b, clear: true }',
        '- { expect: a, select: b, visible: true }',
        '- { expect: a, handover: no }',
        '- { expect: a, press: Next }',
        '- { expect: a, press: [<>] }',
        '- { expect: a, press: <Ok> <Cancel> }',
        '- { eof: true, handover: true }',
        '- { expect: { eof: true }, select: b }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:38: error: \`only\` must be a list, not text
          7 |       - { expect: a, select: { only: b } }
            |                                      ^
          7 |       - { expect: a, select: { only: [b] } }

      x.yaml:8:37: error: \`add\`: must not be empty
          8 |       - { expect: a, select: { add: [] } }
            |                                     ^

      x.yaml:9:30: error: \`select\` needs a label, or one of \`only\`, \`add\` and \`remove\`
          9 |       - { expect: a, select: {} }
            |                              ^

      x.yaml:10:30: error: the label is empty
         10 |       - { expect: a, select: "" }
            |                              ^

      x.yaml:11:43: error: \`select\` takes one of \`only\`, \`add\` and \`remove\`; \`only\` is given
         11 |       - { expect: a, select: { only: [a], add: [b] } }
            |                                           ^

      x.yaml:12:28: error: \`fill\` must be a map, not text
         12 |       - { expect: a, fill: b }
            |                            ^

      x.yaml:13:35: error: unknown key \`secrt\`; did you mean \`secret\`?
         13 |       - { expect: a, fill: { b: { secrt: pin } } }
            |                                   ^
         13 |       - { expect: a, fill: { b: { secret: pin } } }

      x.yaml:14:33: error: \`b\` must be text or a map, not a list
         14 |       - { expect: a, fill: { b: [c] } }
            |                                 ^
         14 |       - { expect: a, fill: { b: "[c]" } }

      x.yaml:15:33: error: \`clear\` goes with \`answer\` or \`type\`
         15 |       - { expect: a, select: b, clear: true }
            |                                 ^

      x.yaml:16:33: error: \`visible\` goes with \`answer\`, \`type\` or \`fill\`
         16 |       - { expect: a, select: b, visible: true }
            |                                 ^

      x.yaml:17:32: error: \`handover\`: can only be \`true\`
         17 |       - { expect: a, handover: no }
            |                                ^
         17 |       - { expect: a, handover: true }

      x.yaml:18:29: error: \`Next\` is not a key; text is sent with \`type\`, a button is written \`<Next>\`
         18 |       - { expect: a, press: Next }
            |                             ^

      x.yaml:19:30: error: \`<>\` is not a key; text is sent with \`type\`, a button is written \`<Label>\`
         19 |       - { expect: a, press: [<>] }
            |                              ^

      x.yaml:20:29: error: \`<Ok> <Cancel>\` is not a key; several keys are a list
         20 |       - { expect: a, press: <Ok> <Cancel> }
            |                             ^
         20 |       - { expect: a, press: [<Ok>, <Cancel>] }

      x.yaml:21:22: error: unknown key \`handover\`; known here: eof, fail, save, when, timeout, settle, stall, optional
         21 |       - { eof: true, handover: true }
            |                      ^

      x.yaml:22:9: error: after the end of the program there is nobody to answer; only \`fail\` goes with \`eof\`
         22 |       - { expect: { eof: true }, select: b }
            |         ^

      x.yaml:22:9: error: this exchange is never reached: after line 21 the program has ended
         22 |       - { expect: { eof: true }, select: b }
            |         ^"
    `);
  });
  test('one response', () => {
    expect(
      dialogue(
        '- { expect: a, type: b, press: tab }',
        '- { expect: a, press: tab, type: b }',
        '- { expect: a, handover: true, fail: b }',
        '- expect: a',
        '  select: b',
        '  answer: c',
        '  press: enter',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:31: error: an exchange has one response, and \`type\` is given; \`press\` goes with \`select\` and \`fill\` only
          7 |       - { expect: a, type: b, press: tab }
            |                               ^
          7 |       - { expect: a, type: b }

      x.yaml:8:34: error: an exchange has one response, and \`press\` is given; \`type\` needs an exchange of its own
          8 |       - { expect: a, press: tab, type: b }
            |                                  ^
          8 |       - { expect: a, press: tab }

      x.yaml:9:38: error: an exchange has one response, and \`handover\` is given; \`fail\` needs an exchange of its own
          9 |       - { expect: a, handover: true, fail: b }
            |                                      ^
          9 |       - { expect: a, handover: true }

      x.yaml:12:9: error: an exchange has one response, and \`select\` is given; \`answer\` needs an exchange of its own
         12 |         answer: c
            |         ^"
    `);
  });
});

describe('patterns', () => {
  test('what they cannot be', () => {
    expect(
      dialogue(
        '- expect: { screen: "" }',
        '- expect: { screen: a, row: last }',
        '- expect: { screen: a, highlighted: on }',
        '- expect: { screen: a, box: " " }',
        '- expect: { row: 1 }',
        '- expect: { text: a, row: 1 }',
        '- expect: { after: a, screen: b }',
        '- expect: { after: "", text: b }',
        '- expect: { raw: /ü/ }',
        "- expect: { raw: '/(/' }",
        '- expect: a',
        '  cursor: true',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:27: error: the pattern is empty: it would match at once and anywhere
          7 |       - expect: { screen: "" }
            |                           ^

      x.yaml:8:35: error: \`row\`: a row is a number from 1 for the first, or from -1 for the last
          8 |       - expect: { screen: a, row: last }
            |                                   ^

      x.yaml:9:43: error: \`highlighted\`: must be true or false, not \`on\`
          9 |       - expect: { screen: a, highlighted: on }
            |                                           ^
          9 |       - expect: { screen: a, highlighted: true }

      x.yaml:10:35: error: the pattern is empty: it would match at once and anywhere
         10 |       - expect: { screen: a, box: " " }
            |                                   ^

      x.yaml:11:17: error: \`screen\` is missing
         11 |       - expect: { row: 1 }
            |                 ^

      x.yaml:12:28: error: \`row\` goes with \`screen\`: \`expect: { screen: …, row: … }\`
         12 |       - expect: { text: a, row: 1 }
            |                            ^

      x.yaml:13:19: error: \`after\` goes with \`text\`: \`expect: { after: …, text: … }\`
         13 |       - expect: { after: a, screen: b }
            |                   ^

      x.yaml:14:26: error: the pattern is empty: it would match at once and anywhere
         14 |       - expect: { after: "", text: b }
            |                          ^

      x.yaml:15:24: error: an expression for \`raw\` looks at bytes; write those of other than ASCII characters as \`\\xNN\`
         15 |       - expect: { raw: /ü/ }
            |                        ^

      x.yaml:16:27: error: the regular expression does not compile: unterminated group
         16 |       - expect: { raw: '/(/' }
            |                           ^

      x.yaml:18:9: error: \`cursor\` goes with \`screen\`: \`expect: { screen: …, cursor: … }\`
         18 |         cursor: true
            |         ^"
    `);
  });
  test('of a run step and of fail-on look at text only', () => {
    expect(
      checkLines(
        'deploy:',
        '  - { run: a, expect: { screen: b } }',
        '  - { spawn: a, fail-on: [ { raw: b } ] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:25: error: \`screen\` belongs to the \`expect\` of an exchange
          3 |   - { run: a, expect: { screen: b } }
            |                         ^

      x.yaml:4:28: error: this entry must be text, or a map with \`text\`, \`expect\` or \`use\`
          4 |   - { spawn: a, fail-on: [ { raw: b } ] }
            |                            ^"
    `);
  });
});
