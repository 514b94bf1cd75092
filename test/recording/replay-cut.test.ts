import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cast, CastEvent } from '../../src/recording/cast.js';
import { replay } from '../../src/recording/replay.js';
import { parseSession } from '../../src/script/parse-session.js';

const SCRIPT = `unattend: 1
secrets: { pass: { env: PASS } }
deploy:
  - spawn: sh wizard.sh
    idle: 21m
    fail-on: [No space left]
    always:
      - { expect: --More--, press: space }
    dialogue:
      - { expect: Accept?, answer: yes }
      - { expect: "/Port \\\\[(\\\\d+)\\\\]:/", answer: "1\${{ match.1 }}" }
      - { expect: "Name:", answer: "zoë €", optional: true }
      - { expect: "Password:", answer: { secret: pass } }
      - expect: Installation complete.
`;

const output = (atSeconds: number, text: string): CastEvent => ({ kind: 'output', atSeconds, text });
const input = (atSeconds: number, text: string): CastEvent => ({ kind: 'input', atSeconds, text });
const marker = (atSeconds: number, label: string): CastEvent => ({ kind: 'marker', atSeconds, label });

/** A person at the wizard of the script, 40 minutes of it at work: mistakes and corrections, one key an event. */
const WIZARD: readonly CastEvent[] = [
  marker(0, 'spawn: sh wizard.sh'),
  output(1, 'Type "yes" at Accept? to accept.\r\nThe licence\r\n--More--'),
  input(5, ' '),
  output(5.1, '\r\u001b[K\u001b[1mAccept?\u001b[0m '),
  ...Array.from('yess').flatMap((key, at) => [input(9 + at, key), output(9.01 + at, key)]),
  input(14, '\x7f'),
  output(14.1, '\b \b'),
  input(15, '\r'),
  output(15.1, '\r\n\u001b[32mUnpacking\u001b[0m\r\n'),
  output(1200, '50 %\r100 %\r\n'),
  output(2400, 'Port [8080]: '),
  ...Array.from('18080').flatMap((key, at) => [input(2405 + at, key), output(2405.01 + at, key)]),
  input(2411, '\r'),
  output(2411.1, '\r\nName: '),
  input(2415, 'zoë €'),
  output(2415.1, 'zoë €'),
  input(2416, '\r'),
  output(2416.1, '\r\nPassword: '),
  marker(2420, 'secret: pass'),
  input(2420, '<pass>\r'),
  output(2420.1, '\r\nInstallation complete.\r\n'),
  marker(2425, 'end: exit code 0'),
];

/** The same written in other pieces: cut at these places of each output, or joined to the one before it. */
function recut(events: readonly CastEvent[], cuts: readonly number[]): CastEvent[] {
  const at = (index: number): number => cuts[index % Math.max(1, cuts.length)] ?? 1;
  const all: CastEvent[] = [];
  let turn = 0;
  for (const event of events) {
    if (event.kind !== 'output') {
      all.push(event);
      continue;
    }
    const characters = Array.from(event.text);
    while (characters.length > 0) all.push({ ...event, text: characters.splice(0, at(turn++)).join('') });
  }
  return all;
}

const replayed = (events: readonly CastEvent[], script = SCRIPT) => {
  const cast: Cast = { header: { size: { columns: 80, rows: 24 } }, events, isCut: false };
  const session = parseSession('a.yaml', script);
  return replay({ session, given: {}, cast, flags: new Map(), file: 'a.cast' }).then(
    ({ answers }) => `passed, ${answers} answers`,
    (error: unknown) => (error as Error).message,
  );
};

describe('a recording of a person', () => {
  it('replays whatever way what was written is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), async (cuts) => {
        expect(await replayed(recut(WIZARD, cuts))).toBe('passed, 5 answers');
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('fails the same whatever way it is cut', async () => {
    const other = SCRIPT.replace('1${{ match.1 }}', '${{ match.1 }}');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), async (cuts) => {
        expect(await replayed(recut(WIZARD, cuts), other)).toBe(
          'The script answers "/Port \\[(\\d+)\\]:/" with "8080" enter; in the recording "Port [8080]:" is answered with "18080" enter.',
        );
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  it('knows the time the program took, and not the person', async () => {
    const limited = (limit: string): string => SCRIPT.replace('idle: 21m', limit);
    expect(await replayed(WIZARD, limited('idle: 19m'))).toBe(
      'Waited 1140.1 s for "/Port \\[(\\d+)\\]:/" (idle 1140.0 s).',
    );
    expect(await replayed(WIZARD, limited('idle: 21m\n    timeout: 39m'))).toBe(
      'Waited 2338.9 s for "/Port \\[(\\d+)\\]:/" (timeout 2340.0 s).',
    );
    expect(await replayed(WIZARD, limited('idle: 21m\n    timeout: 40m'))).toBe('passed, 5 answers');
  });

  it('says that it was cut', async () => {
    expect(await replayed(WIZARD.slice(0, -2))).toBe('a.cast ends at 2420.0 s, before the program did.');
  });
});
