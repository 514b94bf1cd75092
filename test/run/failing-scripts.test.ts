import { expect, it } from 'vitest';
import { failed, runFailing } from '../support/failing.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

/** Scripts that are refused before anything starts; each is broken in one place. */
const scripts = {
  'an unknown key': 'deploy:\n  - run: touch /made\n    tiemout: 5s\n',
  'a bad pattern':
    'deploy:\n  - spawn: sh install.sh\n    dialogue:\n      - expect: /Name [/\n        answer: x\n',
  'YAML that eats a prompt':
    'deploy:\n  - spawn: sh install.sh\n    dialogue:\n      - expect: Password:\n        answer: x\n',
  'a prompt cut by a comment':
    'deploy:\n  - spawn: sh install.sh\n    dialogue:\n      - expect: root@build:/ # \n        answer: x\n',
  'an undefined name': 'deploy:\n  - run: echo ${{ params.relase }}\n',
  'a reference inside quotes': 'params: { p: { default: x } }\ndeploy:\n  - run: echo "a ${{ params.p }}"\n',
  'a param named like a flag':
    'params: { tag: { type: string, default: x } }\ndeploy:\n  - run: touch /made\n',
  'a secret that is not declared':
    'deploy:\n  - spawn: sh install.sh\n    dialogue:\n      - expect: "Key:"\n        answer: { secret: key }\n',
  'a copy of an input that is not declared': 'deploy:\n  - copy: sdk\n    to: /opt\n',
  'an exchange behind the end':
    'deploy:\n  - spawn: sh install.sh\n    dialogue:\n      - eof: true\n      - expect: More?\n        answer: y\n',
} as const;

it.each(Object.entries(scripts))('%s', async (_, lines) => {
  await using box = await openSandbox();
  await box.session(lines);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block).toMatchSnapshot();
});

it('a script that is not there, and one that cannot be read', async () => {
  await using box = await openSandbox();
  const { block, ...rest } = await runFailing(box, ['run', 'none.yaml']);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: Cannot read the session script none.yaml: it does not exist.

      hint       Give the path of a session script, for example sessions/private-ca.yaml.
      reproduce  unattend run none.yaml
      error      UNATTEND_SCRIPT_MISSING, exit code 2
    "
  `);
  const directory = await runFailing(box, ['run', '.']);
  expect(directory.block.split('\n')[0]).toBe('Failed: Cannot read the session script .: it is a directory.');
});

it('a param that is required, unknown, or has a value it does not take', async () => {
  await using box = await openSandbox();
  await box.session(`params:
  release: { type: string, match: '^\\d+\\.\\d+$', required: true }
  platform: { type: choice, of: [A, B], default: A }
deploy:
  - run: touch /made
`);
  const sentences = async (...words: string[]): Promise<string | undefined> => {
    const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', ...words]);
    expect(rest).toEqual(failed(2, NOTHING));
    return block.split('\n')[0];
  };
  expect([
    await sentences(),
    await sentences('release=four'),
    await sentences('release=4.3', 'platform=C'),
    await sentences('release=4.3', 'plattform=A'),
    await sentences('release=4.3', 'release=4.4'),
    await sentences('4.3'),
    await sentences('--relaese', '4.3'),
    await sentences('--release'),
  ]).toMatchInlineSnapshot(`
    [
      "Failed: The parameter "release" is required.",
      "Failed: The parameter "release" cannot be "four": it must match ^\\d+\\.\\d+$.",
      "Failed: The parameter "platform" cannot be "C": it must be one of A, B.",
      "Failed: The parameter "plattform" is unknown (did you mean "platform"?).",
      "Failed: The parameter "release" is given twice.",
      "Failed: "4.3" is no parameter.",
      "Failed: There is no flag --relaese.",
      "Failed: The flag --release needs a value.",
    ]
  `);
});

it('a secret that is missing, empty or unreadable', async () => {
  await using box = await openSandbox();
  await box.write('empty', '\n');
  await box.session(`secrets: { serial: { env: ACME_SERIAL } }
deploy:
  - spawn: sh install.sh
    dialogue:
      - expect: "Serial:"
        answer: { secret: serial }
`);
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(2, NOTHING));
  expect(block).toMatchInlineSnapshot(`
    "Failed: The secret "serial" (env:ACME_SERIAL) is not set.

      hint       Set its source, or name another: --secret serial=env:VAR, file:PATH or prompt.
      reproduce  unattend run a.yaml
      error      UNATTEND_SECRET_MISSING, exit code 2
    "
  `);

  const sentence = async (source: string): Promise<string | undefined> => {
    const failing = await runFailing(box, ['run', 'a.yaml', '--secret', source], { env: { EMPTY: '' } });
    expect({ ...failing, block: '' }).toEqual({ ...failed(2, NOTHING), block: '' });
    return failing.block.split('\n')[0];
  };
  expect([
    await sentence('serial=env:EMPTY'),
    await sentence('serial=file:empty'),
    await sentence('serial=file:none'),
    await sentence('serial=prompt'),
    await sentence('serial=1234'),
    await sentence('sreial=env:HOME'),
    await sentence('serial'),
  ]).toMatchInlineSnapshot(`
    [
      "Failed: The secret "serial" (env:EMPTY) is empty.",
      "Failed: The secret "serial" (file:empty) is empty.",
      "Failed: The secret "serial" (file:none) cannot be read: no such file or directory.",
      "Failed: The secret "serial" (prompt) cannot be read: there is no terminal to ask on.",
      "Failed: --secret does not say where the secret is.",
      "Failed: The script has no secret "sreial".",
      "Failed: What follows --secret is not of the form NAME=VALUE.",
    ]
  `);
});
