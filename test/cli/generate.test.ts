import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

const header = '{"version":2,"width":120,"height":40}';
const lines = (...events: readonly (readonly [string, string])[]): string =>
  `${[header, ...events.map(([kind, text], at) => JSON.stringify([at, kind, text]))].join('\n')}\n`;
const recording = lines(
  ['m', 'spawn: acme-setup'],
  ['o', 'Go on? '],
  ['i', 'y'],
  ['o', 'y'],
  ['i', '\r'],
  ['o', '\r\n'],
  ['m', 'end: exit code 0'],
);
const script = `unattend: 1
name: acme-setup
base: acme/base:1

deploy:
  - spawn: acme-setup
    dialogue:
      - expect: Go on?
        answer: y
    exit: 0
`;

async function refused(box: Sandbox, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await box.run(['generate', ...args]);
  expect([exitCode, stdout]).toEqual([2, '']);
  return stderr.replace(/\n {2}reproduce [^]*$/, '');
}

describe('unattend generate', () => {
  it('prints the script, and writes it where it is told to', async () => {
    await using box = await openSandbox();
    await box.write('a.cast', recording);
    const printed = await box.run(['generate', 'a.cast', '--base', 'acme/base:1']);
    expect(printed).toMatchObject({ exitCode: 0, stdout: script, stderr: '' });
    const written = await box.run(['generate', 'a.cast', '--base', 'acme/base:1', '-o', 'a.yaml']);
    expect(written).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(script);
    expect(await box.run(['check', 'a.yaml'])).toMatchObject({ exitCode: 0 });
  });

  it('replaces a script that is there only when it is told to', async () => {
    await using box = await openSandbox();
    await box.write('a.cast', recording);
    const file = await box.write('a.yaml', 'mine');
    const { exitCode, stderr } = await box.run(['generate', 'a.cast', '-o', 'a.yaml']);
    expect([exitCode, stderr.split('\n')[0]]).toEqual([2, 'Failed: a.yaml is there already.']);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(
      await box.run(['generate', 'a.cast', '--base', 'acme/base:1', '-o', 'a.yaml', '--force']),
    ).toMatchObject({ exitCode: 0 });
    expect(await readFile(file, 'utf8')).toBe(script);
  });

  it('tells no secret of a recording, also where the script does not replay, in no form of output', async () => {
    await using box = await openSandbox();
    const recorded = (again: string): string =>
      lines(
        ['o', 'Login string: '],
        ['i', 'acct:Tr0ub4dor9'],
        ['o', 'acct:Tr0ub4dor9'],
        ['i', '\r'],
        ['o', '\r\nWord: '],
        ['i', 'first-word'],
        ['i', '\r'],
        ['o', '\r\nAgain, acct:Tr0ub4dor9: '],
        ['i', again],
        ['i', '\r'],
        ['o', '\r\n'],
      ).replace('{', '{"command":"setup --password=Tr0ub4dor9",');
    await box.write('a.cast', recorded('first-word'));
    await box.write('b.cast', recorded('other-word'));
    for (const json of [[], ['--json']]) {
      const { exitCode, stdout, stderr } = await box.run([...json, 'generate', 'a.cast', 'b.cast']);
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toContain('this does not replay against its own recording');
      expect(stdout + stderr).not.toMatch(/Tr0ub4dor9|first-word|other-word/);
    }
  });

  it('makes what it can of a recording that was cut off, and says so', async () => {
    await using box = await openSandbox();
    await box.write('a.cast', recording.slice(0, recording.indexOf('[6,') + 10));
    const { exitCode, stdout, stderr } = await box.run(['generate', 'a.cast', '--base', 'acme/base:1']);
    expect([exitCode, stderr]).toEqual([
      0,
      'Note: the recording was cut off: what comes after its end is missing here\n' +
        'Note: the recording ends before the program did: what it asks later is missing here\n',
    ]);
    expect(stdout).toBe(
      `# the recording was cut off: what comes after its end is missing here
${script.replace('deploy:\n', 'deploy:\n  # the recording ends before the program did: what it asks later is missing here\n').replace('    exit: 0\n', '')}`,
    );
  });

  it.each([
    ['no file', undefined, 'Cannot read the recording a.cast: it does not exist.'],
    [
      'no recording',
      'hello\n',
      'Cannot read the recording a.cast, line 1: it does not begin with the header of an asciicast.',
    ],
    ['no program', lines(), 'a.cast holds no program.'],
    ['no input', lines(['o', 'Go on? ']), 'a.cast holds no input: what was typed was not recorded.'],
    [
      'no answer',
      lines(['m', 'spawn: x'], ['o', 'Go on? '], ['m', 'end: exit code 0']),
      'a.cast holds no answer: the program ended before anything was typed.',
    ],
    ['no command', lines(['o', 'Go on? '], ['i', 'y\r']), 'a.cast does not say which program was started.'],
  ])('refuses %s', async (_, content, problem) => {
    await using box = await openSandbox();
    if (content !== undefined) await box.write('a.cast', content);
    expect((await refused(box, 'a.cast')).split('\n')[0]).toBe(`Failed: ${problem}`);
  });
});
