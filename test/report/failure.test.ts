import { describe, expect, it } from 'vitest';
import { catalogue, type ErrorDetails, type ErrorName, UnattendError } from '../../src/errors.js';
import { type FailureContext, renderFailure } from '../../src/report/failure.js';
import { samples } from './samples.js';

const command = 'unattend run sessions/acme.yaml release=4.3';
const plain: FailureContext = { command, color: false };
const fail = <N extends ErrorName>(name: N, details: ErrorDetails<N>): UnattendError =>
  new UnattendError(name, details);
const sample = (name: ErrorName): UnattendError => fail(name, samples[name]);

const lines = (text: string): string[] => text.split('\n');

describe('renderFailure', () => {
  it('shows a dialogue failure with all there is to know', () => {
    const step = {
      kind: 'spawn',
      text: 'sh install.sh',
      place: { file: 'acme.yaml', line: 9, column: 5 },
    } as const;
    const text = renderFailure(sample('EXPECT_TIMEOUT'), { ...plain, step, recording: '/tmp/acme.cast' });
    expect(lines(text)).toEqual([
      'Failed: Waited 30.0 s for "Install directory" (exchange timeout 30.0 s).',
      '',
      '  step      spawn sh install.sh',
      '  at        sessions/acme.yaml:12:7',
      '  expected  "Install directory"',
      '  waited    30.0 s of 30.0 s',
      '',
      '  ┌─ the last screen',
      '  │ Acme SDK 4.3',
      '  │',
      '  │ Accept the licence? [y/n] y',
      '  │ Select components:',
      '  └─',
      '',
      '  hint       Compare the pattern with the screen above; a longer `timeout` or `idle` gives a slow installer more time.',
      '  recording  /tmp/acme.cast',
      '  reproduce  unattend run sessions/acme.yaml release=4.3',
      '  error      UNATTEND_EXPECT_TIMEOUT, exit code 3',
      '',
    ]);
  });

  it('tells the place of the step where the error has none', () => {
    const step = {
      kind: 'spawn',
      text: 'sh install.sh',
      place: { file: 'acme.yaml', line: 9, column: 5 },
    } as const;
    const text = renderFailure(sample('PROGRAM_FAILED'), { ...plain, step });
    expect(lines(text).slice(0, 5)).toEqual([
      'Failed: The program failed: exit code 3.',
      '',
      '  step    spawn sh install.sh',
      '  at      acme.yaml:9:5',
      expect.stringMatching(/^ {2}waited/),
    ]);
  });

  it('shows a failed command with its last output', () => {
    expect(lines(renderFailure(sample('STEP_FAILED'), plain))).toEqual([
      'Failed: apt-get install acme failed: exit code 100.',
      '',
      '  at  sessions/acme.yaml:12:7',
      '',
      '  ┌─ the last output',
      '  │ E: Unable to locate package acme',
      '  └─',
      '',
      '  hint       If that exit code means success, list it: exit: [0, 3010].',
      '  reproduce  unattend run sessions/acme.yaml release=4.3',
      '  error      UNATTEND_STEP_FAILED, exit code 4',
      '',
    ]);
  });

  it('shows an invalid script with the diagnostics it is given, tabs kept', () => {
    const diagnostics =
      'acme.yaml:3:5: error: unknown key "anwser"\n    3 | \tanwser: y\n      | \t^\n    3 | \tanswer: y\n';
    expect(lines(renderFailure(sample('SCRIPT_INVALID'), { ...plain, diagnostics }))).toEqual([
      'Failed: The session script acme.yaml has 1 error:',
      '',
      'acme.yaml:3:5: error: unknown key "anwser"',
      '    3 | \tanwser: y',
      '      | \t^',
      '    3 | \tanswer: y',
      '',
      '  hint       Mend the lines shown and run `unattend check` on the script.',
      '  reproduce  unattend run sessions/acme.yaml release=4.3',
      '  error      UNATTEND_SCRIPT_INVALID, exit code 2',
      '',
    ]);
  });

  it('shows what the audit found, and below it what helps', () => {
    expect(lines(renderFailure(sample('AUDIT_FAILED'), plain)).slice(1, 8)).toEqual([
      '',
      '  /opt/acme/etc/licence.conf:12: the secret serial (base64), 2 times',
      '    serial = [hidden]',
      '  -> Have the installer not write it.',
      '  image:history: a path of the run',
      '  -> Delete the file in a last step.',
      '',
    ]);
  });

  it('shows what helps once for all that it helps, and the first 25 of what was found', () => {
    const finding = (place: string, remedy: string) => ({ place, what: 'a secret', count: 1, remedy });
    const found = (findings: readonly ReturnType<typeof finding>[]): string[] => {
      const all = lines(renderFailure(fail('AUDIT_FAILED', { findings }), plain));
      return all.slice(2, all.indexOf('', 2));
    };
    expect(
      found([finding('/a', 'Delete it.'), finding('/b', 'Mend it.'), finding('/c', 'Delete it.')]),
    ).toEqual(['  /a: a secret', '  /c: a secret', '  -> Delete it.', '  /b: a secret', '  -> Mend it.']);
    const many = Array.from({ length: 28 }, (_, index) => finding(`/${index}`, 'Delete it.'));
    expect(found(many).slice(-3)).toEqual([
      '  /24: a secret',
      '  -> Delete it.',
      '  and 3 more (all of them with --json)',
    ]);
  });

  it('lists the findings of an invalid script when it is given no text', () => {
    expect(lines(renderFailure(sample('SCRIPT_INVALID'), plain))[2]).toBe(
      'acme.yaml:3:5: unknown key "anwser"',
    );
  });

  it('shows a wrong command line without the command', () => {
    expect(lines(renderFailure(sample('USAGE'), plain))).toEqual([
      'Failed: Unknown flag --tga.',
      '',
      '  hint   Did you mean --tag?',
      '  error  UNATTEND_USAGE, exit code 2',
      '',
    ]);
  });

  it('says when the screen is empty', () => {
    expect(lines(renderFailure(sample('PROGRAM_FAILED'), plain)).slice(0, 6)).toEqual([
      'Failed: The program failed: exit code 3.',
      '',
      '  waited  0.4 s',
      '',
      '  the last screen is empty',
      '',
    ]);
  });

  it('shows the last 24 rows of a long screen and goes on below where a line is too wide', () => {
    const screen = [
      ...Array.from({ length: 30 }, (_, index) => `line ${index + 1}`),
      'abcdefghijkl',
      '   ',
      '',
    ];
    const text = renderFailure(fail('FAIL_MATCHED', { screen, waitedMs: 0, reason: 'x' }), {
      ...plain,
      columns: 8,
    });
    const box = lines(text).slice(5, -5);
    expect(box).toEqual([
      ...Array.from({ length: 22 }, (_, index) => `  │ line ${index + 9}`),
      '  │ abcdefgh',
      '  │ ijkl',
      '  └─',
    ]);
  });

  it('lets no control character and no command for a CI service through', () => {
    const error = fail('FAIL_MATCHED', {
      pattern: '\u001b[2J##[error]p',
      screen: ['::error::a', '\u001b[31m##[add-mask]b\u0007', '10 %\r20 %', '##vso[task.complete]\r'],
      waitedMs: 1000,
      reason: 'first\n::set-output name=x::y',
    });
    const dangerous = {
      command: 'unattend run "a\n::error::b"',
      recording: '/tmp/a\n::error::b.cast',
      diagnostics: '::error::d',
    };
    expect(lines(renderFailure(error, { ...plain, ...dangerous }))).toEqual([
      'Failed: first ::set-output name=x::y',
      '',
      ': :error::d',
      '',
      '  expected  "# #[error]p"',
      '  waited    1.0 s',
      '',
      '  ┌─ the last screen',
      '  │ ::error::a',
      '  │ # #[add-mask]b',
      '  │ 20 %',
      '  │ # #vso[task.complete]',
      '  └─',
      '',
      '  hint       This is what the script calls a failure; the screen above shows why the program said so.',
      '  recording  /tmp/a ::error::b.cast',
      '  reproduce  unattend run "a ::error::b"',
      '  error      UNATTEND_FAIL_MATCHED, exit code 3',
      '',
    ]);
  });

  it('is coloured when it may be, and says the same', () => {
    const text = renderFailure(sample('EXPECT_TIMEOUT'), { ...plain, color: true });
    expect(text).toContain('\u001b[31m\u001b[1mFailed:\u001b[22m\u001b[39m Waited');
    expect(text.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderFailure(sample('EXPECT_TIMEOUT'), plain));
  });

  it.each(Object.keys(catalogue) as ErrorName[])('makes sense for %s', (name) => {
    const error = sample(name);
    const text = renderFailure(error, plain);
    expect(lines(text)[0]).toMatch(/^Failed: .*[.:]$/);
    expect(text).toContain(error.message.replace(/\.$/, ''));
    expect(text).toContain(`  ${error.hint}\n`);
    expect(text).toContain(
      `  error${name === 'USAGE' || name === 'INTERRUPTED' ? '' : '    '}  ${error.code}, exit code`,
    );
    expect(text).not.toMatch(/undefined|NaN|\[object|[^\n\P{Cc}]/u);
    expect(text).not.toMatch(/\n\n\n|^\n|\s\n\n$/);
  });
});
