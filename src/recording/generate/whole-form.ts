import type { Field } from '../../dialogue/widgets/field.js';
import { findFields } from '../../dialogue/widgets/fields.js';
import type { Screen } from '../../screen.js';

/** All of a form, of which one that scrolls shows some rows at a time. */
export interface WholeForm {
  /** Each once. */
  readonly fields: readonly Field[];
  /** Which of them a field on one of the screens is; -1 for none. */
  indexOf(screen: Screen, field: Field): number;
}

/** The form on these screens, which were seen one after the other. Its fields are told by their places, for labels may be equal. */
export function wholeForm(screens: readonly Screen[]): WholeForm {
  const fields = new Map<string, Field>();
  const tops = new Map<Screen, number>();
  let top = 0;
  let shown: readonly Field[] = [];
  for (const screen of screens) {
    const now = findFields(screen);
    if (now.length === 0) continue;
    if (shown.length > 0) top += scrolledBy(shown, now);
    shown = now;
    tops.set(screen, top);
    for (const field of now) fields.set(placeOf(field, top), field);
  }
  const places = [...fields.keys()];
  return {
    fields: [...fields.values()],
    indexOf: (screen, field) => places.indexOf(placeOf(field, tops.get(screen) ?? NaN)),
  };
}

const placeOf = ({ row, left }: Field, top: number): string => `${row + top}:${left}`;

/** More rows than a screen has: what has nothing in common with what was there before may be anything but that. */
const farAway = 10_000;

/** The nearest distance at which the fields of both screens that are at one place have one label; down before up. */
function scrolledBy(before: readonly Field[], now: readonly Field[]): number {
  const most = Math.max(...[...before, ...now].map(({ row }) => row));
  for (let distance = 0; distance <= most; distance++)
    for (const rows of [distance, -distance]) if (fits(before, now, rows)) return rows;
  return farAway;
}

function fits(before: readonly Field[], now: readonly Field[], rows: number): boolean {
  const pairs = now.flatMap((field) =>
    before
      .filter(({ row, left }) => row === field.row + rows && left === field.left)
      .map(({ label }) => label === field.label),
  );
  return pairs.length > 0 && pairs.every((isSame) => isSame);
}
