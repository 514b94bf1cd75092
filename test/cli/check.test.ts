import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { partJsonSchema } from '../../src/script/json-schema.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

const GOOD =
  "unattend: 1\nname: good\nbase: acme/base:1\ndeploy:\n  - run: 'true'\nimage: { tags: [acme:1] }\n";
const BAD = 'unattend: 1\nbase: acme/base:1\ndeploy:\n  - rnu: date\n  - spawn: sh a.sh\n    idle: 5\n';
/** No engine is asked: the address is one where none can be. */
const options = { env: { DOCKER_HOST: 'unix:///none.sock' } };

it('a script without errors', async () => {
  await using box = await openSandbox();
  await box.write('good.yaml', GOOD);
  expect(await box.run(['check', 'good.yaml'], options)).toEqual({
    exitCode: 0,
    signalName: null,
    stdout: '',
    stderr: '1 script checked, no errors\n',
  });
  expect((await box.run(['check', '--quiet', 'good.yaml'], options)).stderr).toBe('');
  expect(await box.left()).toEqual(NOTHING);
});

it('errors of several scripts, each with its place, its line and the line as it should be', async () => {
  await using box = await openSandbox();
  await box.write('good.yaml', GOOD);
  await box.write('bad.yaml', BAD);
  const { exitCode, stdout, stderr } = await box.run(
    ['check', 'good.yaml', 'bad.yaml', 'none.yaml'],
    options,
  );
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatchInlineSnapshot(`
    "bad.yaml:4:5: error: unknown key \`rnu\`; did you mean \`run\`?
        4 |   - rnu: date
          |     ^
        4 |   - run: date

    bad.yaml:6:11: error: \`idle\`: a duration needs its unit: ms, s, m or h
        6 |     idle: 5
          |           ^
        6 |     idle: 5s
    Failed: Cannot read the session script none.yaml: it does not exist.

      hint       Give the path of a session script, for example sessions/private-ca.yaml.
      reproduce  unattend check none.yaml
      error      UNATTEND_SCRIPT_MISSING, exit code 2

    "
  `);
});

it('--json: one entry a script, on stdout', async () => {
  await using box = await openSandbox();
  await box.write('good.yaml', GOOD);
  await box.write('bad.yaml', BAD);
  const { exitCode, stdout } = await box.run(['check', '--json', 'good.yaml', 'bad.yaml'], options);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
    [
      {
        "diagnostics": [],
        "error": null,
        "file": "good.yaml",
      },
      {
        "diagnostics": [
          {
            "message": "unknown key \`rnu\`; did you mean \`run\`?",
            "place": {
              "column": 5,
              "file": "bad.yaml",
              "line": 4,
            },
            "source": "  - rnu: date",
            "suggestion": "  - run: date",
          },
          {
            "message": "\`idle\`: a duration needs its unit: ms, s, m or h",
            "place": {
              "column": 11,
              "file": "bad.yaml",
              "line": 6,
            },
            "source": "    idle: 5",
            "suggestion": "    idle: 5s",
          },
        ],
        "error": null,
        "file": "bad.yaml",
      },
    ]
  `);
});

it('--schema prints a JSON Schema', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run(['check', '--schema'], options);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['unattend'],
  });
});

it('--schema part prints that of a file that scripts use, and of nothing else there is one', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout } = await box.run(['check', '--schema', 'part'], options);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual(partJsonSchema());
  const other = await box.run(['check', '--schema', 'a.yaml'], options);
  expect(other.exitCode).toBe(2);
  expect(other.stderr).toContain('There is no schema of a.yaml, but of a session and a part.');
});

it('our own sessions have no errors', async () => {
  await using box = await openSandbox();
  const folder = resolve(import.meta.dirname, '../../sessions');
  const files = (await readdir(folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => resolve(folder, name));
  const { exitCode, stderr } = await box.run(['check', ...files], options);
  expect([exitCode, stderr]).toEqual([0, `${files.length} scripts checked, no errors\n`]);
});

it('no script at all', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run(['check']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toBe(
    'Failed: No session script is named.\n\n  hint   unattend check SCRIPT...\n  error  UNATTEND_USAGE, exit code 2\n',
  );
});
