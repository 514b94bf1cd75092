import { expect, it } from 'vitest';
import { drawnQuestion } from '../../../src/dialogue/widgets/drawn-question.js';
import { createScreenEmulator } from '../../../src/terminal/screen-emulator.js';

async function asked(rows: readonly string[], cursor: string) {
  const emulator = createScreenEmulator({ columns: 40, rows: 12, onReply: () => undefined });
  emulator.push(Buffer.from(rows.join('\r\n') + cursor));
  const screen = await emulator.snapshot();
  emulator.dispose();
  return drawnQuestion(screen);
}

const up = (rows: number): string => `\x1b[${rows}A\r`;

it.each([
  [
    'a list without a frame: the row that is marked as a question',
    ['✔ Project name shop', '? Template (Use arrow keys)', '❯ vanilla', '  react', 'Press Enter'],
    '',
    { lines: ['? Template (Use arrow keys)'], prompt: '? Template (Use arrow keys)' },
  ],
  [
    'several of them: the last one',
    ['◆  Name', '│  shop', '│', '◆  Template', '│  ● vanilla', '│  ○ react', '└'],
    '\r\n',
    { lines: ['◆  Template'], prompt: '◆  Template' },
  ],
  [
    'a row at the cursor that says something',
    ['Partition table', '', 'Delete which one?', '', 'q quits'],
    up(2),
    { lines: ['Delete which one?'], prompt: 'Delete which one?' },
  ],
  [
    'a frame: its title and its first text',
    [
      'log line',
      '┌──┤ Setup ├──────────┐',
      '│                     │',
      '│ Where shall the SDK │',
      '│ be installed?       │',
      '│                     │',
      '│ /opt/sdk___________ │',
      '│  <Ok>    <Cancel>   │',
      '└─────────────────────┘',
    ],
    `${up(2)}\x1b[3C`,
    {
      lines: ['Setup', 'Where shall the SDK', 'be installed?'],
      prompt: 'Setup: Where shall the SDK be installed?',
    },
  ],
  [
    'a frame in which nothing is said: its title',
    ['┌──┤ Setup ├───┐', '│  12 %        │', '└──────────────┘'],
    `${up(1)}\x1b[2C`,
    { lines: ['Setup'], prompt: 'Setup' },
  ],
  ['nothing that says anything: nothing', ['', '1 2 3', '> '], '', { lines: [], prompt: '' }],
])('of %s', async (_, rows, cursor, expected) => {
  expect(await asked(rows, cursor)).toEqual(expected);
});
