import { expect, it } from 'vitest';
import { NOTHING, openSandbox } from '../support/sandbox.js';

const SESSION = `unattend: 1
name: acme-sdk
summary: ACME SDK, platform \${{ params.platform }}
base: acme/base:1
params:
  release: { type: string, required: true }
  platform: { type: choice, of: [A, B], default: A }
secrets: { serial: { env: ACME_SERIAL } }
inputs: { sdk: { from: "vendor/sdk-\${{ params.release }}.run" } }
prepare:
  - run: ./fix.sh \${{ inputs.sdk }}
deploy:
  - run: install -d /opt/acme
    user: root
  - spawn: \${{ inputs.sdk }}
    fail-on: [No space left on device]
    always:
      - { expect: --More--, press: space }
    dialogue:
      - { expect: Accept?, answer: yes }
      - { expect: Platform B?, when: { platform: B }, answer: y }
      - { expect: "Serial:", answer: { secret: serial } }
      - { expect: Overwrite?, optional: true, answer: n }
  - { copy: sdk, to: /opt/acme/ }
image: { tags: ["acme/sdk:\${{ params.release }}"] }
test:
  - run: acme --version
  - { file: /opt/acme/bin/acme, mode: "0755" }
`;
/** Nothing is started: there is no engine, no input and no secret. */
const options = { env: { DOCKER_HOST: 'unix:///none.sock' } };

it('prints the plan, on stdout', async () => {
  await using box = await openSandbox();
  await box.write('a.yaml', SESSION);
  const { exitCode, stdout, stderr } = await box.run(['show', 'a.yaml', 'release=4.3'], options);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    "acme-sdk: ACME SDK, platform A
    base      acme/base:1
    params    release=4.3 platform=A
    input     sdk from vendor/sdk-4.3.run
    secret    serial from env:ACME_SERIAL
    prepare
      run ./fix.sh '\${{ inputs.sdk }}' (line 11)
    deploy
      run install -d /opt/acme (as root) (line 13)
      spawn '\${{ inputs.sdk }}' (line 15)
        fails on No space left on device
        always   --More-- -> press space
        expects  Accept? -> answer yes
        expects  Serial: -> answer secret serial
        perhaps  Overwrite? -> answer n
      copy sdk to /opt/acme/ (line 24)
    test
      run acme --version (line 27)
      file /opt/acme/bin/acme (line 28)
    image     acme/sdk:4.3
    "
  `);
  expect(await box.left()).toEqual(NOTHING);
});

it('prints the plan of other params, as words and as flags', async () => {
  await using box = await openSandbox();
  await box.write('a.yaml', SESSION);
  const words = await box.run(['show', 'a.yaml', 'release=4.4', 'platform=B'], options);
  const flags = await box.run(['show', 'a.yaml', '--release', '4.4', '--platform=B'], options);
  expect(words.stdout).toContain('expects  Platform B? -> answer y');
  expect(words.stdout).toContain('image     acme/sdk:4.4');
  expect(flags).toEqual(words);
});

it('--json', async () => {
  await using box = await openSandbox();
  await box.write('a.yaml', SESSION);
  const { exitCode, stdout } = await box.run(['show', 'a.yaml', 'release=4.3', '--json'], options);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
    {
      "base": "acme/base:1",
      "image": {
        "env": {},
        "labels": {},
        "ports": [],
        "tags": [
          "acme/sdk:4.3",
        ],
        "volumes": [],
      },
      "inputs": [
        {
          "from": "vendor/sdk-4.3.run",
          "name": "sdk",
        },
      ],
      "name": "acme-sdk",
      "params": {
        "platform": "A",
        "release": "4.3",
      },
      "phases": [
        {
          "phase": "prepare",
          "steps": [
            {
              "always": [],
              "failOn": [],
              "kind": "run",
              "line": 11,
              "prompts": [],
              "text": "./fix.sh '\${{ inputs.sdk }}'",
            },
          ],
        },
        {
          "phase": "deploy",
          "steps": [
            {
              "always": [],
              "failOn": [],
              "kind": "run",
              "line": 13,
              "prompts": [],
              "text": "install -d /opt/acme",
              "user": "root",
            },
            {
              "always": [
                {
                  "expect": "--More--",
                  "isAnyOrder": false,
                  "isOptional": true,
                  "line": 18,
                  "response": "press space",
                },
              ],
              "failOn": [
                "No space left on device",
              ],
              "kind": "spawn",
              "line": 15,
              "prompts": [
                {
                  "expect": "Accept?",
                  "isAnyOrder": false,
                  "isOptional": false,
                  "line": 20,
                  "response": "answer yes",
                },
                {
                  "expect": "Serial:",
                  "isAnyOrder": false,
                  "isOptional": false,
                  "line": 22,
                  "response": "answer secret serial",
                },
                {
                  "expect": "Overwrite?",
                  "isAnyOrder": false,
                  "isOptional": true,
                  "line": 23,
                  "response": "answer n",
                },
              ],
              "text": "'\${{ inputs.sdk }}'",
            },
            {
              "always": [],
              "failOn": [],
              "kind": "copy",
              "line": 24,
              "prompts": [],
              "text": "sdk to /opt/acme/",
            },
          ],
        },
        {
          "phase": "test",
          "steps": [
            {
              "always": [],
              "failOn": [],
              "kind": "run",
              "line": 27,
              "prompts": [],
              "text": "acme --version",
            },
            {
              "always": [],
              "failOn": [],
              "kind": "file",
              "line": 28,
              "prompts": [],
              "text": "/opt/acme/bin/acme",
            },
          ],
        },
      ],
      "secrets": [
        {
          "name": "serial",
          "source": "env:ACME_SERIAL",
        },
      ],
      "summary": "ACME SDK, platform A",
    }
  `);
});

it('--dialogue draws the state machine of every program', async () => {
  await using box = await openSandbox();
  await box.write('a.yaml', SESSION);
  const words = ['show', 'a.yaml', '--dialogue', 'release=4.3'];
  const { exitCode, stdout, stderr } = await box.run(words, options);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    "spawn '\${{ inputs.sdk }}' (line 15)
      first of all
        No space left on device -> fail
      at any time
        --More-- -> press space
      1  awaits 1
        Accept? -> answer yes => 2
      2  awaits 2
        Serial: -> answer secret serial => 3
      3  awaits 3 or end; 3 may be passed over
        Overwrite? -> answer n => end
      must not come
        Platform B? (only with platform=B)
      end  the program ends by itself; exit code 0
        limits: 1h in all, 10m of silence, 5s of waiting for what nobody answers
    "
  `);
  const drawing = stdout
    .split('\n')
    .slice(1, -1)
    .map((line) => line.replace('  ', ''));
  const json = await box.run([...words, '--json'], options);
  expect(JSON.parse(json.stdout)).toEqual({
    dialogues: [{ phase: 'deploy', command: "'${{ inputs.sdk }}'", line: 15, drawing }],
  });
  expect(await box.left()).toEqual(NOTHING);
});

it('--dialogue of a script without programs', async () => {
  await using box = await openSandbox();
  await box.write('b.yaml', 'unattend: 1\ndeploy: [{ run: a }]\n');
  const { stdout } = await box.run(['show', 'b.yaml', '--dialogue'], options);
  expect(stdout).toBe('No step has a dialogue.\n');
});

it('a param that is missing, and a flag that is none', async () => {
  await using box = await openSandbox();
  await box.write('a.yaml', SESSION);
  const sentences = async (...words: string[]): Promise<unknown> => {
    const { exitCode, stdout, stderr } = await box.run(['show', 'a.yaml', ...words], options);
    return [exitCode, stdout, stderr.split('\n').slice(0, 3)];
  };
  expect(await sentences()).toMatchInlineSnapshot(`
    [
      2,
      "",
      [
        "Failed: The parameter "release" is required.",
        "",
        "  hint       Give it as a word, release=VALUE, or see \`unattend show SCRIPT\` for the parameters.",
      ],
    ]
  `);
  expect(await sentences('--relase', '4.3')).toMatchInlineSnapshot(`
    [
      2,
      "",
      [
        "Failed: There is no flag --relase.",
        "",
        "  hint   Did you mean --release?",
      ],
    ]
  `);
});
