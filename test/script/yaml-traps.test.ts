import { describe, expect, test } from 'vitest';
import { check, checkExpect, checkLines, firstSpawn, load, spawning } from './helpers.js';

describe('text is the characters of the source', () => {
  const answers = [
    '007',
    '1.10',
    '0x1F',
    '1e3',
    '.5',
    '1_000',
    'yes',
    'no',
    'on',
    'off',
    'true',
    'False',
    '2024-01-01',
    '12:30:45',
    '+1',
    '.inf',
    '0o17',
    '-1',
    '=',
    "it's",
    'a: b'.replace(': ', ':'),
    'C:\\Users',
    '${HOME}',
    '{{ x }}'.replace('{{', 'a {{'),
    'nullify',
    '--More--',
  ];
  test.each(answers)('answer: %s', (written) => {
    const [item] = firstSpawn(load(spawning('      - expect: Go?', `        answer: ${written}`))).dialogue;
    expect(item).toMatchObject({ exchange: { response: { sources: [{ text: { source: written } }] } } });
  });

  test.each([
    ['0775', 0o775],
    ['775', 0o775],
    ['"0775"', 0o775],
    ['0o644', 0o644],
    ['4755', 0o4755],
  ])('mode: %s is octal', (written, mode) => {
    expect(load(`unattend: 1\ntest:\n  - { file: /x, mode: ${written} }\n`).test).toMatchObject([{ mode }]);
  });

  test('block scalars are text without their last line break', () => {
    const [item] = firstSpawn(
      load(spawning('      - expect: |', '          Password:', '        answer: |-', '          a # b')),
    ).dialogue;
    expect(item).toMatchObject({
      exchange: {
        expect: { pattern: { kind: 'text', text: 'Password:' } },
        response: { sources: [{ text: { source: 'a # b' } }] },
      },
    });
  });
});

describe('a value YAML takes for something else is shown with the line that works', () => {
  test('cut by a comment', () => {
    expect(checkExpect('root@build:/opt # ')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` is cut off by a comment
        5 |       - expect: root@build:/opt # 
          |                 ^
        5 |       - expect: "root@build:/opt # ""
  `);
  });
  test('cut in an answer', () => {
    expect(check(spawning('      - expect: a', '        answer: b # c'))).toMatchInlineSnapshot(`
    "x.yaml:6:17: error: \`answer\` is cut off by a comment
        6 |         answer: b # c
          |                 ^
        6 |         answer: "b # c""
  `);
  });
  test('cut in a command', () => {
    expect(checkLines('deploy:', '  - run: make # all')).toMatchInlineSnapshot(`
    "x.yaml:3:10: error: \`run\` is cut off by a comment
        3 |   - run: make # all
          |          ^
        3 |   - run: "make # all""
  `);
  });
  test('cut in an argument', () => {
    expect(checkLines('deploy:', '  - run:', '      - make', '      - a # b')).toMatchInlineSnapshot(`
    "x.yaml:5:9: error: this entry is cut off by a comment
        5 |       - a # b
          |         ^
        5 |       - "a # b""
  `);
  });
  test('cut in fail-on', () => {
    expect(checkLines('deploy:', '  - spawn: x', '    fail-on:', '      - disk # full'))
      .toMatchInlineSnapshot(`
    "x.yaml:5:9: error: this entry is cut off by a comment
        5 |       - disk # full
          |         ^
        5 |       - "disk # full""
  `);
  });
  test('a comment behind what holds no blanks is a comment', () => {
    expect(checkLines('base: debian:12 # stable', 'inputs:', '  a: ', '    from: ./x # here')).toBe('ok');
  });
  test('a comment behind quotes is a comment', () => {
    expect(checkExpect('"Go?" # really')).toBe('ok');
  });
  test('nothing but a comment', () => {
    expect(checkExpect('# ')).toMatchInlineSnapshot(`
    "x.yaml:5:9: error: \`expect\` is empty: what follows is a comment
        5 |       - expect: # 
          |         ^
        5 |       - expect: "# ""
  `);
  });
  test('nothing', () => {
    expect(checkExpect('')).toMatchInlineSnapshot(`
    "x.yaml:5:9: error: \`expect\` is empty
        5 |       - expect: 
          |         ^"
  `);
  });
  test('no answer', () => {
    expect(check(spawning('      - expect: a', '        answer:'))).toMatchInlineSnapshot(`
    "x.yaml:6:9: error: \`answer\` is empty
        6 |         answer:
          |         ^
        6 |         answer: """
  `);
  });
  test('null', () => {
    expect(checkExpect('null')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` is null; quote the text
        5 |       - expect: null
          |                 ^
        5 |       - expect: "null""
  `);
  });
  test('~', () => {
    expect(check(spawning('      - expect: a', '        answer: ~'))).toMatchInlineSnapshot(`
    "x.yaml:6:17: error: \`answer\` is null; quote the text
        6 |         answer: ~
          |                 ^
        6 |         answer: "~""
  `);
  });
  test('a colon at the end', () => {
    expect(checkExpect('Password:')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` has a colon in an unquoted value; quote it
        5 |       - expect: Password:
          |                 ^
        5 |       - expect: "Password:""
  `);
  });
  test('a colon inside', () => {
    expect(checkExpect('Path: now')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` has a colon in an unquoted value; quote it
        5 |       - expect: Path: now
          |                 ^
        5 |       - expect: "Path: now""
  `);
  });
  test('a list', () => {
    expect(checkExpect('[y/N]')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` must be text or a map, not a list
        5 |       - expect: [y/N]
          |                 ^
        5 |       - expect: "[y/N]""
  `);
  });
  test('the start of a list', () => {
    expect(checkExpect('[sudo] password for build:')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`[\` at the start of \`expect\` as a list; quote the text
        5 |       - expect: [sudo] password for build:
          |                 ^
        5 |       - expect: "[sudo] password for build:""
  `);
  });
  test('an open list', () => {
    expect(checkExpect('[y/N')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`[\` at the start of \`expect\` as a list; quote the text
        5 |       - expect: [y/N
          |                 ^
        5 |       - expect: "[y/N""
  `);
  });
  test('a map', () => {
    expect(checkExpect('{x}')).toMatchInlineSnapshot(`
      "x.yaml:5:17: error: \`expect\` must be text, or a map with \`text\`, \`screen\`, \`raw\`, \`quiet\` or \`eof\`
          5 |       - expect: {x}
            |                 ^
          5 |       - expect: "{x}""
    `);
  });
  test('an open map', () => {
    expect(checkExpect('{x')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`{\` at the start of \`expect\` as a map; quote the text
        5 |       - expect: {x
          |                 ^
        5 |       - expect: "{x""
  `);
  });
  test('an alias', () => {
    expect(checkExpect('*foo')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`*\` at the start of a value as an alias, which scripts do not use; quote the text
        5 |       - expect: *foo
          |                 ^
        5 |       - expect: "*foo""
  `);
  });
  test('stars', () => {
    expect(checkExpect('*** press a key ***')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: a value cannot start with \`*\` unless it is quoted
        5 |       - expect: *** press a key ***
          |                 ^
        5 |       - expect: "*** press a key ***""
  `);
  });
  test('an anchor', () => {
    expect(checkExpect('&foo bar')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`&\` at the start of a value as an anchor, which scripts do not use; quote the text
        5 |       - expect: &foo bar
          |                 ^
        5 |       - expect: "&foo bar""
  `);
  });
  test('an anchor of nothing', () => {
    expect(checkExpect('&foo')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`&\` at the start of a value as an anchor, which scripts do not use; quote the text
        5 |       - expect: &foo
          |                 ^
        5 |       - expect: "&foo""
  `);
  });
  test('a tag', () => {
    expect(checkExpect('!important')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`!\` at the start of a value as a tag, which scripts do not use; quote the text
        5 |       - expect: !important
          |                 ^
        5 |       - expect: "!important""
  `);
  });
  test('@', () => {
    expect(checkExpect('@x')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: a value cannot start with \`@\` unless it is quoted
        5 |       - expect: @x
          |                 ^
        5 |       - expect: "@x""
  `);
  });
  test('%', () => {
    expect(checkExpect('%x')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: a value cannot start with \`%\` unless it is quoted
        5 |       - expect: %x
          |                 ^
        5 |       - expect: "%x""
  `);
  });
  test('a backquote', () => {
    expect(checkExpect('`x`')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: a value cannot start with a backquote unless it is quoted
        5 |       - expect: \`x\`
          |                 ^
        5 |       - expect: "\`x\`""
  `);
  });
  test('a comma', () => {
    expect(checkExpect(', go on')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`expect\` must be quoted
        5 |       - expect: , go on
          |                 ^
        5 |       - expect: ", go on""
  `);
  });
  test('a dash', () => {
    expect(checkExpect('- go on')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`-\` at the start of \`expect\` as structure; quote the text
        5 |       - expect: - go on
          |                 ^
        5 |       - expect: "- go on""
  `);
  });
  test('a question mark', () => {
    expect(checkExpect('? ')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`?\` at the start of \`expect\` as structure; quote the text
        5 |       - expect: ? 
          |                 ^
        5 |       - expect: "?""
  `);
  });
  test('the prompt >', () => {
    expect(checkExpect('>')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`>\` as the start of a block of text; quote the text
        5 |       - expect: >
          |                 ^
        5 |       - expect: ">""
  `);
  });
  test('the prompt > with text', () => {
    expect(checkExpect('> go')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`>\` at the start of \`expect\` as a block of text; quote the text
        5 |       - expect: > go
          |                 ^
        5 |       - expect: "> go""
  `);
  });
  test('the spinner |', () => {
    expect(checkExpect('|')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: YAML reads \`|\` as the start of a block of text; quote the text
        5 |       - expect: |
          |                 ^
        5 |       - expect: "|""
  `);
  });
  test('an open quote', () => {
    expect(checkExpect('"Go on')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the quote is not closed
        5 |       - expect: "Go on
          |                 ^
        5 |       - expect: "Go on""
  `);
  });
  test('an open quote that the next one closes', () => {
    expect(check(spawning('      - expect: "Go on', '        answer: "yes"', '      - expect: b')))
      .toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the quote is not closed
        5 |       - expect: "Go on
          |                 ^
        5 |       - expect: "Go on""
  `);
  });
  test('a single quote', () => {
    expect(checkExpect("'")).toMatchInlineSnapshot(`
      "x.yaml:5:17: error: the quote is not closed
          5 |       - expect: '
            |                 ^
          5 |       - expect: "'""
    `);
  });
  test('text behind quotes', () => {
    expect(checkExpect('"Go" [y/n]')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the value of \`expect\` goes on behind its closing quote; quote all of it
        5 |       - expect: "Go" [y/n]
          |                 ^
        5 |       - expect: '"Go" [y/n]'"
  `);
  });
  test('an apostrophe in single quotes', () => {
    expect(checkExpect("'don't'")).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the value of \`expect\` goes on behind its closing quote; quote all of it
        5 |       - expect: 'don't'
          |                 ^
        5 |       - expect: "'don't'""
  `);
  });
  test('an escape YAML does not know', () => {
    expect(checkExpect('"a\\d+"')).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: \`\\d\` is not an escape that double quotes know; use single quotes
        5 |       - expect: "a\\d+"
          |                 ^
        5 |       - expect: 'a\\d+'"
  `);
  });
  test('a comma in a map', () => {
    expect(checkExpect('{ text: Yes, no }')).toMatchInlineSnapshot(`
    "x.yaml:5:30: error: the comma before \`no\` ends the text; quote it
        5 |       - expect: { text: Yes, no }
          |                              ^
        5 |       - expect: { text: "Yes, no" }"
  `);
  });
  test('a reference in a map', () => {
    expect(
      checkLines(
        'params: { p: { default: x } }',
        'deploy:',
        '  - run: x',
        '    env: { A: ${{ params.p }}/bin, B: c }',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:5:10: error: between braces or brackets a \`\${{ … }}\` must be quoted
        5 |     env: { A: \${{ params.p }}/bin, B: c }
          |          ^
        5 |     env: { A: "\${{ params.p }}/bin", B: c }"
  `);
  });
  test('a list entry with a colon', () => {
    expect(
      checkLines('deploy:', '  - spawn: x', '    fail-on:', '      - Error:', '      - error: disk full'),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:9: error: this entry must be text, or a map with \`text\`, \`expect\` or \`use\`
          5 |       - Error:
            |         ^
          5 |       - "Error:"

      x.yaml:6:9: error: this entry must be text, or a map with \`text\`, \`expect\` or \`use\`
          6 |       - error: disk full
            |         ^
          6 |       - "error: disk full""
    `);
  });
});

describe('lines YAML runs together or cannot place', () => {
  test('a text that goes on', () => {
    expect(check(spawning('      - expect: Do you', '          agree?'))).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the text goes on in the next line; write it on one line, or as a block with \`|\`
        5 |       - expect: Do you
          |                 ^
        5 |       - expect: "Do you agree?""
  `);
  });
  test('a text that eats the next key', () => {
    expect(check(spawning('      - expect: Do you', '        agree?', '        answer: yes')))
      .toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the text goes on in the next line; write it on one line, or as a block with \`|\`
        5 |       - expect: Do you
          |                 ^
        5 |       - expect: "Do you agree?""
  `);
  });
  test('a text that eats the next exchange', () => {
    expect(check(spawning('      - expect: a', '        - expect: b'))).toMatchInlineSnapshot(`
    "x.yaml:6:9: error: this line is not indented like its neighbours
        6 |         - expect: b
          |         ^
        6 |       - expect: b"
  `);
  });
  test('a quoted text that goes on', () => {
    expect(check(spawning('      - expect: "a', '          b"'))).toMatchInlineSnapshot(`
    "x.yaml:5:17: error: the text goes on in the next line; write it on one line, or as a block with \`|\`
        5 |       - expect: "a
          |                 ^
        5 |       - expect: "a b""
  `);
  });
  test('an answer indented too far', () => {
    expect(check(spawning('      - expect: a', '          answer: b'))).toMatchInlineSnapshot(`
    "x.yaml:6:11: error: this line is not indented like its neighbours
        6 |           answer: b
          |           ^
        6 |         answer: b"
  `);
  });
  test('an answer not indented enough', () => {
    expect(check(spawning('      - expect: a', '      answer: b'))).toMatchInlineSnapshot(`
    "x.yaml:6:7: error: this line is not indented like its neighbours
        6 |       answer: b
          |       ^
        6 |         answer: b"
  `);
  });
  test('a forgotten dash', () => {
    expect(check(spawning('      - expect: a', '        answer: b', '        expect: c')))
      .toMatchInlineSnapshot(`
    "x.yaml:7:9: error: \`expect\` is already given in line 5
        7 |         expect: c
          |         ^
        7 |       - expect: c"
  `);
  });
  test('a key given twice', () => {
    expect(checkLines('name: a', 'name: b')).toMatchInlineSnapshot(`
    "x.yaml:3:1: error: \`name\` is already given in line 2
        3 | name: b
          | ^"
  `);
  });
  test('tabs', () => {
    expect(check(spawning('\t  - expect: a', '\t    answer: b'))).toMatchInlineSnapshot(`
    "x.yaml:5:1: error: a tab cannot indent; use spaces
        5 | 	  - expect: a
          | ^
        5 |     - expect: a

    x.yaml:6:1: error: a tab cannot indent; use spaces
        6 | 	    answer: b
          | ^
        6 |       answer: b"
  `);
  });
  test('no blank behind a colon', () => {
    expect(check(spawning('      - expect:a', '        answer: b'))).toMatchInlineSnapshot(`
    "x.yaml:5:9: error: a space is missing after the colon
        5 |       - expect:a
          |         ^
        5 |       - expect: a"
  `);
  });
  test('no blank behind a dash', () => {
    expect(check(spawning('      -expect: a', '       answer: b'))).toMatchInlineSnapshot(`
    "x.yaml:5:7: error: a space is missing after the dash
        5 |       -expect: a
          |       ^
        5 |       - expect: a

    x.yaml:6:8: error: this line is not indented like its neighbours
        6 |        answer: b
          |        ^
        6 |         answer: b"
  `);
  });
  test('a map without its braces', () => {
    expect(checkLines('deploy:', '  - run: x', '    when: platform: B')).toMatchInlineSnapshot(`
    "x.yaml:4:11: error: \`when\` takes a map; write it between braces
        4 |     when: platform: B
          |           ^
        4 |     when: { platform: B }"
  `);
  });
  test('brackets that are not closed', () => {
    expect(checkLines('image: { tags: [a }', 'name: x')).toMatchInlineSnapshot(`
    "x.yaml:2:8: error: a bracket or brace is not closed
        2 | image: { tags: [a }
          |        ^
        2 | image: { tags: [a] }"
  `);
  });
  test('a key without its colon', () => {
    expect(checkLines('deploy:', '  - run make')).toMatchInlineSnapshot(`
    "x.yaml:3:5: error: this entry must be a map, not text
        3 |   - run make
          |     ^
        3 |   - run: make"
  `);
  });
  test('a line that is nothing', () => {
    expect(checkLines('foo bar', 'name: x')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: this line is neither \`key: value\` nor a list entry
        2 | foo bar
          | ^"
  `);
  });
  test('several documents', () => {
    expect(checkLines('---', 'unattend: 1')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: a script is one YAML document; remove the \`---\`
        2 | ---
          | ^"
  `);
  });
  test('a directive', () => {
    expect(check('%YAML 1.1\n---\nunattend: 1\n')).toMatchInlineSnapshot(`
    "x.yaml:1:1: error: a script is YAML 1.2 and has no \`%YAML\` line
        1 | %YAML 1.1
          | ^"
  `);
  });
  test('a merge key', () => {
    expect(checkLines('<<: { name: a }')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: merge keys are not part of YAML 1.2; write the keys out
        2 | <<: { name: a }
          | ^"
  `);
  });
  test('a key that is no text', () => {
    expect(checkLines('? [a]', ': b')).toMatchInlineSnapshot(`
    "x.yaml:2:3: error: a key must be plain text
        2 | ? [a]
          |   ^"
  `);
  });
  test('__proto__', () => {
    expect(checkLines('__proto__: { name: a }')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: unknown key \`__proto__\`
        2 | __proto__: { name: a }
          | ^"
  `);
  });
  test.each(['', '# only a comment\n', '~\n'])('an empty file: %j', (text) => {
    expect(check(text)).toContain('error: the script is empty');
  });
  test('no map', () => {
    expect(check('- run: x\n')).toMatchInlineSnapshot(`
    "x.yaml:1:1: error: a script is a map that starts with \`unattend: 1\`
        1 | - run: x
          | ^"
  `);
  });
  test('several at once, and what the rest of the script has', () => {
    expect(
      check(
        spawning(
          '      - expect: Password:',
          '        answr: x',
          '      - expect: @home',
          '        timeout: 5',
          '      - expect: /(/',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:17: error: \`expect\` has a colon in an unquoted value; quote it
          5 |       - expect: Password:
            |                 ^
          5 |       - expect: "Password:"

      x.yaml:6:9: error: unknown key \`answr\`; did you mean \`answer\`?
          6 |         answr: x
            |         ^
          6 |         answer: x

      x.yaml:7:17: error: a value cannot start with \`@\` unless it is quoted
          7 |       - expect: @home
            |                 ^
          7 |       - expect: "@home"

      x.yaml:8:18: error: \`timeout\`: a duration needs its unit: ms, s, m or h
          8 |         timeout: 5
            |                  ^
          8 |         timeout: 5s

      x.yaml:9:19: error: the regular expression does not compile: unterminated group
          9 |       - expect: /(/
            |                   ^"
    `);
  });
});
