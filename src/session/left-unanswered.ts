import type { Screen } from '../screen.js';
import { readAfter } from './drawn.js';
import type { Handover } from './handover.js';
import type { Program } from './program.js';

const enter = 0x0d;

/**
 * Lets a person have the terminal; whether they gave it back with the question still open: they pressed no Enter, and the
 * screen says what it said before, wherever the cursor is.
 */
export async function isLeftUnanswered(program: Program, handover: Handover): Promise<boolean> {
  const keys: number[] = [];
  const before = textOf(await program.screen());
  await program.give((link) =>
    handover({
      ...link,
      write(bytes) {
        keys.push(...bytes);
        link.write(bytes);
      },
    }),
  );
  if (keys.includes(enter) || program.completion !== undefined) return false;
  // It has its old size again, and may draw everything anew.
  await readAfter({ clock: program.clock, listen: (listener) => program.listen(listener) }, () => undefined);
  return textOf(await program.screen()) === before;
}

const textOf = ({ lines }: Screen): string => lines.map(({ text }) => text).join('\n');
