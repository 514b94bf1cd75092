import { expect, it } from 'vitest';
import type { CastEvent } from '../../src/recording/cast.js';
import { replayed } from './support/foreign.js';

const script = `unattend: 1
secrets: { pass: { env: PASS } }
deploy:
  - spawn: ./setup
    dialogue:
      - { expect: Token, answer: { secret: pass } }
      - expect: done
`;

it.each([1, 2])(
  'what a run typed to see whether a field shows it is no answer that was refused (%d times)',
  async (times) => {
    // As inquirer draws: the cursor goes back up from the hint.
    const drawn = (field: string): string =>
      `\x1b[1B\x1b[2K\x1b[1A\x1b[2K\x1b[G? Token${field}\r\nctrl+t toggle\x1b[1A\x1b[${8 + field.length}G`;
    const events: readonly CastEvent[] = [
      { kind: 'marker', atSeconds: 0, label: 'spawn: ./setup' },
      { kind: 'output', atSeconds: 0.1, text: drawn('') },
      { kind: 'marker', atSeconds: 0.7, label: 'exchange a.yaml:6:9: Token' },
      ...Array.from({ length: times }, (_, at): readonly CastEvent[] => [
        { kind: 'output', atSeconds: 0.8 + at, text: drawn(' *') },
        { kind: 'output', atSeconds: 1.4 + at, text: drawn('') },
      ]).flat(),
      { kind: 'marker', atSeconds: 2.5, label: 'secret: pass' },
      { kind: 'input', atSeconds: 2.5, text: '<pass>\r' },
      { kind: 'output', atSeconds: 2.6, text: `${drawn(' ****')}\r\n` },
      { kind: 'output', atSeconds: 2.8, text: 'done\r\n' },
      { kind: 'marker', atSeconds: 3, label: 'end: exit code 0' },
    ];
    const cast = { header: { size: { columns: 80, rows: 24 } }, events, isCut: false };
    expect(await replayed(script, cast)).toBe('passed');
  },
);
