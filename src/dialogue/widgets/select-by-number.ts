import { confirm } from './confirm.js';
import { lookUp } from './labels.js';
import { type Eye, type Moves, giveUp, perform, press } from './moves.js';
import type { NumberedMenu } from './numbered.js';
import type { SelectTask } from './driver.js';

/** Types the numbers of the wanted labels at the prompt. What was chosen before is not shown, so nothing can be added. */
export function* selectByNumber(eye: Eye, task: SelectTask, menu: NumberedMenu): Moves {
  const numbers: number[] = [];
  const there = menu.entries.map((entry) => entry.label);
  for (const label of task.labels) {
    const found = lookUp(
      label,
      there.map((name) => [name]),
    );
    if (found.kind !== 'found') return yield* giveUp({ reason: found.kind, label, there });
    numbers.push(menu.entries[found.index]?.number ?? 0);
  }
  if (task.mode === 'add' || task.mode === 'remove') {
    return yield* giveUp({ reason: 'no widget', label: task.labels[0] ?? '' });
  }
  if (menu.isPrefilled) yield* press(eye, 'ctrl-u');
  yield* perform(eye, { kind: 'type', text: numbers.join(menu.separator) });
  yield* confirm(eye, task.confirm);
}
