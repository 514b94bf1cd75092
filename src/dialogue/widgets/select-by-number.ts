import { confirm } from './confirm.js';
import type { SelectTask } from './driver.js';
import { lookUp } from './labels.js';
import { type Eye, type Moves, giveUp, perform, press } from './moves.js';
import { findNumberedMenu, type NumberedMenu } from './numbered.js';

/** Types the numbers of what is wanted at the prompt. */
export function* selectByNumber(eye: Eye, task: SelectTask, menu: NumberedMenu): Moves {
  const there = menu.entries.map((entry) => entry.label);
  const named: number[] = [];
  for (const label of task.labels) {
    const found = lookUp(
      label,
      menu.entries.map(({ names }) => names),
    );
    if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there });
    named.push(menu.entries[found.index]?.number ?? 0);
  }
  const numbers = wantedNumbers(task.mode, named, menu);
  const label = task.labels[0] ?? '';
  if (numbers === undefined) return yield* giveUp({ reason: 'choice hidden', label, there });
  // Enter alone takes what is in brackets.
  if (numbers.length === 0 && menu.prefilled === '' && (menu.chosen ?? []).length > 0)
    return yield* giveUp({ reason: 'none left', label, there });
  yield* erase(eye, menu, label);
  if (numbers.length > 0) yield* perform(eye, { kind: 'type', text: numbers.join(menu.separator) });
  yield* confirm(eye, task.confirm);
}

/** In the order of the menu where something is added or taken away; undefined when nobody knows what is chosen now. */
function wantedNumbers(
  mode: SelectTask['mode'],
  named: readonly number[],
  { chosen, entries }: NumberedMenu,
): readonly number[] | undefined {
  if (mode === 'one' || mode === 'only') return named;
  if (chosen === undefined) return undefined;
  const isWanted = (number: number): boolean =>
    mode === 'add'
      ? chosen.includes(number) || named.includes(number)
      : chosen.includes(number) && !named.includes(number);
  return entries
    .map(({ number }) => number)
    .filter(isWanted)
    .sort((a, b) => a - b);
}

/** Key by key: Ctrl-U is another command in some programs (debconf goes back a question). */
function* erase(eye: Eye, { prefilled }: NumberedMenu, label: string): Moves {
  if (prefilled === '') return;
  yield* press(eye, ...Array.from(prefilled, () => 'backspace'));
  for (let look = 0; look < 2 && isPrefilled(eye); look++) yield* press(eye);
  if (isPrefilled(eye)) yield* giveUp({ reason: 'stuck', label, there: [] });
}

const isPrefilled = ({ view }: Eye): boolean => (findNumberedMenu(view)?.prefilled ?? '') !== '';
