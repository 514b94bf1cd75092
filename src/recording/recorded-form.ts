import type { WidgetFailure, WidgetTask } from '../dialogue/widgets/driver.js';
import type { Field } from '../dialogue/widgets/field.js';
import { findFields } from '../dialogue/widgets/fields.js';
import { maskGlyphs } from '../dialogue/widgets/glyphs.js';
import { lookUp } from '../dialogue/widgets/labels.js';
import type { Screen } from '../screen.js';
import type { Compared } from './recorded-choice.js';
import type { ReplayedTurn } from './replay-secrets.js';

type FillTask = Extract<WidgetTask, { readonly kind: 'fill' }>;
type Value = FillTask['fields'][number]['value'];

/** What was filled in the form that these screens show, the last of them just before it was confirmed. */
export function compareForm(
  task: FillTask,
  turns: readonly ReplayedTurn[],
  screens: readonly Screen[],
): Compared | WidgetFailure {
  const fields = new Map(screens.flatMap(findFields).map((field) => [field.label, field]));
  const typed = typedIn(turns);
  const there = [...fields.keys()];
  if (there.length === 0) return { reason: 'no widget', label: task.fields[0]?.label ?? '' };
  const found: { label: string; wanted: string; recorded: string; isSame: boolean }[] = [];
  for (const { label, value } of task.fields) {
    const place = lookUp(
      label,
      [...fields.values()].map(({ names }) => names),
    );
    if (place.kind !== 'found') return { reason: place.kind, label, there };
    const own = there[place.index] ?? label;
    found.push({ label, ...compareField(value, fields.get(own), typed.get(own)) });
  }
  const all = (side: 'wanted' | 'recorded'): string =>
    `fill ${found.map((each) => `${each.label.replace(/\s*:$/, '')}: ${each[side]}`).join(', ')}`;
  return {
    isSame: found.every(({ isSame }) => isSame),
    wanted: all('wanted'),
    recorded: all('recorded'),
  };
}

/** The last text typed while the cursor was in a field, by the field's label. */
function typedIn(turns: readonly ReplayedTurn[]): ReadonlyMap<string, ReplayedTurn> {
  return new Map(
    turns
      .filter(({ text, secret, isCleared }) => text !== '' || secret !== undefined || isCleared)
      .flatMap((turn) => {
        const field = findFields(turn.before).find(({ hasCursor }) => hasCursor);
        return field === undefined ? [] : [[field.label, turn] as const];
      }),
  );
}

/** A field that shows its value, or one end of it, is read; of one that does not, what was typed counts. */
function compareField(value: Value, field: Field | undefined, typed: ReplayedTurn | undefined): Compared {
  const wanted = value.kind === 'secret' ? `<${value.secret}>` : JSON.stringify(value.text);
  if (typed?.secret !== undefined) {
    const isSame = value.kind === 'secret' && value.secret === typed.secret;
    return { isSame, wanted, recorded: `<${typed.secret}>` };
  }
  if (typed?.knownSecret !== undefined && value.kind === 'secret')
    return { isSame: true, wanted, recorded: `<${typed.knownSecret}>` };
  const shown = field?.text.trimEnd() ?? '';
  const isHidden = shown === '' || new RegExp(`^[${maskGlyphs}]+$`).test(shown);
  const text = isHidden ? (typed?.text ?? field?.standIn ?? '') : shown;
  const recorded = typed?.knownSecret === undefined ? JSON.stringify(text) : `<${typed.knownSecret}>`;
  if (value.kind === 'secret') return { isSame: false, wanted, recorded };
  const isFull = !isHidden && field !== undefined && shown.length >= field.right - field.left - 1;
  const isSame = text === value.text.trim() || (isFull && value.text.includes(shown));
  return { isSame, wanted, recorded };
}
