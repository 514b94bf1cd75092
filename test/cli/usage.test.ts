import { expect, it } from 'vitest';
import { openSandbox } from '../support/sandbox.js';

it.each(['run', 'play', 'check', 'show', 'doctor'])(
  '%s --help ends with an example, on stdout',
  async (command) => {
    await using box = await openSandbox();
    const { exitCode, stdout, stderr } = await box.run([command, '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^Usage: unattend ${command} `));
    expect(stdout).toMatch(new RegExp(`\\nExample:\\n {2}\\$ unattend ${command}\\b.*\\n$`));
  },
);

it('--help of all, and --version', async () => {
  await using box = await openSandbox();
  const help = await box.run(['--help']);
  expect([help.exitCode, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toMatch(/^Usage: unattend \[options\] \[command\]\n/);
  expect(help.stdout).toMatch(/\nExample:\n {2}\$ unattend run .*\n$/);
  expect(await box.run(['--version'])).toEqual({
    exitCode: 0,
    signalName: null,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown,
    stderr: '',
  });
});

it.each([
  [['run', 'a.yaml', '--tga', 'x'], 'There is no flag --tga.', 'Did you mean --tag?'],
  [['run', 'a.yaml', '--releas', '4.3'], 'There is no flag --releas.', 'Did you mean --release?'],
  [['run', '--tga', 'x', 'a.yaml'], 'There is no flag --tga.', 'Did you mean --tag?'],
  [
    ['run', '--release=4.3', 'a.yaml'],
    'There is no flag --release.',
    'See --help for the flags; parameters of a script stand behind it.',
  ],
  [['run', 'a.yaml', '--jso'], 'There is no flag --jso.', 'Did you mean --json?'],
  [['show', '--dialog', 'a.yaml'], 'There is no flag --dialog.', 'Did you mean --dialogue?'],
  [['replay', '--reprt', 'out', 'a.yaml'], 'There is no flag --reprt.', 'Did you mean --report?'],
  [['run', 'a.yaml', '--zzzzzz'], 'There is no flag --zzzzzz.', 'See --help for the flags.'],
  [
    ['run', 'a.yaml', '--release'],
    'The flag --release needs a value.',
    'Give it as --release VALUE or release=VALUE.',
  ],
  [['run', 'a.yaml', '4.3'], '"4.3" is no parameter.', 'Parameters are words of the form name=value.'],
  [
    ['run', 'a.yaml', '--input', 'x'],
    '"--input x" is not of the form NAME=VALUE.',
    'Give it as --input NAME=VALUE.',
  ],
  [
    ['run', 'a.yaml', '--cast-format', '2'],
    '--cast-format takes "v2" or "v3", not "2".',
    'v2 is what asciinema 2 plays.',
  ],
  [
    ['run', 'a.yaml', '--on', 'host', '--tag', 'a:1'],
    '--tag is for an image, and --on host makes none.',
    'Leave --tag or --on host away.',
  ],
  [
    ['run', 'a.yaml', '--container', 'some', '--base', 'a:1'],
    '--base is for an image, and --container makes none.',
    'Leave --base or --container away.',
  ],
  [
    ['run', 'a.yaml', '--base', 'a:1', '--workdir', '/work'],
    '--workdir is a directory of the container that --container names.',
    'Name it with --container ID, or leave --workdir away.',
  ],
])('%j: one sentence and a hint', async (args, sentence, hint) => {
  await using box = await openSandbox();
  await box.session("params: { release: { default: x } }\ndeploy:\n  - run: 'true'\n");
  expect(await box.run(args)).toEqual({
    exitCode: 2,
    signalName: null,
    stdout: '',
    stderr: `Failed: ${sentence}\n\n  hint   ${hint}\n  error  UNATTEND_USAGE, exit code 2\n`,
  });
});

it('no command at all: the help, on stderr', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run([]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^Usage: unattend /);
});

it.each([
  [['run'], "Missing required argument 'script'.", 'See `unattend run --help`.'],
  [['show'], "Missing required argument 'script'.", 'See `unattend show --help`.'],
  [['rnu', 'a.yaml'], "Unknown command 'rnu'.", 'Did you mean run?'],
  [['zzzzzz'], "Unknown command 'zzzzzz'.", 'See `unattend --help`.'],
  [['check', '--schem'], "Unknown option '--schem'.", 'Did you mean --schema?'],
  [['doctor', '--engin'], "Unknown option '--engin'.", 'Did you mean --engine?'],
  [['--jso', 'doctor'], "Unknown option '--jso'.", 'Did you mean --json?'],
  [['run', 'a.yaml', '--tag'], "Option '--tag <ref>' argument missing.", 'See `unattend run --help`.'],
  [['gc', 'x'], "Too many arguments for 'gc'. Expected 0 arguments but got 1.", 'See `unattend gc --help`.'],
])('%j is refused by the parser: the same block, and with --json the error', async (args, sentence, hint) => {
  await using box = await openSandbox();
  const stderr = `Failed: ${sentence}\n\n  hint   ${hint}\n  error  UNATTEND_USAGE, exit code 2\n`;
  const refused = { exitCode: 2, signalName: null, stderr };
  expect(await box.run(args)).toEqual({ ...refused, stdout: '' });
  const { stdout, ...rest } = await box.run(['--json', ...args]);
  expect(rest).toEqual(refused);
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'UNATTEND_USAGE',
      message: sentence,
      hint,
      exitCode: 2,
      details: { problem: sentence, help: hint },
    },
  });
});

it('--json of a command line that is wrong: the error on stdout, the block on stderr', async () => {
  await using box = await openSandbox();
  const { exitCode, stdout, stderr } = await box.run(['run', '--json', 'none.yaml']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'UNATTEND_SCRIPT_MISSING',
      message: 'Cannot read the session script none.yaml: it does not exist.',
      hint: 'Give the path of a session script, for example sessions/private-ca.yaml.',
      exitCode: 2,
      details: { file: 'none.yaml', reason: 'it does not exist' },
    },
  });
  expect(stderr).toMatch(/^Failed: Cannot read the session script none.yaml: it does not exist.\n/);
});

it('no colours where there is no terminal, unless they are asked for', async () => {
  await using box = await openSandbox();
  const plain = await box.run(['run', 'none.yaml']);
  expect(plain.stderr).not.toContain('\u001b');
  const forced = await box.run(['run', 'none.yaml'], { env: { FORCE_COLOR: '1' } });
  expect(forced.stderr).toContain('\u001b[31m');
  const refused = await box.run(['run', 'none.yaml'], { env: { NO_COLOR: '1' } });
  expect(refused.stderr).toBe(plain.stderr);
});

it('--verbose adds the stack of an error', async () => {
  await using box = await openSandbox();
  const { stderr } = await box.run(['--verbose', 'run', 'none.yaml']);
  expect(stderr).toMatch(
    /\nUnattendError: Cannot read the session script none.yaml: it does not exist.\n {4}at /,
  );
});
