import { findKeyMenu } from '../dialogue/widgets/key-menu.js';
import { findList } from '../dialogue/widgets/list.js';
import { findNumberedMenu } from '../dialogue/widgets/numbered.js';
import type { WidgetTask, WidgetView } from '../dialogue/widgets/driver.js';
import { operate, type Operate } from '../session/operate.js';
import type { RecordedTerminal } from '../terminal/recorded.js';
import { describeTask, type Outcome, outcomeOf } from './outcome.js';
import type { ReplayedTurn } from './replay-secrets.js';

export interface ReplayOperateSpec {
  readonly terminal: () => RecordedTerminal;
  readonly turns: readonly ReplayedTurn[];
  /** The error for a widget that was left with another outcome. */
  readonly failure: (answer: number, outcome: Pick<Outcome, 'wanted' | 'recorded'>) => Error;
}

/**
 * Works recorded menus, forms and buttons: not the keys are compared but what came of them, for a person takes detours. What
 * is answered by a number or a key is typed like any answer.
 */
export function replayOperate({ terminal: terminalOf, turns, failure }: ReplayOperateSpec): Operate {
  return async (tasks, port) => {
    const terminal = terminalOf();
    for (const task of tasks) {
      await terminal.waiting();
      if (task.kind === 'keys' || isTyped(task, await port.look())) {
        const failed = await operate([task], port);
        if (failed !== undefined) return failed;
        continue;
      }
      const { answer } = terminal;
      if (answer >= turns.length) throw failure(answer, { wanted: describeTask(task), recorded: '' });
      const outcome = outcomeOf(task, turns, answer);
      if ('reason' in outcome) return outcome;
      if (!outcome.isSame || outcome.last === undefined) throw failure(answer, outcome);
      terminal.standFor(outcome.last);
      await port.press(['enter']);
    }
    return undefined;
  };
}

/** As `select` tells them apart. */
function isTyped(task: WidgetTask, view: WidgetView): boolean {
  if (task.kind !== 'select') return false;
  const menu = findNumberedMenu(view);
  if (menu?.isCertain === true) return true;
  return findList(view.screen) === undefined && (menu ?? findKeyMenu(view.screen)) !== undefined;
}
