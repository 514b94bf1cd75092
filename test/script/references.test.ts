import { describe, expect, test } from 'vitest';
import { check, checkLines, spawning } from './helpers.js';

const ref = (path: string): string => `\${{ ${path} }}`;

describe('names that exist', () => {
  test('each in its places', () => {
    expect(
      checkLines(
        `summary: for ${ref('params.p')}`,
        `base: debian:${ref('params.p')}`,
        'params: { p: { default: x }, optional: { type: string }, flag: { type: boolean } }',
        `inputs: { sdk: { from: "./sdk-${ref('params.p')}.tar" } }`,
        'prepare:',
        `  - run: ./fix ${ref('inputs.sdk')} ${ref('workspace')} ${ref('params.flag')}`,
        '    save: { version: /v(\\S+)/ }',
        'container:',
        `  env: { PATH: "/opt/bin:${ref('base.env.PATH')}", SDK: "${ref('inputs.sdk')}" }`,
        'deploy:',
        `  - run: echo ${ref('version')} ${ref('base.env.HOME')}`,
        `  - spawn: ${ref('inputs.sdk')}/install.sh`,
        '    dialogue:',
        `      - expect: /port (\\d+) on (?<host>\\S+)/`,
        `        answer: ${ref('match.1')} ${ref('match.host')} ${ref('match.0')}`,
        `        save: { port: "${ref('match.1')}" }`,
        '      - expect: Again?',
        `        answer: ${ref('port')}`,
        '      - expect: Optional?',
        '        when: { optional: x }',
        `        answer: ${ref('params.optional')}`,
        `  - run: [echo, "${ref('port')}"]`,
        'image:',
        `  tags: ["acme/sdk:${ref('port')}"]`,
        'test:',
        '  - run: acme --version',
        `    expect: ${ref('version')}`,
      ),
    ).toBe('ok');
  });

  test('`$${{` is a literal `${{`', () => {
    expect(check(spawning('      - expect: $${{ a }}'))).toBe('ok');
  });
});

describe('names that do not', () => {
  test('params, inputs and saved names', () => {
    expect(
      checkLines(
        'params: { release: { default: x } }',
        'inputs: { sdk: { from: x } }',
        'deploy:',
        `  - run: echo ${ref('params.relase')} ${ref('inputs.skd')} ${ref('release')} ${ref('sdk')} ${ref('port')} ${ref('env.HOME')} ${ref('base.path')}`,
        '    save: { port: x }',
        `  - run: echo ${ref('prt')}`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:15: error: the param \`relase\` is not declared; did you mean \`release\`?
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |               ^
          5 |   - run: echo \${{ params.release }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}

      x.yaml:5:36: error: the input \`skd\` is not declared; did you mean \`sdk\`?
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                    ^
          5 |   - run: echo \${{ params.relase }} \${{ inputs.sdk }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}

      x.yaml:5:54: error: \`release\` is a param; its name is \`params.release\`
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                                      ^
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ params.release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}

      x.yaml:5:69: error: \`sdk\` is an input; its name is \`inputs.sdk\`
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                                                     ^
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ inputs.sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}

      x.yaml:5:80: error: nothing named \`port\` is saved before this line
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                                                                ^

      x.yaml:5:92: error: \`env.HOME\` is not defined; there are params.NAME, inputs.NAME, match.N, base.env.NAME, workspace and saved names
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                                                                            ^

      x.yaml:5:108: error: of the base there is only its environment, such as \`base.env.PATH\`
          5 |   - run: echo \${{ params.relase }} \${{ inputs.skd }} \${{ release }} \${{ sdk }} \${{ port }} \${{ env.HOME }} \${{ base.path }}
            |                                                                                                            ^

      x.yaml:7:15: error: nothing named \`prt\` is saved before this line; did you mean \`port\`?
          7 |   - run: echo \${{ prt }}
            |               ^
          7 |   - run: echo \${{ port }}"
    `);
  });

  test('outside of where they exist', () => {
    expect(
      checkLines(
        `base: x:${ref('base.env.A')}`,
        'inputs: { sdk: { from: x } }',
        'prepare:',
        `  - run: echo ${ref('base.env.A')} ${ref('match.1')}`,
        'deploy:',
        `  - run: echo ${ref('workspace')} ${ref('workspace.x')}`,
        'image:',
        `  workdir: ${ref('inputs.sdk')}`,
        'test:',
        `  - run: ls ${ref('inputs.sdk')}`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:9: error: the environment of the base is not known here; it is in \`container\`, \`deploy\`, \`image\` and \`test\`
          2 | base: x:\${{ base.env.A }}
            |         ^

      x.yaml:5:15: error: the environment of the base is not known here; it is in \`container\`, \`deploy\`, \`image\` and \`test\`
          5 |   - run: echo \${{ base.env.A }} \${{ match.1 }}
            |               ^

      x.yaml:5:33: error: \`match\` is there only in the answers and the \`save\` of an exchange
          5 |   - run: echo \${{ base.env.A }} \${{ match.1 }}
            |                                 ^

      x.yaml:7:15: error: \`workspace\` is there only in \`prepare\`
          7 |   - run: echo \${{ workspace }} \${{ workspace.x }}
            |               ^

      x.yaml:7:32: error: \`workspace\` is a directory; write the rest of a path behind \`}}\`
          7 |   - run: echo \${{ workspace }} \${{ workspace.x }}
            |                                ^

      x.yaml:9:12: error: inputs are there only in \`prepare\` and \`deploy\`
          9 |   workdir: \${{ inputs.sdk }}
            |            ^

      x.yaml:11:13: error: inputs are there only in \`prepare\` and \`deploy\`
         11 |   - run: ls \${{ inputs.sdk }}
            |             ^"
    `);
  });

  test('captures the pattern does not have', () => {
    expect(
      check(
        spawning(
          '      - expect: /port (\\d+)/',
          `        answer: ${ref('match.2')} ${ref('match.port')}`,
          '      - expect: Text',
          `        answer: ${ref('match.1')}`,
          '      - expect: { quiet: 5s }',
          `        answer: ${ref('match.0')}`,
          '      - expect: /(?<host>a)(b)/',
          `        answer: ${ref('match.hst')} ${ref('match.3')}`,
          `      - expect: x ${ref('match.1')}`,
          '      - expect: y',
          `        fail: ${ref('match.0')}`,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:6:17: error: the pattern of this exchange has 1 capture; there is no \`match.2\`
          6 |         answer: \${{ match.2 }} \${{ match.port }}
            |                 ^

      x.yaml:6:32: error: the pattern of this exchange has no capture named \`port\`
          6 |         answer: \${{ match.2 }} \${{ match.port }}
            |                                ^

      x.yaml:8:17: error: the pattern of this exchange has no captures; there is no \`match.1\`
          8 |         answer: \${{ match.1 }}
            |                 ^

      x.yaml:10:17: error: \`match\` is there only in the answers and the \`save\` of an exchange
         10 |         answer: \${{ match.0 }}
            |                 ^

      x.yaml:12:17: error: the pattern of this exchange has no capture named \`hst\`; did you mean \`host\`?
         12 |         answer: \${{ match.hst }} \${{ match.3 }}
            |                 ^
         12 |         answer: \${{ match.host }} \${{ match.3 }}

      x.yaml:12:34: error: the pattern of this exchange has 2 captures; there is no \`match.3\`
         12 |         answer: \${{ match.hst }} \${{ match.3 }}
            |                                  ^

      x.yaml:13:19: error: \`match\` is there only in the answers and the \`save\` of an exchange
         13 |       - expect: x \${{ match.1 }}
            |                   ^

      x.yaml:15:15: error: \`match\` is there only in the answers and the \`save\` of an exchange
         15 |         fail: \${{ match.0 }}
            |               ^"
    `);
  });

  test('secrets', () => {
    expect(
      checkLines(
        'secrets: { serial: prompt }',
        'deploy:',
        '  - spawn: x',
        '    dialogue:',
        '      - expect: a',
        `        answer: ${ref('secrets.serial')}`,
        '      - expect: b',
        `        answer: "${ref('serial')}"`,
        `  - run: login ${ref('secrets.serial')}`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:17: error: secrets have no \`\${{ }}\`; write \`answer: { secret: serial }\`, or \`env: { NAME: { secret: serial } }\`
          7 |         answer: \${{ secrets.serial }}
            |                 ^
          7 |         answer: { secret: serial }

      x.yaml:9:18: error: secrets have no \`\${{ }}\`; write \`answer: { secret: serial }\`, or \`env: { NAME: { secret: serial } }\`
          9 |         answer: "\${{ serial }}"
            |                  ^
          9 |         answer: { secret: serial }

      x.yaml:10:16: error: secrets have no \`\${{ }}\`; write \`answer: { secret: serial }\`, or \`env: { NAME: { secret: serial } }\`
         10 |   - run: login \${{ secrets.serial }}
            |                ^"
    `);
  });

  test('values that may be missing', () => {
    expect(
      checkLines(
        'params: { a: { type: string }, b: { type: choice, of: [x, y], default: x } }',
        'deploy:',
        `  - run: echo ${ref('params.a')}`,
        '  - run: x',
        '    when: { b: x }',
        '    save: { one: a }',
        `  - run: echo ${ref('one')}`,
        '    when: { b: x }',
        `  - run: echo ${ref('one')}`,
        '  - spawn: x',
        `    always: [ { expect: q, answer: "${ref('three')}", save: { two: "${ref('match.0')}" } } ]`,
        '    dialogue:',
        `      - { expect: c, optional: true, save: { three: "${ref('match.0')}" } }`,
        `      - { expect: d, save: { four: "${ref('match.0')}" } }`,
        `      - { expect: "${ref('four')}", answer: "${ref('four')}" }`,
        '      - any-order:',
        `          - { expect: e, save: { five: "${ref('match.0')}" } }`,
        `          - { expect: f, answer: "${ref('five')}" }`,
        `  - run: echo ${ref('two')} ${ref('three')} ${ref('four')} ${ref('five')}`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:4:15: error: the param \`a\` may have no value here; give it a \`default\`, or \`required: true\`
          4 |   - run: echo \${{ params.a }}
            |               ^

      x.yaml:10:15: error: \`one\` may not have been saved: what saves it has a \`when\` that does not hold here
         10 |   - run: echo \${{ one }}
            |               ^

      x.yaml:12:37: error: nothing named \`three\` is saved before this line
         12 |     always: [ { expect: q, answer: "\${{ three }}", save: { two: "\${{ match.0 }}" } } ]
            |                                     ^

      x.yaml:16:20: error: \`four\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts
         16 |       - { expect: "\${{ four }}", answer: "\${{ four }}" }
            |                    ^

      x.yaml:19:35: error: nothing named \`five\` is saved before this line
         19 |           - { expect: f, answer: "\${{ five }}" }
            |                                   ^

      x.yaml:20:15: error: \`two\` may not have been saved: what saves it is optional
         20 |   - run: echo \${{ two }} \${{ three }} \${{ four }} \${{ five }}
            |               ^

      x.yaml:20:26: error: \`three\` may not have been saved: what saves it is optional
         20 |   - run: echo \${{ two }} \${{ three }} \${{ four }} \${{ five }}
            |                          ^"
    `);
  });

  test('not names at all', () => {
    expect(
      check(
        spawning(
          `      - expect: ${ref('a b')}`,
          `      - expect: ${ref('')}`,
          '      - expect: ${{ params.x',
          `      - expect: ${ref("params.x || 'y'")}`,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:17: error: \`a b\` is not a name; there is nothing but names between \`\${{\` and \`}}\`
          5 |       - expect: \${{ a b }}
            |                 ^

      x.yaml:6:17: error: \`\${{ }}\` names nothing
          6 |       - expect: \${{  }}
            |                 ^

      x.yaml:7:17: error: \`\${{\` is not closed with \`}}\`; a literal one is written \`$\${{\`
          7 |       - expect: \${{ params.x
            |                 ^

      x.yaml:8:17: error: \`params.x || 'y'\` is not a name; there is nothing but names between \`\${{\` and \`}}\`
          8 |       - expect: \${{ params.x || 'y' }}
            |                 ^"
    `);
  });

  test('are found inside blocks and quotes where they stand', () => {
    expect(
      checkLines(
        'deploy:',
        '  - run: |',
        '      echo one',
        `      echo "a" ${ref('x')}`,
        '  - run: "echo \\"a\\" ' + ref('y') + '"',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:16: error: nothing named \`x\` is saved before this line
          5 |       echo "a" \${{ x }}
            |                ^

      x.yaml:6:22: error: nothing named \`y\` is saved before this line
          6 |   - run: "echo \\"a\\" \${{ y }}"
            |                      ^"
    `);
  });

  test('what cannot be read is not called undeclared', () => {
    expect(
      checkLines(
        'params: { p: { tpe: string, default: x } }',
        'deploy:',
        '  - { run: a, timeout: 5, save: { one: a } }',
        `  - run: echo ${ref('params.p')} ${ref('one')}`,
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:16: error: unknown key \`tpe\`; did you mean \`type\`?
          2 | params: { p: { tpe: string, default: x } }
            |                ^
          2 | params: { p: { type: string, default: x } }

      x.yaml:4:24: error: \`timeout\`: a duration needs its unit: ms, s, m or h
          4 |   - { run: a, timeout: 5, save: { one: a } }
            |                        ^
          4 |   - { run: a, timeout: 5s, save: { one: a } }"
    `);
  });
});

describe('conditions', () => {
  test('name declared params and values they can have', () => {
    expect(
      checkLines(
        'params: { platform: { type: choice, of: [Aarch, Both] }, debug: { type: boolean }, level: { type: number }, release: { type: string, match: "^[0-9]+$" } }',
        'deploy:',
        '  - { run: a, when: { platform: Arch } }',
        '  - { run: a, when: { platfrom: Both } }',
        '  - { run: a, when: { debug: yes, level: high, release: x } }',
        '  - { run: a, when: { debug: true, level: 4, release: 12, platform: [Aarch, Both] } }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:4:33: error: the param \`platform\` is never \`Arch\`: it must be one of Aarch, Both
          4 |   - { run: a, when: { platform: Arch } }
            |                                 ^
          4 |   - { run: a, when: { platform: Aarch } }

      x.yaml:5:23: error: \`when\` names the param \`platfrom\`, which is not declared; did you mean \`platform\`?
          5 |   - { run: a, when: { platfrom: Both } }
            |                       ^
          5 |   - { run: a, when: { platform: Both } }

      x.yaml:6:30: error: the param \`debug\` is never \`yes\`: it must be true or false
          6 |   - { run: a, when: { debug: yes, level: high, release: x } }
            |                              ^

      x.yaml:6:42: error: the param \`level\` is never \`high\`: it must be a number
          6 |   - { run: a, when: { debug: yes, level: high, release: x } }
            |                                          ^

      x.yaml:6:57: error: the param \`release\` is never \`x\`: it must match ^[0-9]+$
          6 |   - { run: a, when: { debug: yes, level: high, release: x } }
            |                                                         ^"
    `);
  });
});
