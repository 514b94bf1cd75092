import { expect, it } from 'vitest';
import type { Cast, CastEvent } from '../../src/recording/cast.js';
import { replayed } from './support/foreign.js';

const output = (atSeconds: number, text: string): CastEvent => ({ kind: 'output', atSeconds, text });
const input = (atSeconds: number, text: string): CastEvent => ({ kind: 'input', atSeconds, text });
const resize = (atSeconds: number, columns: number, rows: number): CastEvent => ({
  kind: 'resize',
  atSeconds,
  size: { columns, rows },
});

/** A box far to the right, where only the larger terminal has room for it. */
const box = `\x1b[?1049h\x1b[2J\x1b[?25l${[
  '┌────── Setup ──────┐',
  '│ Install it now?   │',
  '│ \x1b[7m< Yes >\x1b[0m   < No >  │',
  '└───────────────────┘',
]
  .map((line, row) => `\x1b[${row + 5};90H${line}`)
  .join('')}`;

const castOf = (events: readonly CastEvent[]): Cast => ({
  header: { size: { columns: 80, rows: 24 }, command: './setup' },
  events,
  isCut: false,
});
const end = [
  input(8, '\r'),
  output(8.1, '\x1b[?25h\x1b[?1049lbye\r\n'),
  { kind: 'exit', atSeconds: 9, status: '0' } as const,
];

const script = `unattend: 1
deploy:
  - spawn: ./setup
    size: 80x24
    dialogue:
      - { expect: "Name:", answer: bo }
      - { expect: { screen: Install it now?, box: Setup }, press: <Yes> }
`;

it.each([
  ['between two answers', [input(1, 'bo'), output(1, 'bo'), input(2, '\r'), resize(3, 140, 40)]],
  ['while an answer was typed', [input(1, 'b'), output(1, 'b'), resize(1.5, 140, 40), input(2, 'o\r')]],
])('a screen has the size it had when it was recorded: the window was resized %s', async (_, events) => {
  const cast = castOf([output(0.5, 'Name: '), ...events, output(4, `\r\n${box}`), ...end]);
  expect(await replayed(script, cast)).toBe('passed');
});
