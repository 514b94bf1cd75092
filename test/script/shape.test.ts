import { describe, expect, test } from 'vitest';
import { check, checkLines, load, spawning } from './helpers.js';

describe('keys', () => {
  test('an unknown one at the top', () => {
    expect(checkLines('sumary: x')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: unknown key \`sumary\`; did you mean \`summary\`?
        2 | sumary: x
          | ^
        2 | summary: x"
  `);
  });
  test('an unknown one like no other', () => {
    expect(checkLines('colour: blue')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: unknown key \`colour\`; known here: unattend, name, summary, base, params, secrets, inputs, prepare, container, deploy, image, audit, test
        2 | colour: blue
          | ^"
  `);
  });
  test('mistyped ones in steps, exchanges and maps', () => {
    expect(
      checkLines(
        'deploy:',
        '  - rum: make',
        '  - spawn: x',
        '    dialog:',
        '      - expect: a',
        '    dialogue:',
        '      - { expct: a, answer: b }',
        '      - { expect: c, answer: { secrt: d } }',
        'image: { tag: [x] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:5: error: unknown key \`rum\`; did you mean \`run\`?
          3 |   - rum: make
            |     ^
          3 |   - run: make

      x.yaml:5:5: error: unknown key \`dialog\`; did you mean \`dialogue\`?
          5 |     dialog:
            |     ^
          5 |     dialogue:

      x.yaml:8:11: error: unknown key \`expct\`; did you mean \`expect\`?
          8 |       - { expct: a, answer: b }
            |           ^
          8 |       - { expect: a, answer: b }

      x.yaml:9:32: error: unknown key \`secrt\`; did you mean \`secret\`?
          9 |       - { expect: c, answer: { secrt: d } }
            |                                ^
          9 |       - { expect: c, answer: { secret: d } }

      x.yaml:10:10: error: unknown key \`tag\`; did you mean \`tags\`?
         10 | image: { tag: [x] }
            |          ^
         10 | image: { tags: [x] }"
    `);
  });
  test('missing ones', () => {
    expect(
      checkLines(
        'deploy:',
        '  - user: root',
        '  - copy: sdk',
        'inputs: { sdk: { strip: 1 } }',
        'test: [ { mode: 0755 } ]',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:5: error: one of \`run\`, \`spawn\` is missing
          3 |   - user: root
            |     ^

      x.yaml:4:5: error: \`to\` is missing
          4 |   - copy: sdk
            |     ^

      x.yaml:5:16: error: \`from\` is missing
          5 | inputs: { sdk: { strip: 1 } }
            |                ^

      x.yaml:5:18: error: unknown key \`strip\`; known here: from, sha256, unpack, mode, writable, at
          5 | inputs: { sdk: { strip: 1 } }
            |                  ^

      x.yaml:6:9: error: \`file\` is missing
          6 | test: [ { mode: 0755 } ]
            |         ^"
    `);
  });
  test('no version', () => {
    expect(check('name: a\nfoo: b\n')).toMatchInlineSnapshot(`
    "x.yaml:1:1: error: \`unattend\` is missing
        1 | name: a
          | ^

    x.yaml:2:1: error: unknown key \`foo\`; known here: unattend, name, summary, base, params, secrets, inputs, prepare, container, deploy, image, audit, test
        2 | foo: b
          | ^"
  `);
  });
  test('another version', () => {
    expect(check('unattend: 2\nfoo: b\n')).toMatchInlineSnapshot(`
    "x.yaml:1:11: error: \`unattend\`: version 2 of the language is not known here; this is version 1
        1 | unattend: 2
          |           ^
        1 | unattend: 1

    x.yaml:2:1: error: unknown key \`foo\`; known here: unattend, name, summary, base, params, secrets, inputs, prepare, container, deploy, image, audit, test
        2 | foo: b
          | ^"
  `);
  });
  test('later ones are named as such', () => {
    expect(
      checkLines(
        'layers: []',
        'deploy:',
        '  - shell: [a]',
        'inputs: { sdk: { from: "https://x.example/sdk.tar" } }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:1: error: \`layers\` is not supported yet in this version of unattend
          2 | layers: []
            | ^

      x.yaml:4:5: error: \`shell\` is not supported yet in this version of unattend
          4 |   - shell: [a]
            |     ^

      x.yaml:5:24: error: an input from a URL is not supported yet in this version of unattend; fetch the file and name its path
          5 | inputs: { sdk: { from: "https://x.example/sdk.tar" } }
            |                        ^"
    `);
  });
});

describe('values of the wrong kind', () => {
  test('text, lists and maps', () => {
    expect(
      checkLines(
        'name: [a]',
        'deploy: make',
        'image: { tags: a, entrypoint: /bin/x, env: [A] }',
        'container: { user: { create: true } }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:7: error: \`name\` must be a single value, not a list
          2 | name: [a]
            |       ^

      x.yaml:3:9: error: \`deploy\` must be a list, not text
          3 | deploy: make
            |         ^
          3 | deploy: [make]

      x.yaml:4:16: error: \`tags\` must be a list, not text
          4 | image: { tags: a, entrypoint: /bin/x, env: [A] }
            |                ^
          4 | image: { tags: [a], entrypoint: /bin/x, env: [A] }

      x.yaml:4:31: error: \`entrypoint\` must be a list, not text
          4 | image: { tags: a, entrypoint: /bin/x, env: [A] }
            |                               ^
          4 | image: { tags: a, entrypoint: [/bin/x], env: [A] }

      x.yaml:4:44: error: \`env\` must be a map, not a list
          4 | image: { tags: a, entrypoint: /bin/x, env: [A] }
            |                                            ^

      x.yaml:5:20: error: \`name\` is missing
          5 | container: { user: { create: true } }
            |                    ^"
    `);
  });
  test('maps where text is wanted', () => {
    expect(
      checkLines(
        'deploy:',
        '  - { spawn: a, dialogue: [ { expect: { regexp: x } } ] }',
        'image: { env: { A: { secret: a } } }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:39: error: \`expect\` must be text, or a map with \`text\`, \`screen\`, \`raw\`, \`quiet\` or \`eof\`
          3 |   - { spawn: a, dialogue: [ { expect: { regexp: x } } ] }
            |                                       ^

      x.yaml:4:20: error: \`A\` must be text, not a map
          4 | image: { env: { A: { secret: a } } }
            |                    ^"
    `);
  });
  test('empty ones', () => {
    expect(checkLines('params:', 'deploy:', 'image:', '  entrypoint:', 'name:')).toMatchInlineSnapshot(`
    "x.yaml:2:1: error: \`params\` is empty
        2 | params:
          | ^
        2 | params: {}

    x.yaml:3:1: error: \`deploy\` is empty
        3 | deploy:
          | ^
        3 | deploy: []

    x.yaml:5:3: error: \`entrypoint\` is empty; \`null\` removes what the base had
        5 |   entrypoint:
          |   ^

    x.yaml:6:1: error: \`name\` is empty
        6 | name:
          | ^"
  `);
  });
  test('durations', () => {
    expect(
      checkLines(
        'deploy:',
        '  - { run: a, timeout: 40 }',
        '  - { run: a, timeout: 5 min }',
        '  - { run: a, timeout: soon }',
        '  - { run: a, timeout: 0s }',
        '  - { run: a, timeout: 1000h }',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:3:24: error: \`timeout\`: a duration needs its unit: ms, s, m or h
        3 |   - { run: a, timeout: 40 }
          |                        ^
        3 |   - { run: a, timeout: 40s }

    x.yaml:4:24: error: \`timeout\`: a duration is a number and its unit, such as \`5s\`, \`40m\` or \`1h30m\`
        4 |   - { run: a, timeout: 5 min }
          |                        ^
        4 |   - { run: a, timeout: 5m }

    x.yaml:5:24: error: \`timeout\`: a duration is a number and its unit, such as \`5s\`, \`40m\` or \`1h30m\`
        5 |   - { run: a, timeout: soon }
          |                        ^

    x.yaml:6:24: error: \`timeout\`: a duration cannot be zero
        6 |   - { run: a, timeout: 0s }
          |                        ^

    x.yaml:7:24: error: \`timeout\`: a duration cannot be longer than 24 days
        7 |   - { run: a, timeout: 1000h }
          |                        ^"
  `);
  });
  test('flags and counts', () => {
    expect(
      check(
        spawning(
          '      - { expect: a, answer: b, optional: yes }',
          '      - { expect: c, answer: b, repeat: 0 }',
          '      - { expect: d, answer: b, clear: maybe }',
          '      - { eof: false }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:43: error: \`optional\`: must be true or false, not \`yes\`
          5 |       - { expect: a, answer: b, optional: yes }
            |                                           ^
          5 |       - { expect: a, answer: b, optional: true }

      x.yaml:6:41: error: \`repeat\`: must be \`true\` or how many times
          6 |       - { expect: c, answer: b, repeat: 0 }
            |                                         ^

      x.yaml:7:40: error: \`clear\`: must be true or false, not \`maybe\`
          7 |       - { expect: d, answer: b, clear: maybe }
            |                                        ^

      x.yaml:8:16: error: \`eof\`: can only be \`true\`
          8 |       - { eof: false }
            |                ^
          8 |       - { eof: true }"
    `);
  });
  test('modes, sizes, exits and ports', () => {
    expect(
      checkLines(
        'deploy:',
        '  - { spawn: x, size: 120, exit: none }',
        '  - { run: x, exit: [] }',
        'test: [ { file: /x, mode: 0788 }, { file: /x, mode: rwx } ]',
        'image: { ports: [http, 70000, 53/xdp] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:23: error: \`size\`: a size is COLUMNSxROWS, such as \`120x40\`
          3 |   - { spawn: x, size: 120, exit: none }
            |                       ^

      x.yaml:3:34: error: \`exit\`: must be an exit code, a list of them, or \`any\`
          3 |   - { spawn: x, size: 120, exit: none }
            |                                  ^

      x.yaml:4:21: error: \`exit\`: must not be empty
          4 |   - { run: x, exit: [] }
            |                     ^

      x.yaml:5:27: error: \`mode\`: a mode is three or four octal digits, such as \`0755\`, not \`0788\`
          5 | test: [ { file: /x, mode: 0788 }, { file: /x, mode: rwx } ]
            |                           ^

      x.yaml:5:53: error: \`mode\`: a mode is three or four octal digits, such as \`0755\`, not \`rwx\`
          5 | test: [ { file: /x, mode: 0788 }, { file: /x, mode: rwx } ]
            |                                                     ^

      x.yaml:6:18: error: this entry: a port is a number up to 65535, such as \`8080\` or \`8080/udp\`
          6 | image: { ports: [http, 70000, 53/xdp] }
            |                  ^

      x.yaml:6:24: error: this entry: a port is a number up to 65535, such as \`8080\` or \`8080/udp\`
          6 | image: { ports: [http, 70000, 53/xdp] }
            |                        ^

      x.yaml:6:31: error: this entry: a port is a number up to 65535, such as \`8080\` or \`8080/udp\`
          6 | image: { ports: [http, 70000, 53/xdp] }
            |                               ^"
    `);
  });
  test('paths, owners, digests and names', () => {
    expect(
      checkLines(
        'name: my sdk',
        'inputs:',
        '  a: { from: ~/x.tar, sha256: abc }',
        `  b: { from: x.tar, sha256: SHA256:${'AB'.repeat(32)}, at: opt/x }`,
        '  1c: { from: x.tar }',
        'deploy:',
        '  - { copy: a, to: opt, owner: "root:" }',
        '  - { copy: d, to: /opt }',
        'container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }',
        'test: [ { absent: tmp }, { file: ./x } ]',
        'image: { volumes: [data], workdir: x }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:2:7: error: \`name\`: a name has letters, digits, \`.\`, \`_\` and \`-\`
          2 | name: my sdk
            |       ^

      x.yaml:4:14: error: \`~\` is not expanded; a relative path is relative to the script
          4 |   a: { from: ~/x.tar, sha256: abc }
            |              ^

      x.yaml:4:31: error: \`sha256\`: a sha256 is 64 hexadecimal digits in lower case
          4 |   a: { from: ~/x.tar, sha256: abc }
            |                               ^

      x.yaml:5:29: error: \`sha256\`: a sha256 is 64 hexadecimal digits in lower case
          5 |   b: { from: x.tar, sha256: SHA256:ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB, at: opt/x }
            |                             ^
          5 |   b: { from: x.tar, sha256: abababababababababababababababababababababababababababababababab, at: opt/x }

      x.yaml:5:106: error: \`at\`: must be an absolute path
          5 |   b: { from: x.tar, sha256: SHA256:ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB, at: opt/x }
            |                                                                                                          ^

      x.yaml:6:3: error: \`1c\`: a name has letters, digits, \`_\` and \`-\` and starts with a letter
          6 |   1c: { from: x.tar }
            |   ^

      x.yaml:8:20: error: \`opt\` must be an absolute path
          8 |   - { copy: a, to: opt, owner: "root:" }
            |                    ^

      x.yaml:8:32: error: \`owner\`: a user is a name or number, with \`:GROUP\` where it matters
          8 |   - { copy: a, to: opt, owner: "root:" }
            |                                ^

      x.yaml:9:13: error: the input \`d\` is not declared
          9 |   - { copy: d, to: /opt }
            |             ^

      x.yaml:10:23: error: \`opt\` must be an absolute path
         10 | container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }
            |                       ^

      x.yaml:10:34: error: \`home\`: must be an absolute path
         10 | container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }
            |                                  ^

      x.yaml:10:47: error: \`hostname\`: a host name has letters, digits, \`-\` and \`.\`, 63 at most
         10 | container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }
            |                                               ^

      x.yaml:10:60: error: \`network\`: a network is a name, such as \`bridge\`, \`none\` or \`host\`
         10 | container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }
            |                                                            ^

      x.yaml:10:75: error: \`A-B\`: a variable has letters, digits and \`_\`
         10 | container: { workdir: opt, home: x, hostname: -x, network: my net, env: { A-B: c } }
            |                                                                           ^

      x.yaml:11:19: error: \`tmp\` must be an absolute path
         11 | test: [ { absent: tmp }, { file: ./x } ]
            |                   ^

      x.yaml:11:34: error: \`./x\` must be an absolute path
         11 | test: [ { absent: tmp }, { file: ./x } ]
            |                                  ^

      x.yaml:12:20: error: this entry: must be an absolute path
         12 | image: { volumes: [data], workdir: x }
            |                    ^

      x.yaml:12:36: error: \`x\` must be an absolute path
         12 | image: { volumes: [data], workdir: x }
            |                                    ^"
    `);
  });
  test('image references', () => {
    expect(
      checkLines(
        'base: Debian:12',
        'params: { p: { default: x } }',
        'image: { tags: ["acme/sdk:1 2", "acme/SDK:${{ params.p }}", "Acme/sdk:1", "acme/sdk:${{ params.p }}-x", "localhost:5000/${{ params.p }}"] }',
      ),
    ).toMatchInlineSnapshot(`
    "x.yaml:2:7: error: the repository of the image \`Debian:12\` must be in lower case
        2 | base: Debian:12
          |       ^
        2 | base: debian:12

    x.yaml:4:17: error: \`acme/sdk:1 2\` cannot be an image reference, such as \`registry/name:tag\`
        4 | image: { tags: ["acme/sdk:1 2", "acme/SDK:\${{ params.p }}", "Acme/sdk:1", "acme/sdk:\${{ params.p }}-x", "localhost:5000/\${{ params.p }}"] }
          |                 ^

    x.yaml:4:33: error: \`acme/SDK:\${{ params.p }}\` cannot be an image reference, such as \`registry/name:tag\`
        4 | image: { tags: ["acme/sdk:1 2", "acme/SDK:\${{ params.p }}", "Acme/sdk:1", "acme/sdk:\${{ params.p }}-x", "localhost:5000/\${{ params.p }}"] }
          |                                 ^"
  `);
  });
});

describe('secrets', () => {
  test('say where the value comes from', () => {
    expect(
      load(
        'unattend: 1\nsecrets: { a: { env: A }, b: { file: /b }, c: { prompt: true }, d: prompt }\n',
      ).secrets.map(({ name, source }) => ({ name, ...source })),
    ).toEqual([
      { name: 'a', kind: 'env', variable: 'A' },
      { name: 'b', kind: 'file', path: '/b' },
      { name: 'c', kind: 'prompt' },
      { name: 'd', kind: 'prompt' },
    ]);
  });
  test('never hold a value', () => {
    expect(checkLines('secrets: { a: hunter2, b: { value: x }, c: { env: A, file: b } }'))
      .toMatchInlineSnapshot(`
        "x.yaml:2:15: error: \`a\`: a secret names where its value comes from: \`{ env: NAME }\`, \`{ file: PATH }\` or \`prompt\`; never the value
            2 | secrets: { a: hunter2, b: { value: x }, c: { env: A, file: b } }
              |               ^

        x.yaml:2:27: error: one of \`env\`, \`file\`, \`command\`, \`prompt\` is missing
            2 | secrets: { a: hunter2, b: { value: x }, c: { env: A, file: b } }
              |                           ^

        x.yaml:2:54: error: unknown key \`file\`; known here: env
            2 | secrets: { a: hunter2, b: { value: x }, c: { env: A, file: b } }
              |                                                      ^"
      `);
  });
  test('must be declared', () => {
    expect(
      checkLines(
        'secrets: { serial: prompt }',
        'deploy:',
        '  - run: x',
        '    env: { A: { secret: seral } }',
        '  - spawn: x',
        '    dialogue:',
        '      - { expect: a, answer: { secret: other } }',
        '      - { expect: b, answer: ["x", { secret: serial, visible: true }] }',
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:25: error: the secret \`seral\` is not declared; did you mean \`serial\`?
          5 |     env: { A: { secret: seral } }
            |                         ^
          5 |     env: { A: { secret: serial } }

      x.yaml:8:40: error: the secret \`other\` is not declared
          8 |       - { expect: a, answer: { secret: other } }
            |                                        ^"
    `);
  });
});

describe('exchanges', () => {
  test('have one response, and what goes with it', () => {
    expect(
      check(
        spawning(
          '      - { expect: a, answer: b, press: enter }',
          '      - { expect: c, press: enter, clear: true }',
          '      - { expect: d, answer: e, visible: true }',
          '      - { expect: f, answer: [g, h], repeat: 3 }',
          '      - { expect: i, answer: [] }',
          '      - any-order: []',
          '      - { expect: { eof: true }, answer: x }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:33: error: an exchange has one response, and \`answer\` is given, which ends with Enter; \`press\` needs an exchange of its own
          5 |       - { expect: a, answer: b, press: enter }
            |                                 ^
          5 |       - { expect: a, answer: b }

      x.yaml:6:36: error: \`clear\` goes with \`answer\` or \`type\`
          6 |       - { expect: c, press: enter, clear: true }
            |                                    ^

      x.yaml:7:33: error: \`visible\` is for secrets only
          7 |       - { expect: d, answer: e, visible: true }
            |                                 ^

      x.yaml:8:38: error: the list of \`answer\` says how many times it is answered; remove \`repeat\`
          8 |       - { expect: f, answer: [g, h], repeat: 3 }
            |                                      ^

      x.yaml:9:30: error: \`answer\` has no text in its list
          9 |       - { expect: i, answer: [] }
            |                              ^

      x.yaml:10:20: error: \`any-order\` has no exchanges
         10 |       - any-order: []
            |                    ^

      x.yaml:11:9: error: after the end of the program there is nobody to answer; only \`fail\` goes with \`eof\`
         11 |       - { expect: { eof: true }, answer: x }
            |         ^"
    `);
  });
  test('press keys that there are', () => {
    expect(
      check(
        spawning(
          '      - { expect: a, press: Enter }',
          '      - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ^d, shift-tab] }',
          '      - { expect: c, press: down down enter }',
          '      - { expect: d, press: yes }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:29: error: \`Enter\` is not a key; did you mean \`enter\`?
          5 |       - { expect: a, press: Enter }
            |                             ^
          5 |       - { expect: a, press: enter }

      x.yaml:6:30: error: \`pgdn\` is not a key; text is sent with \`type\`, a button is written \`<pgdn>\`
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ^d, shift-tab] }
            |                              ^

      x.yaml:6:44: error: \`C-x\` is not a key; did you mean \`ctrl-x\`?
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ^d, shift-tab] }
            |                                            ^
          6 |       - { expect: b, press: [pgdn, ctrl-c, ctrl-x, alt-x, f13, y, "/", ^d, shift-tab] }

      x.yaml:6:56: error: \`f13\` is not a key; did you mean \`f1\`?
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ^d, shift-tab] }
            |                                                        ^
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f1, y, "/", ^d, shift-tab] }

      x.yaml:6:69: error: \`^d\` is not a key; did you mean \`ctrl-d\`?
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ^d, shift-tab] }
            |                                                                     ^
          6 |       - { expect: b, press: [pgdn, ctrl-c, C-x, alt-x, f13, y, "/", ctrl-d, shift-tab] }

      x.yaml:7:29: error: \`down down enter\` is not a key; several keys are a list
          7 |       - { expect: c, press: down down enter }
            |                             ^
          7 |       - { expect: c, press: [down, down, enter] }

      x.yaml:8:29: error: \`yes\` is not a key; text is sent with \`type\`, a button is written \`<yes>\`
          8 |       - { expect: d, press: yes }
            |                             ^"
    `);
  });
  test('save what comes from the match', () => {
    expect(
      check(
        spawning(
          '      - { expect: "/port (\\\\d+)/", save: { port: 1 } }',
          '      - { expect: b, save: { params: "${{ match.0 }}", "a b": "${{ match.0 }}" } }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:50: error: what is saved comes from the match, such as \`\${{ match.1 }}\`
          5 |       - { expect: "/port (\\\\d+)/", save: { port: 1 } }
            |                                                  ^
          5 |       - { expect: "/port (\\\\d+)/", save: { port: "\${{ match.1 }}" } }

      x.yaml:6:30: error: \`params\` cannot be a saved name: it begins the names of something else
          6 |       - { expect: b, save: { params: "\${{ match.0 }}", "a b": "\${{ match.0 }}" } }
            |                              ^

      x.yaml:6:56: error: \`a b\`: a name has letters, digits, \`_\` and \`-\` and starts with a letter
          6 |       - { expect: b, save: { params: "\${{ match.0 }}", "a b": "\${{ match.0 }}" } }
            |                                                        ^"
    `);
  });
  test('wait for patterns whose matching ends', () => {
    expect(
      check(
        spawning('      - expect: /(a+)+$/', '      - expect: /(a+)+$/i', '      - expect: /(?=(a+))\\1+b/'),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:6:17: error: matching /(a+)+$/i might never end: repetitions within a repetition take the same text in many ways; make them take different text, or leave out look-around, back references and the flags i, u and v
          6 |       - expect: /(a+)+$/i
            |                 ^

      x.yaml:7:17: error: matching /(?=(a+))\\1+b/ might never end: repetitions within a repetition take the same text in many ways; make them take different text, or leave out look-around, back references and the flags i, u and v
          7 |       - expect: /(?=(a+))\\1+b/
            |                 ^"
    `);
  });
  test('wait for patterns that compile and match something', () => {
    expect(
      check(
        spawning(
          '      - expect: /port (\\d+/',
          '      - expect: "/a**/"',
          '      - expect: /(a|b*)?/',
          '      - expect: /(?=x)/',
          '      - expect: /x/g',
          '      - expect: /x/ii',
          '      - expect: /opt/acme',
          '      - expect: ""',
          '      - expect: "  "',
          '      - expect: { text: /x/ }',
          '      - expect: { quiet: 5 }',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:5:27: error: the regular expression does not compile: unterminated group
          5 |       - expect: /port (\\d+/
            |                           ^

      x.yaml:6:22: error: the regular expression does not compile: nothing to repeat
          6 |       - expect: "/a**/"
            |                      ^

      x.yaml:7:17: error: the regular expression can match without any text: it would match at once and anywhere
          7 |       - expect: /(a|b*)?/
            |                 ^

      x.yaml:8:17: error: the regular expression can match without any text: it would match at once and anywhere
          8 |       - expect: /(?=x)/
            |                 ^

      x.yaml:9:17: error: the flags \`g\` are not among i, m, s, u, v (or write literal text as \`{ text: … }\`)
          9 |       - expect: /x/g
            |                 ^
          9 |       - expect: /x/

      x.yaml:10:17: error: the flags \`ii\` are not among i, m, s, u, v (or write literal text as \`{ text: … }\`)
         10 |       - expect: /x/ii
            |                 ^
         10 |       - expect: /x/i

      x.yaml:11:17: error: this looks like a regular expression; write the literal text as \`{ text: … }\`
         11 |       - expect: /opt/acme
            |                 ^
         11 |       - expect: { text: "/opt/acme" }

      x.yaml:12:17: error: the pattern is empty: it would match at once and anywhere
         12 |       - expect: ""
            |                 ^

      x.yaml:13:17: error: the pattern is empty: it would match at once and anywhere
         13 |       - expect: "  "
            |                 ^

      x.yaml:15:26: error: \`quiet\`: a duration needs its unit: ms, s, m or h
         15 |       - expect: { quiet: 5 }
            |                          ^
         15 |       - expect: { quiet: 5s }"
    `);
  });
});
