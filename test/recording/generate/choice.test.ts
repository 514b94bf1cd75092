import { expect, it } from 'vitest';
import { choiceOf } from '../../../src/recording/generate/choice.js';
import type { Turn } from '../../../src/recording/turn.js';
import type { Screen } from '../../../src/screen.js';
import { createScreenEmulator } from '../../../src/terminal/screen-emulator.js';

async function screenOf(...lines: readonly string[]): Promise<Screen> {
  const emulator = createScreenEmulator({ columns: 60, rows: 10, onReply: () => undefined });
  emulator.push(Buffer.from(lines.join('\r\n')));
  const screen = await emulator.snapshot();
  emulator.dispose();
  return screen;
}

it('an item that was seen while it was being written is not ticked without a label', async () => {
  const question = '? Pick some (Press <space> to select)';
  const screens = [
    await screenOf(question, '❯◯ lint', ' ◯ docs', ' ◯ tests'),
    // Its key came when the row was not yet written anew.
    await screenOf(question, '❯◉', ' ◯ docs', ' ◯ tests'),
  ];
  const end = await screenOf(question, '❯◉ lint', ' ◯ docs', ' ◯ tests');
  const turns = screens.map((before) => ({ before }) as Turn);
  expect(choiceOf(turns, end)).toMatchObject({ kind: 'tick', only: ['lint'] });
});
