import { describe, expect, test } from 'vitest';
import { commandLineProblems } from '../../src/script/check/command-line.js';
import { describeCommand, renderCommand } from '../../src/script/command.js';
import type { Command } from '../../src/script/model.js';
import { parseTemplate } from '../../src/script/template.js';
import { checkLines, load } from './helpers.js';

const line = (command: string): string =>
  checkLines('params: { x: { default: a } }', 'deploy:', `  - run: ${command}`);
const x = '${{ params.x }}';

describe('a reference that would not be one word is an error with the fixed line', () => {
  test('in double quotes', () => {
    expect(line(`cp "${x}/a" /b`)).toMatchInlineSnapshot(`
    "x.yaml:4:14: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
        4 |   - run: cp "\${{ params.x }}/a" /b
          |              ^
        4 |   - run: cp \${{ params.x }}/a /b"
  `);
  });
  test('in double quotes with other text', () => {
    expect(line(`echo "hello ${x}, $HOME and ${x}"`)).toMatchInlineSnapshot(`
      "x.yaml:4:22: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
          4 |   - run: echo "hello \${{ params.x }}, $HOME and \${{ params.x }}"
            |                      ^
          4 |   - run: echo "hello "\${{ params.x }}", $HOME and "\${{ params.x }}"
    `);
  });
  test('in single quotes', () => {
    expect(line(`echo 'hello ${x}'`)).toMatchInlineSnapshot(`
    "x.yaml:4:22: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
        4 |   - run: echo 'hello \${{ params.x }}'
          |                      ^
        4 |   - run: echo 'hello '\${{ params.x }}"
  `);
  });
  test('in quoted YAML', () => {
    expect(line(`"echo '${x}'"`)).toMatchInlineSnapshot(`
    "x.yaml:4:17: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
        4 |   - run: "echo '\${{ params.x }}'"
          |                 ^
        4 |   - run: "echo \${{ params.x }}""
  `);
  });
  test('in a block', () => {
    expect(
      checkLines(
        'params: { x: { default: a } }',
        'deploy:',
        '  - run: |',
        '      cd /opt',
        `      cp "${x}" b`,
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:6:11: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
        6 |       cp "\${{ params.x }}" b
          |           ^
        6 |       cp \${{ params.x }} b"
  `);
  });
  test('behind a backslash', () => {
    expect(line(`echo \\${x}`)).toMatchInlineSnapshot(`
    "x.yaml:4:16: error: the backslash before \`\${{ params.x }}\` would undo its quotes
        4 |   - run: echo \\\${{ params.x }}
          |                ^
        4 |   - run: echo \${{ params.x }}"
  `);
  });
  test('in the text of -c', () => {
    expect(line(`su builder -c "install ${x}"`)).toMatchInlineSnapshot(`
      "x.yaml:4:33: error: \`\${{ params.x }}\` stands in the text of \`-c\`, where its value would be run as code; hand it over as an argument
          4 |   - run: su builder -c "install \${{ params.x }}"
            |                                 ^"
    `);
  });
  test('in the text of the -c of a shell', () => {
    expect(line(`sh -c "install ${x} in ${x}"`)).toMatchInlineSnapshot(`
    "x.yaml:4:25: error: \`\${{ params.x }}\` stands in the text of \`-c\`, where its value would be run as code; hand it over as an argument
        4 |   - run: sh -c "install \${{ params.x }} in \${{ params.x }}"
          |                         ^
        4 |   - run: sh -c 'install "$1" in "$2"' sh \${{ params.x }} \${{ params.x }}"
  `);
  });
  test('in quotes inside a substitution', () => {
    expect(line(`echo "$(cat '${x}')" "a"`)).toMatchInlineSnapshot(`
    "x.yaml:4:23: error: \`\${{ params.x }}\` stands inside quotes; it is one quoted word by itself
        4 |   - run: echo "$(cat '\${{ params.x }}')" "a"
          |                       ^
        4 |   - run: echo "$(cat \${{ params.x }})" "a""
  `);
  });
  test('in backquotes', () => {
    expect(line(`echo \`cat ${x}\``)).toMatchInlineSnapshot(`
      "x.yaml:4:20: error: \`\${{ params.x }}\` stands inside backquotes, which take backslashes out of its value; use $(…)
          4 |   - run: echo \`cat \${{ params.x }}\`
            |                    ^
          4 |   - run: echo $(cat \${{ params.x }})"
    `);
  });
  test('in a here-document', () => {
    expect(
      checkLines(
        'params: { x: { default: a } }',
        'deploy:',
        '  - run: |',
        '      cat > /etc/x <<EOF',
        `      a=${x}`,
        '      EOF',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:6:9: error: \`\${{ params.x }}\` stands in a here-document, where nothing is quoted; hand the value over in \`env\` and write "$NAME"
        6 |       a=\${{ params.x }}
          |         ^"
  `);
  });
  test('in an expansion', () => {
    expect(line(`echo $\{A:-${x}}`)).toMatchInlineSnapshot(`
    "x.yaml:4:20: error: \`\${{ params.x }}\` stands inside \${…}; put it in a variable first
        4 |   - run: echo \${A:-\${{ params.x }}}
          |                    ^"
  `);
  });
  test('in arithmetic', () => {
    expect(line(`echo $((1 + ${x}))`)).toMatchInlineSnapshot(`
    "x.yaml:4:22: error: \`\${{ params.x }}\` stands inside ((…)), where a quoted word is no number; put it in a variable first
        4 |   - run: echo $((1 + \${{ params.x }}))
          |                      ^"
  `);
  });
  test('in a comment', () => {
    expect(checkLines('params: { x: { default: a } }', 'deploy:', '  - run: |', `      make # ${x}`))
      .toMatchInlineSnapshot(`
    "x.yaml:5:14: error: \`\${{ params.x }}\` stands in a comment of the command line, which a value with a line break would end
        5 |       make # \${{ params.x }}
          |              ^"
  `);
  });
  test("behind $'…'", () => {
    expect(line(`echo $'a' ${x}`)).toMatchInlineSnapshot(`
    "x.yaml:4:20: error: it is not clear whether \`\${{ params.x }}\` stands inside quotes here; put it in a variable first, on a line of its own
        4 |   - run: echo $'a' \${{ params.x }}
          |                    ^"
  `);
  });
});

// Each of these once let a value run as a command: shells end a substitution or a here-document where they are not
// looked for.
test.each([
  `echo "$(case a in a) echo "b ${x}";; esac)"`,
  'cat <<E\n$\{x:-$(cat <<E\na\nE\n)}\nE\n\n' + x,
  `echo \`echo #a\` 'b\n\`echo ${x}\`'`,
])('where shells differ it is not clear: %j', (command) => {
  const { template } = parseTemplate(command, () => ({ file: 'x.yaml', line: 1, column: 1 }));
  expect(commandLineProblems(template).map(({ message }) => message)).toEqual([
    'it is not clear whether `${{ params.x }}` stands inside quotes here; put it in a variable first, on a line of its own',
  ]);
});

test.each([
  `echo $(echo)#a '$(echo; echo ${x})' # echo`,
  `echo $((1))#a 'b ${x}' # c`,
  `echo \`echo\`#a 'b ${x}' # c`,
])('a hash behind a substitution begins no comment: %j', (command) => {
  const { template } = parseTemplate(command, () => ({ file: 'x.yaml', line: 1, column: 1 }));
  expect(commandLineProblems(template).map(({ message }) => message)).toEqual([
    '`${{ params.x }}` stands inside quotes; it is one quoted word by itself',
  ]);
});

test.each([
  `cp ${x}/a "$(dirname ${x})" 'b c'`,
  `${x}/install.sh --prefix=${x} > "$HOME/log" 2>&1`,
  `echo "a" ${x} 'b' $\{HOME} \\" $(( 1 + 2 )) $(echo ${x})`,
  `"${x}/install.sh"`,
  `echo a#${x} $# $\{#HOME}`,
])('a reference that is one word is fine: %s', (command) => {
  expect(line(command)).toBe('ok');
});

test('a list is argv, in which quotes do not matter', () => {
  expect(line(`[sh, -c, 'echo "$1"', sh, "${x}"]`)).toBe('ok');
});

describe('commands of the model', () => {
  const commandOf = (written: string): Command => {
    const [step] = load(
      `unattend: 1\nparams: { x: { default: a } }\ndeploy:\n  - spawn: ${written}\n`,
    ).deploy;
    if (step?.kind !== 'spawn') throw new Error('no spawn');
    return step.command;
  };
  const lookup = () => "it's; rm -rf /";

  test('a line goes to a shell', () => {
    expect(renderCommand(commandOf(`${x}/install.sh -v`), lookup)).toEqual([
      '/bin/sh',
      '-euc',
      "'it'\\''s; rm -rf /'/install.sh -v",
    ]);
  });
  test('a list does not', () => {
    expect(renderCommand(commandOf(`[./install.sh, "--to=${x}"]`), lookup)).toEqual([
      './install.sh',
      "--to=it's; rm -rf /",
    ]);
  });
  test('both are shown as they would be typed', () => {
    expect(describeCommand(commandOf(`${x}/install.sh -v`), lookup)).toBe(
      "'it'\\''s; rm -rf /'/install.sh -v",
    );
    expect(describeCommand(commandOf(`[./install.sh, "${x}"]`), lookup)).toBe(
      "./install.sh 'it'\\''s; rm -rf /'",
    );
  });
});
