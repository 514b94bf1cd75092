import { shownButtons } from '../dialogue/widgets/buttons-shown.js';
import type { WidgetFailure, WidgetTask } from '../dialogue/widgets/driver.js';
import { lookUp } from '../dialogue/widgets/labels.js';
import { findList } from '../dialogue/widgets/list.js';
import type { Screen } from '../screen.js';
import { type Compared, compareChoice } from './recorded-choice.js';
import { compareForm } from './recorded-form.js';
import type { ReplayedTurn } from './replay-secrets.js';

/** What came of a menu, form or button in a recording. */
export interface Outcome extends Compared {
  /** The turn that confirmed it; undefined when none did. */
  readonly last: number | undefined;
}

/**
 * Whether a person, who began in the turn at `first`, did what a task says, whatever detours they took; or why there is no such
 * thing to do.
 */
export function outcomeOf(
  task: WidgetTask,
  turns: readonly ReplayedTurn[],
  first: number,
): Outcome | WidgetFailure {
  const at = turns.slice(first).findIndex((turn) => isConfirmed(task, turn));
  const last = at < 0 ? undefined : first + at;
  const own = turns.slice(first, (last ?? first) + 1);
  const screens = [...new Set(own.flatMap(({ before, after }) => [before, after]))];
  const done = compare(task, own, screens);
  if ('reason' in done) return done;
  const pressed = compareButton(task, screens.at(-1));
  if ('reason' in pressed) return pressed;
  const both = [done, pressed].filter(({ wanted }) => wanted !== '');
  return {
    last,
    isSame: last !== undefined && both.every(({ isSame }) => isSame),
    wanted: listed(both.map(({ wanted }) => wanted)),
    recorded: last === undefined ? 'keys that confirm nothing' : listed(both.map(({ recorded }) => recorded)),
  };
}

/** A task in the words of a script, when there is nothing to do it with. */
export function describeTask(task: WidgetTask): string {
  if (task.kind === 'button') return `press <${task.label}>`;
  const labels = task.kind === 'select' ? task.labels : task.fields.map(({ label }) => label);
  return `${task.kind} ${listed(labels.map((label) => JSON.stringify(label)))}`;
}

const listed = (texts: readonly string[]): string => texts.join(', ');

const nothing: Compared = { isSame: true, wanted: '', recorded: '' };

function compare(
  task: WidgetTask,
  turns: readonly ReplayedTurn[],
  screens: readonly Screen[],
): Compared | WidgetFailure {
  if (task.kind === 'select') return compareChoice(task, screens);
  return task.kind === 'fill' ? compareForm(task, turns, screens) : nothing;
}

/** Enter confirms, or the key that the script confirms with; a button is pressed with the space bar too. */
function isConfirmed(task: WidgetTask, { key, text, before }: ReplayedTurn): boolean {
  const own = task.kind === 'button' ? undefined : task.confirm?.at(-1);
  if (own !== undefined && labelOf(own) === undefined) return key === own;
  if (key === 'enter') return true;
  return task.kind === 'button' && text === ' ' && key === undefined && findList(before) === undefined;
}

/** The button that was pressed: where the script names none, the first. */
function compareButton(task: WidgetTask, screen: Screen | undefined): Compared | WidgetFailure {
  if (screen === undefined) return nothing;
  const key = task.kind === 'button' ? undefined : task.confirm?.at(-1);
  const label = task.kind === 'button' ? task.label : key === undefined ? undefined : labelOf(key);
  const { buttons, current } = shownButtons(screen);
  const there = buttons.map((button) => button.label);
  if (label === undefined) {
    if (key !== undefined || current === undefined || current.label === there[0]) return nothing;
    return other(there[0] ?? '', current.label);
  }
  if (buttons.length === 0) return { reason: 'no widget', label };
  const found = lookUp(
    label,
    there.map((name) => [name]),
  );
  if (found.kind !== 'found') return { reason: found.kind, label, there };
  // While a list or a field has the focus, Enter is the first button's.
  return other(there[found.index] ?? label, current?.label ?? there[0] ?? '');
}

const other = (wanted: string, recorded: string): Compared => ({
  isSame: wanted === recorded,
  wanted: `press <${wanted}>`,
  recorded: `press <${recorded}>`,
});

const labelOf = (key: string): string | undefined => /^<(.+)>$/.exec(key)?.[1]?.trim();
