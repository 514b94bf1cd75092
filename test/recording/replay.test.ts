import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CastEvent } from '../../src/recording/cast.js';
import { programsIn } from '../../src/recording/programs.js';
import { type Sandbox, openSandbox } from '../support/sandbox.js';
import { type Recorded, record } from './replay-support.js';

const WIZARD = `printf 'Name: '; read name
printf 'Continue? [y/n] '; read go
printf 'Password: '; stty -echo; read word; stty echo; echo
sleep 0.6
echo "hello $name"
printf 'Bye %s' "$name"; sleep 0.2
[ "$go" = y ]
`;

const SCRIPT = `secrets: { pass: { env: PASS }, word: { env: PASS } }
deploy:
  - spawn: sh wizard.sh
    cwd: .
    dialogue:
      - expect: "Name:"
        answer: zoe
      - expect: Continue?
        answer: y
      - expect: "Password:"
        answer: { secret: pass }
      - expect: hello zoe
`;

let box: Sandbox;
let wizard: Recorded;

beforeAll(async () => {
  box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const script = SCRIPT.replace('cwd: .', `cwd: ${box.directory}`);
  wizard = await record(box, script, { env: { PASS: 'a-secret-of-mine' } });
});
afterAll(() => box[Symbol.asyncDispose]());

const replaced = (from: string, to: string) => (script: string) => script.replace(from, to);

describe('a script against the recording of its own run', () => {
  it('passes', async () => {
    expect(await wizard.replayed()).toBe('passed');
  });

  it('waits for nothing: of 40 minutes of progress no timer runs', async () => {
    const { events } = wizard.cast;
    const at = events.findLastIndex(({ kind }) => kind === 'input') + 1;
    const fromSeconds = events[at - 1]?.atSeconds ?? 0;
    const progress = Array.from({ length: 40 * 60 }, (_, second): CastEvent => {
      return { kind: 'output', atSeconds: fromSeconds + second, text: `\r${second} files` };
    });
    const rest = events.slice(at).map((event) => ({ ...event, atSeconds: event.atSeconds + 40 * 60 }));
    const cast = { ...wizard.cast, events: [...events.slice(0, at), ...progress, ...rest] };
    const patient = replaced('expect: hello zoe', 'expect: hello zoe\n        timeout: 1h');
    const timers = vi.spyOn(globalThis, 'setTimeout');
    try {
      expect(await wizard.replayed(patient, cast)).toBe('passed');
      expect(timers.mock.calls.filter(([, ms = 0]) => ms > 0)).toEqual([]);
    } finally {
      timers.mockRestore();
    }
  });

  it('never sees the secret, and the recording has its name', () => {
    const [program] = programsIn(wizard.cast);
    const said = program?.events.flatMap((event) =>
      event.kind === 'input' ? [event.text] : event.kind === 'marker' ? [event.marker.kind] : [],
    );
    expect(said).toEqual([
      ...['exchange', 'zoe\r', 'exchange', 'y\r'],
      ...['exchange', 'secret', '<pass>\r', 'exchange'],
    ]);
  });

  it.each([
    [
      'another answer',
      replaced('answer: zoe', 'answer: bob'),
      'The script answers "Name:" with "bob" enter; in the recording "Name:" is answered with "zoe" enter.',
    ],
    [
      'the beginning of the answer',
      replaced('answer: zoe', 'type: zo'),
      'The script types "zo" and waits for "Continue?"; in the recording "Name:" is answered with "zoe" enter.',
    ],
    [
      'the answer and one more',
      replaced('answer: y', 'answer: yes'),
      'The script answers "Continue?" with "yes" enter; in the recording "Continue? [y/n]" is answered with "y" enter.',
    ],
    [
      'a key',
      replaced('answer: y', 'press: down'),
      'The script answers "Continue?" with down; in the recording "Continue? [y/n]" is answered with "y" enter.',
    ],
    [
      'erasing first',
      replaced('answer: y', 'answer: y\n        clear: true'),
      'The script answers "Continue?" with clear "y" enter; in the recording "Continue? [y/n]" is answered with "y" enter.',
    ],
    [
      'another pattern',
      replaced('"Name:"', '"Nome:"'),
      'The script waits for "Nome:"; in the recording "Name:" is answered with "zoe" enter.',
    ],
    [
      'a missing exchange',
      replaced('      - expect: Continue?\n        answer: y\n', ''),
      'The script waits for "Password:"; in the recording "Continue? [y/n]" is answered with "y" enter.',
    ],
    [
      'a missing exchange at the end',
      replaced(
        '      - expect: "Password:"\n        answer: { secret: pass }\n      - expect: hello zoe\n',
        '',
      ),
      'The script waits for the end of the program; in the recording "Password:" is answered with <pass> enter.',
    ],
    [
      'another order',
      replaced(
        '"Name:"\n        answer: zoe\n      - expect: Continue?\n        answer: y\n',
        'Continue?\n        answer: y\n      - expect: "Name:"\n        answer: zoe\n',
      ),
      'The script waits for "Continue?"; in the recording "Name:" is answered with "zoe" enter.',
    ],
    [
      'another secret',
      replaced('secret: pass', 'secret: word'),
      'The script answers "Password:" with <word> enter; in the recording "Password:" is answered with <pass> enter.',
    ],
    [
      'text for a secret',
      replaced('{ secret: pass }', 'a-secret-of-mine'),
      'The script answers "Password:" with "a-secret-of-mine" enter; in the recording "Password:" is answered with <pass> enter.',
    ],
    [
      'a secret where text is shown',
      replaced('answer: zoe', 'answer: { secret: pass }'),
      'The secret "pass" was not sent to "Name:": the program would show it.',
    ],
    [
      'an exchange too many',
      (script: string) => `${script}      - expect: Bye zoe\n        answer: y\n`,
      'The script answers "Bye zoe" with "y" enter; in the recording nothing is answered any more.',
    ],
    [
      'a checkpoint that never came',
      replaced('hello zoe', 'hello bob'),
      'The script waits for "hello bob"; in the recording the program ended (exit code 0).',
    ],
    [
      'another exit code',
      replaced('cwd:', 'exit: [3, 7]\n    cwd:'),
      'The script expects exit code 3 or 7; in the recording the program ended (exit code 0).',
    ],
    [
      'another exit code, and a checkpoint that never came',
      (script: string) => script.replace('cwd:', 'exit: [3]\n    cwd:').replace('hello zoe', 'hello bob'),
      'The script waits for "hello bob" and expects exit code 3; in the recording the program ended (exit code 0).',
    ],
    [
      'a time limit that the program did not keep',
      replaced('expect: hello zoe', 'expect: hello zoe\n        timeout: 500ms'),
      'Waited 0.5 s for "hello zoe" (exchange timeout 0.5 s).',
    ],
    [
      'another command',
      replaced('wizard.sh', 'install.sh'),
      'The script starts "sh install.sh"; a.cast is of "sh wizard.sh".',
    ],
    [
      'a program more',
      (script: string) => `${script}  - spawn: sh more.sh\n    dialogue: [{ expect: a, answer: b }]\n`,
      'The script starts "sh wizard.sh", "sh more.sh"; a.cast is of "sh wizard.sh".',
    ],
    [
      'no program',
      replaced('spawn: sh wizard.sh', 'spawn: sh wizard.sh\n    when: { real: true }'),
      'The script starts no program; a.cast is of "sh wizard.sh".',
    ],
    [
      'a value that only a run has',
      replaced(
        '  - spawn: sh wizard.sh',
        '  - run: id -un\n    save: { me: /\\w+/ }\n  - spawn: sh wizard.sh ${{ me }}',
      ),
      'The script starts "sh wizard.sh ${{ me }}"; a.cast is of "sh wizard.sh".',
    ],
    [
      'an answer that only a run knows',
      (script: string) =>
        script
          .replace('  - spawn:', '  - run: id -un\n    save: { me: /\\w+/ }\n  - spawn:')
          .replace('answer: zoe', 'answer: ${{ me }}'),
      'The value of ${{ me }} is not in the recording: a `run` step saves it, and a replay runs none.',
    ],
  ])('fails with %s', async (_, edit, message) => {
    const withParam = (script: string): string =>
      edit(script).includes('{ real: true }')
        ? edit(script).replace('deploy:', 'params: { real: { type: boolean } }\ndeploy:')
        : edit(script);
    expect(await wizard.replayed(withParam)).toBe(message);
  });
});
