import type { WidgetDriver, WidgetMove, WidgetTask, WidgetView } from './driver.js';
import { fill } from './fill.js';
import type { Eye, Moves } from './moves.js';
import { pressButton } from './press-button.js';
import { select } from './select.js';

/** Drives a menu, form or button by what the screen shows. After `done` or `fail` every further move is the same. */
export function createWidgetDriver(task: WidgetTask): WidgetDriver {
  let moves: Moves | undefined;
  let last: WidgetMove | undefined;
  return {
    next(view) {
      if (last?.kind === 'done' || last?.kind === 'fail') return last;
      moves ??= start(task, view);
      const step = moves.next(view);
      last = step.done === true ? { kind: 'done' } : step.value;
      return last;
    },
  };
}

function start(task: WidgetTask, view: WidgetView): Moves {
  const eye: Eye = { view };
  switch (task.kind) {
    case 'select':
      return select(eye, task);
    case 'fill':
      return fill(eye, task);
    case 'button':
      return pressButton(eye, task.label);
  }
}
