import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DURATION, openSandbox, type Sandbox } from '../support/sandbox.js';

const SCRIPT = `unattend: 1
params: { who: { of: [zoe, bob], default: zoe } }
deploy:
  - spawn: 'printf "Name: "; read name; printf "\\033[1mhello\\033[0m %s\\n" "$name"'
    dialogue:
      - { expect: "Name:", answer: "\${{ params.who }}" }
      - expect: hello \${{ params.who }}
`;

let box: Sandbox;
const replay = (...args: readonly string[]) => box.run(['replay', ...args]);
const lastOnLine = new RegExp(`${DURATION.source}$`, 'gm');
const said = (text: string): string => box.plain(text).replaceAll(lastOnLine, 'N s');

beforeAll(async () => {
  box = await openSandbox();
  await box.write('ci/greet.yaml', SCRIPT);
  for (const [name, ...params] of [['greet'], ['greet.bob', 'who=bob']]) {
    const args = ['ci/greet.yaml', ...params, '--on', 'host', '--recording', `ci/${name}.cast`];
    const { exitCode, stderr } = await box.run(['--quiet', 'run', ...args]);
    expect([exitCode, stderr]).toEqual([0, '']);
  }
  await box.write('ci/deeper/other.yml', SCRIPT.replace('zoe]', 'zoe, eve]').replace('"Name:"', '"Nome:"'));
  await box.write('ci/deeper/other.cast', await readFile(join(box.directory, 'ci/greet.cast')));
  await box.write('ci/deeper/new.yaml', SCRIPT);
  await box.write('ci/settings.yaml', 'colour: red\n');
  await box.write('ci/node_modules/vendor.yaml', SCRIPT);
  await box.write('empty/settings.yaml', 'colour: red\n');
});
afterAll(() => box[Symbol.asyncDispose]());

describe('replay SCRIPT RECORDING', () => {
  it('says that it passed, with the parameters that the recording was made with', async () => {
    const { exitCode, stdout, stderr } = await replay('ci/greet.yaml', 'ci/greet.bob.cast');
    expect([exitCode, said(stdout), stderr]).toEqual([
      0,
      'passed  ci/greet.yaml  ci/greet.bob.cast  1 answer, N s\n',
      '',
    ]);
  });

  it('takes other parameters from the command line', async () => {
    const { exitCode, stdout, stderr } = await replay('ci/greet.yaml', 'ci/greet.bob.cast', 'who=zoe');
    expect([exitCode, stdout]).toEqual([3, 'FAILED  ci/greet.yaml  ci/greet.bob.cast\n']);
    expect(said(stderr))
      .toBe(`Failed: The script answers "Name:" with "zoe" enter; in the recording "Name:" is answered with "bob" enter.

  at        ci/greet.yaml:6:9
  expected  "Name:"
  recorded  ci/greet.bob.cast, event 5, N s
            prompt: Name:
            answer: "bob" enter

  ┌─ the last screen
  │ Name:
  └─

  hint       Correct the script; when the installer has changed, make a new recording of it.
  reproduce  unattend replay ci/greet.yaml ci/greet.bob.cast who=zoe
  error      UNATTEND_REPLAY_MISMATCH, exit code 3
`);
  });

  it.each([
    [
      'an exit code',
      (script: string) => script.replace('    dialogue:', '    exit: 4\n    dialogue:'),
      `Failed: The script expects exit code 4; in the recording the program ended (exit code 0).

  at        ended.yaml:4:5
`,
    ],
    [
      'an exchange too many',
      (script: string) => `${script}      - { expect: More?, answer: y }\n`,
      `Failed: The script waits for "More?"; in the recording the program ended (exit code 0).

  at        ended.yaml:8:9
  expected  "More?"
`,
    ],
  ])(
    'shows the end of the recording and the last answer where the script wants %s',
    async (_, edit, head) => {
      await box.write('ended.yaml', edit(SCRIPT));
      const { exitCode, stderr } = await replay('ended.yaml', 'ci/greet.cast');
      // How many pieces the output came in is left to chance.
      expect([exitCode, said(stderr).replaceAll(/event \d+, [\dN.]+ s/g, 'event N, N s')]).toEqual([
        3,
        `${head}  recorded  ci/greet.cast, event N, N s
            end: the program ended (exit code 0)
            before: ci/greet.cast, event N, N s
            prompt: Name:
            answer: "zoe" enter

  ┌─ the last screen
  │ Name: zoe
  │ hello zoe
  └─

  hint       Correct the script; when the installer has changed, make a new recording of it.
  reproduce  unattend replay ended.yaml ci/greet.cast
  error      UNATTEND_REPLAY_MISMATCH, exit code 3
`,
      ]);
    },
  );

  it('needs no engine and no secret, and starts nothing', async () => {
    await using asked = await openSandbox();
    await asked.write(
      'pin.yaml',
      `unattend: 1
secrets: { pin: { env: ACME_PIN } }
deploy:
  - spawn: 'stty -echo; printf "PIN: "; read pin; stty echo; echo; echo "\${#pin} digits"'
    dialogue: [{ expect: "PIN:", answer: { secret: pin } }, { expect: 4 digits }]
`,
    );
    const recorded = ['--quiet', 'run', 'pin.yaml', '--on', 'host', '--recording', 'pin.cast'];
    expect((await asked.run(recorded, { env: { ACME_PIN: '4711' } })).exitCode).toBe(0);
    const options = { env: { DOCKER_HOST: 'unix:///none.sock', PATH: '/none' } };
    const { exitCode, stderr } = await asked.run(['replay', 'pin.yaml', 'pin.cast'], options);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it.each([
    [['ci/greet.yaml'], 'No recording is named.'],
    [['ci/greet.yaml', 'none.cast'], 'Cannot read the recording none.cast: it does not exist.'],
    [
      ['ci/greet.yaml', 'ci/greet.yaml'],
      'Cannot read the recording ci/greet.yaml, line 1: it does not begin with the header of an asciicast.',
    ],
    [
      ['ci/greet.yaml', 'ci/greet.cast', 'who=eve'],
      'The parameter "who" cannot be "eve": it must be one of zoe, bob.',
    ],
    [['none', 'ci/greet.cast'], 'Cannot read the session script none: it does not exist.'],
    [['ci', 'ci/greet.cast'], '"ci/greet.cast" does not belong to a directory.'],
    [['empty'], 'There is no session script in empty.'],
    [['ci/node_modules'], 'No script in ci/node_modules has a recording beside it.'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await replay(...args);
    expect([exitCode, stderr.split('\n')[0]]).toEqual([2, `Failed: ${message}`]);
  });

  it('wants input in a recording that another program made', async () => {
    const cast = '{"version":2,"width":80,"height":24}\n[0.1,"o","Name: "]\n[2.0,"o","zoe\\r\\n"]\n';
    await box.write('foreign.cast', cast);
    const { exitCode, stderr } = await replay('ci/greet.yaml', 'foreign.cast');
    expect([exitCode, stderr]).toEqual([
      2,
      `Failed: foreign.cast has no input events: it does not say what was typed.

  hint   Record it with unattend, or with \`asciinema rec --stdin\` (asciinema 3: \`--capture-input\`).
  error  UNATTEND_USAGE, exit code 2
`,
    ]);
  });
});

describe('replay DIRECTORY', () => {
  const LINES = `no recording  ci/deeper/new.yaml
FAILED  ci/deeper/other.yml  ci/deeper/other.cast
`;

  it('plays every script with the recordings beside it, and says which has none', async () => {
    const { exitCode, stdout, stderr } = await replay('ci', '--report', 'out/reports');
    expect([exitCode, said(stdout)]).toEqual([
      3,
      `passed  ci/greet.yaml  ci/greet.bob.cast  1 answer, N s
passed  ci/greet.yaml  ci/greet.cast  1 answer, N s
${LINES}2 passed, 1 failed, 1 without a recording
`,
    ]);
    expect(stderr).toContain('reproduce  unattend replay ci/deeper/other.yml ci/deeper/other.cast\n');
    const xml = await readFile(join(box.directory, 'out/reports/junit.xml'), 'utf8');
    expect(xml.replaceAll(/time="[\d.]+"/g, 'time="N"').replaceAll(lastOnLine, 'N s')).toBe(JUNIT);
  });

  it('counts also where there is one script with one recording', async () => {
    await box.write('one/greet.yaml', SCRIPT);
    await box.write('one/greet.cast', await readFile(join(box.directory, 'ci/greet.cast')));
    const { exitCode, stdout } = await replay('one');
    expect([exitCode, said(stdout)]).toEqual([
      0,
      'passed  one/greet.yaml  one/greet.cast  1 answer, N s\n1 passed, 0 failed\n',
    ]);
  });

  it('counts a script or a recording that cannot be read as failed, and plays the others', async () => {
    const cast = await readFile(join(box.directory, 'ci/greet.cast'), 'utf8');
    await box.write('broken/a.yaml', 'unattend: 1\ndeploy: nothing\n');
    await box.write('broken/a.cast', cast);
    await box.write('broken/b.yaml', SCRIPT);
    await box.write('broken/b.cast', 'no recording\n');
    await box.write('broken/b.good.cast', cast);
    const { exitCode, stdout, stderr } = await replay('broken', '--report', 'out/broken');
    expect([exitCode, said(stdout)]).toEqual([
      2,
      `FAILED  broken/a.yaml  broken/a.cast
FAILED  broken/b.yaml  broken/b.cast
passed  broken/b.yaml  broken/b.good.cast  1 answer, N s
1 passed, 2 failed
`,
    ]);
    expect(stderr.match(/UNATTEND_\w+/g)).toEqual(['UNATTEND_SCRIPT_INVALID', 'UNATTEND_RECORDING_INVALID']);
    const xml = await readFile(join(box.directory, 'out/broken/junit.xml'), 'utf8');
    expect(xml).toContain('tests="3" failures="2" errors="0" skipped="0"');
    expect(xml.match(/(?<= type=")\w+/g)).toEqual(['UNATTEND_SCRIPT_INVALID', 'UNATTEND_RECORDING_INVALID']);
  });

  it('says the same as JSON', async () => {
    const { exitCode, stdout } = await replay('ci', '--json');
    const result = JSON.parse(stdout) as {
      replays: { recordedMs: number; durationMs: number; error: { code: string } | null }[];
    };
    expect(exitCode).toBe(3);
    const replays = result.replays.map(({ error, ...each }) => ({
      ...each,
      recordedMs: Math.sign(each.recordedMs),
      durationMs: expect.any(Number) as number,
      error: error?.code ?? null,
    }));
    expect({ ...result, replays }).toEqual({
      version: 1,
      passed: 2,
      failed: 1,
      missing: 1,
      replays: [
        {
          script: 'ci/greet.yaml',
          recording: 'ci/greet.bob.cast',
          ok: true,
          programs: 1,
          answers: 1,
          recordedMs: 1,
          durationMs: expect.any(Number) as number,
          error: null,
        },
        {
          script: 'ci/greet.yaml',
          recording: 'ci/greet.cast',
          ok: true,
          programs: 1,
          answers: 1,
          recordedMs: 1,
          durationMs: expect.any(Number) as number,
          error: null,
        },
        {
          script: 'ci/deeper/new.yaml',
          recording: null,
          ok: null,
          programs: 0,
          answers: 0,
          recordedMs: 0,
          durationMs: expect.any(Number) as number,
          error: null,
        },
        {
          script: 'ci/deeper/other.yml',
          recording: 'ci/deeper/other.cast',
          ok: false,
          programs: 0,
          answers: 0,
          recordedMs: 0,
          durationMs: expect.any(Number) as number,
          error: 'UNATTEND_REPLAY_MISMATCH',
        },
      ],
      strays: [],
    });
  });

  describe('in which names begin alike', () => {
    beforeAll(async () => {
      const cast = await readFile(join(box.directory, 'ci/greet.cast'));
      for (const name of ['greet.cast', 'greet.pro.cast', 'greet.pro.b.cast', 'old.cast'])
        await box.write(`alike/${name}`, cast);
      await box.write('alike/greet.yaml', SCRIPT);
      await box.write('alike/greet.pro.yaml', SCRIPT);
      await box.write('alike/below/left.cast', cast);
    });

    it('plays a recording against the script with the longest name it begins with, and says which belongs to none', async () => {
      const { exitCode, stdout, stderr } = await replay('alike', '--report', 'out/alike');
      expect([exitCode, said(stdout), stderr]).toEqual([
        0,
        `passed  alike/greet.pro.yaml  alike/greet.pro.b.cast  1 answer, N s
passed  alike/greet.pro.yaml  alike/greet.pro.cast  1 answer, N s
passed  alike/greet.yaml  alike/greet.cast  1 answer, N s
no script  alike/old.cast
no script  alike/below/left.cast
3 passed, 0 failed, 2 recordings without a script
`,
        '',
      ]);
      const xml = await readFile(join(box.directory, 'out/alike/junit.xml'), 'utf8');
      expect(xml).toContain('tests="5" failures="0" errors="0" skipped="2"');
      expect(xml).toContain(`    <testcase classname="alike/old.cast" name="script" time="0.000">
      <skipped message="no script"/>
    </testcase>
`);
    });

    it('says the same as JSON', async () => {
      const { stdout } = await replay('alike', '--json');
      const { passed, missing, strays } = JSON.parse(stdout) as Record<string, unknown>;
      expect({ passed, missing, strays }).toEqual({
        passed: 3,
        missing: 0,
        strays: ['alike/old.cast', 'alike/below/left.cast'],
      });
    });
  });

  it('says where a report cannot be written', async () => {
    const { exitCode, stderr } = await replay('ci', '--report', 'ci/greet.yaml');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Failed: Cannot write ci/greet.yaml/junit.xml: ');
  });
});

const JUNIT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="unattend replay" tests="4" failures="1" errors="0" skipped="1" time="N">
    <testcase classname="ci/greet.yaml" name="ci/greet.bob.cast" time="N"/>
    <testcase classname="ci/greet.yaml" name="ci/greet.cast" time="N"/>
    <testcase classname="ci/deeper/new.yaml" name="recording" time="N">
      <skipped message="no recording"/>
    </testcase>
    <testcase classname="ci/deeper/other.yml" name="ci/deeper/other.cast" time="N">
      <failure message="The script waits for &quot;Nome:&quot;; in the recording &quot;Name:&quot; is answered with &quot;zoe&quot; enter." type="UNATTEND_REPLAY_MISMATCH">Failed: The script waits for &quot;Nome:&quot;; in the recording &quot;Name:&quot; is answered with &quot;zoe&quot; enter.

  at        ci/deeper/other.yml:6:9
  expected  &quot;Nome:&quot;
  recorded  ci/deeper/other.cast, event 5, N s
            prompt: Name:
            answer: &quot;zoe&quot; enter
  nearest   ci/deeper/other.yml:6:9
            wanted: Nome:
            seen:   Name:
                     ^
  nearest   ci/deeper/other.yml:7:9
            wanted: hello␣zoe
            seen:   me      :
                    ^ ^^^^^^^

  ┌─ the last screen
  │ Name:
  └─

  hint       Correct the script; when the installer has changed, make a new recording of it.
  reproduce  unattend replay ci/deeper/other.yml ci/deeper/other.cast
  error      UNATTEND_REPLAY_MISMATCH, exit code 3
</failure>
    </testcase>
  </testsuite>
</testsuites>
`;
