import type { ScreenTask } from '../dialogue/typing.js';
import { createWidgetDriver } from '../dialogue/widgets/create-driver.js';
import type { WidgetFailure, WidgetMove, WidgetTask, WidgetView } from '../dialogue/widgets/driver.js';

/** What working a menu, form or button needs of the program. */
export interface WidgetPort {
  /** What the program shows when it is quiet. */
  readonly look: () => Promise<WidgetView>;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /**
   * Waits until the program has drawn what it draws now and waits for input, long where it works; whether it does not work on and
   * on. Throws when nobody waits any more.
   */
  readonly settle: () => Promise<boolean>;
  /** Presses keys and waits until the program has drawn what it makes of them. */
  readonly press: (keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Types a secret where the program hides it; throws where it would be shown. */
  readonly typeSecret: (secret: string, isVisible: boolean) => Promise<void>;
}

/** Does the tasks in order; resolves with why one could not be done. */
export type Operate = (tasks: readonly ScreenTask[], port: WidgetPort) => Promise<WidgetFailure | undefined>;

/** More moves than any real menu needs: a screen that changes for ever must not keep us for ever. */
const mostMoves = 1000;

/** How long is looked for one that is not there: a program that works in between is waited for once as long as it takes. */
const lookingMs = 1000;

/** By looking at the screen and pressing keys. */
export const operate: Operate = async (tasks, port) => {
  for (const task of tasks) {
    if (task.kind === 'keys') await port.press(task.keys);
    else {
      const failure = await work(task, port);
      if (failure !== undefined) return failure;
    }
  }
  return undefined;
};

async function work(task: WidgetTask, port: WidgetPort): Promise<WidgetFailure | undefined> {
  let driver = createWidgetDriver(task);
  let hasActed = false;
  /** Since when there is none. */
  let missedMs: number | undefined;
  /** The program, or another beside it, works on and on: that it is done is not waited for a second time. */
  let isRestless = false;
  for (let moves = 0; moves < mostMoves; moves++) {
    const move = driver.next(await port.look());
    if (move.kind === 'done') return undefined;
    if (move.kind === 'fail') {
      if (hasActed || move.failure.reason !== 'no widget') return move.failure;
      missedMs ??= port.nowMs();
      if (moves > 0 && port.nowMs() - missedMs >= lookingMs) return move.failure;
      // The title of a menu may stand there before the menu does, and the program wait for a moment in between.
      await port.settle();
      driver = createWidgetDriver(task);
      continue;
    }
    hasActed ||= move.kind !== 'rest' && (move.kind !== 'press' || move.keys.length > 0);
    if (move.kind === 'rest' && !isRestless) isRestless = !(await port.settle());
    else await carryOut(move, port);
  }
  return { reason: 'unsteady', label: labelOf(task), there: [] };
}

async function carryOut(
  move: Exclude<WidgetMove, { readonly kind: 'done' | 'fail' }>,
  port: WidgetPort,
): Promise<void> {
  if (move.kind === 'rest') await port.press([]);
  else if (move.kind === 'press') await port.press(move.keys);
  else if (move.kind === 'type') await port.type(move.text);
  else await port.typeSecret(move.secret, move.isVisible);
}

function labelOf(task: WidgetTask): string {
  if (task.kind === 'button') return task.label;
  return (task.kind === 'select' ? task.labels[0] : task.fields[0]?.label) ?? '';
}
