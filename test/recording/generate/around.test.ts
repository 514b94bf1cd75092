import { expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { answering } from './support.js';
import { generateReplaying } from '../support/replaying.js';

const stepsOf = async (recording: RecordingSource): Promise<string> => {
  const { text } = await generateReplaying({ recordings: [recording], base: 'acme/base:1' });
  return text.slice(text.indexOf('deploy:\n'));
};

it('sudo, and services that were started, become a scope; the question of sudo needs no answer then', async () => {
  const recording = answering('acme-setup', [
    ['+ sudo apt-get update\r\n[sudo] password for alice: ', '', { echo: 'off', secret: 'alice' }],
    ['+ sudo /opt/acme/register\r\nStarting acme service\r\nGo on? ', 'y'],
  ]);
  expect(await stepsOf(recording)).toBe(`deploy:
  - scope:
      # guessed: what sudo was seen to be used for
      sudo: [/opt/acme/register, /usr/bin/apt-get]
      # guessed: services were started
      services: off
    steps:
      - spawn: acme-setup
        dialogue:
          - expect: Go on?
            answer: y
        exit: 0
`);
});

it.each([
  'You will need sudo rights later.',
  'Do not run this with sudo rights!',
  'sudo rights are needed.',
  'Starting installation...',
  'Starting the setup of the server',
])('what is only spoken of becomes no scope: %s', async (line) => {
  const steps = await stepsOf(answering('acme-setup', [[`${line}\r\nGo on? `, 'y']]));
  expect(steps).toContain('Go on?');
  expect(steps).not.toContain('scope');
});

it.each(['Restarting services...', ' * Starting nginx: nginx.', 'Starting OpenBSD Secure Shell server'])(
  'services that are started become a scope: %s',
  async (line) => {
    const steps = await stepsOf(answering('acme-setup', [[`${line}\r\nGo on? `, 'y']]));
    expect(steps).toContain('services: off');
  },
);

it('an exit code that is no success is the one that is expected, and said', async () => {
  expect(await stepsOf(answering('acme-setup', [['Go on? ', 'y']], 'exit code 3'))).toBe(`deploy:
  - spawn: acme-setup
    dialogue:
      - expect: Go on?
        answer: y
    # the recorded program ended with exit code 3
    exit: 3
`);
});

it('a prompt that nothing tells apart says so', async () => {
  expect(await stepsOf(answering('acme-setup', [['> ', 'y']]))).toBe(`deploy:
  - spawn: acme-setup
    dialogue:
      # guessed: nothing on this prompt tells it apart from what was said before it
      - expect: ">"
        answer: y
    exit: 0
`);
});

it('what the person noted is in the script', async () => {
  const recording = answering('acme-setup', [
    ['Edition: ', 'pro'],
    ['Proxy? ', 'none'],
    ['Disk? ', 'a'],
  ]);
  const events = recording.cast.events.flatMap((event, at) => {
    const isEnter = event.kind === 'input' && event.text === '\r';
    const count = recording.cast.events
      .slice(0, at + 1)
      .filter((each) => each.kind === 'input' && each.text === '\r').length;
    const notes =
      [['note param: edition', 'note check: bye'], ['note optional'], ['note repeated']][count - 1] ?? [];
    const { atSeconds } = event;
    return isEnter
      ? [event, ...notes.map((label) => ({ kind: 'marker', atSeconds, label }) as const)]
      : [event];
  });
  const { text } = await generateReplaying(
    {
      recordings: [{ ...recording, cast: { ...recording.cast, events }, flags: new Map() }],
      base: 'acme/base:1',
    },
    'what is noted to be written before the second question is written at the end',
  );
  expect(text.slice(text.indexOf('params:'))).toBe(`params:
  edition: { default: pro }

deploy:
  - spawn: acme-setup
    dialogue:
      - expect: "Edition:"
        answer: \${{ params.edition }}
      - expect: bye
      - expect: Proxy?
        answer: none
        optional: true
      - expect: Disk?
        answer: a
        repeat: true
    exit: 0
`);
});
