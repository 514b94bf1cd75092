import { expect, it } from 'vitest';
import type { Cast, CastEvent } from '../../src/recording/cast.js';
import { generated, replayed } from './support/foreign.js';

const output = (atSeconds: number, text: string): CastEvent => ({ kind: 'output', atSeconds, text });
const input = (atSeconds: number, text: string): CastEvent => ({ kind: 'input', atSeconds, text });
const marker = (atSeconds: number, label: string): CastEvent => ({ kind: 'marker', atSeconds, label });

/** sudo asks, the person is away for 20 minutes, mistypes, and answers again. */
const cast: Cast = {
  header: { size: { columns: 80, rows: 24 } },
  events: [
    marker(0, 'spawn: ./install.sh'),
    output(0.5, '[sudo] password for alice: '),
    marker(1200, 'secret: sudo'),
    input(1200, '<sudo>'),
    input(1200.1, '\r'),
    output(1202, '\r\nSorry, try again.\r\n[sudo] password for alice: '),
    marker(1203, 'secret: sudo'),
    input(1203, '<sudo>\r'),
    output(1203.1, '\r\nName: '),
    input(1204, 'b'),
    output(1204.1, 'b'),
    input(1204.2, '\r'),
    output(1204.3, '\r\nbye\r\n'),
    marker(1204.5, 'end: exit code 0'),
  ],
  isCut: false,
};

it("sudo's own question is passed over where the script has a scope for it", async () => {
  const { script, said } = await generated(cast);
  expect(script).toContain('sudo: all');
  expect(script).not.toContain('[sudo]');
  expect(said).toBe('passed');
});

it("the person's time at it is none of the program's", async () => {
  const { said } = await generated(cast, (script) =>
    script.replace('exit: 0', 'timeout: 5s\n        exit: 0'),
  );
  expect(said).toBe('passed');
});

const script = (dialogue: string): string => `unattend: 1
secrets: { sudo: { env: SUDO } }
deploy:
  - spawn: ./install.sh
    dialogue:
${dialogue}      - { expect: "Name:", answer: b }
`;

it('is answered by a script that has none', async () => {
  const asked = `      - expect: "[sudo] password for"
        answer: [{ secret: sudo }, { secret: sudo }]
`;
  expect(await replayed(script(asked), cast)).toBe('passed');
});

it('is missed in a script that neither has a scope nor answers it', async () => {
  const said = await replayed(script(''), cast);
  expect(said.split('\n')[0]).toBe(
    'Failed: The script waits for "Name:"; in the recording "[sudo] password for alice:" is answered with <sudo> enter.',
  );
});
