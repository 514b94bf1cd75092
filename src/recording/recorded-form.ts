import type { WidgetFailure, WidgetTask } from '../dialogue/widgets/driver.js';
import type { Field } from '../dialogue/widgets/field.js';
import { findFields } from '../dialogue/widgets/fields.js';
import { maskGlyphs } from '../dialogue/widgets/glyphs.js';
import { lookUp } from '../dialogue/widgets/labels.js';
import type { Screen } from '../screen.js';
import type { Compared } from './recorded-choice.js';
import { isTypedSecret, type ReplayedTurn } from './replay-secrets.js';

type FillTask = Extract<WidgetTask, { readonly kind: 'fill' }>;
type Value = FillTask['fields'][number]['value'];

/** What was filled in the form that these screens show, the last of them just before it was confirmed. */
export function compareForm(
  task: FillTask,
  turns: readonly ReplayedTurn[],
  screens: readonly Screen[],
): Compared | WidgetFailure {
  const fields = fieldsIn(screens);
  const typed = typedIn(turns);
  const there = [...fields.keys()];
  if (there.length === 0) return { reason: 'no widget', label: task.fields[0]?.label ?? '' };
  const found: { label: string; wanted: string; recorded: string; isSame: boolean }[] = [];
  for (const { label, value } of task.fields) {
    const place = placeIn(fields, label);
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

/** What stood in the field of a label; undefined when there is no such field, and for a secret. */
export function recordedField(
  label: string,
  turns: readonly ReplayedTurn[],
  screens: readonly Screen[],
): string | undefined {
  const fields = fieldsIn(screens);
  const place = placeIn(fields, label);
  const field = place.kind === 'found' ? [...fields.values()][place.index] : undefined;
  if (field === undefined) return undefined;
  const typed = typedIn(turns).get(field.label);
  if (typed?.secret !== undefined || typed?.knownSecret !== undefined) return undefined;
  const { text, isFull } = contentOf(field, typed);
  return isFull && typed?.text.includes(text) === true ? typed.text : text;
}

/** Each as it was shown last, by its label. */
const fieldsIn = (screens: readonly Screen[]): ReadonlyMap<string, Field> =>
  new Map(screens.flatMap(findFields).map((field) => [field.label, field]));

const placeIn = (fields: ReadonlyMap<string, Field>, label: string): ReturnType<typeof lookUp> =>
  lookUp(
    label,
    [...fields.values()].map(({ names }) => names),
  );

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

function compareField(value: Value, field: Field | undefined, typed: ReplayedTurn | undefined): Compared {
  const wanted = value.kind === 'secret' ? `<${value.secret}>` : JSON.stringify(value.text);
  if (typed?.secret !== undefined) {
    const isSame = value.kind === 'secret' && value.secret === typed.secret;
    return { isSame, wanted, recorded: `<${typed.secret}>` };
  }
  if (value.kind === 'secret' && typed !== undefined && isTypedSecret(typed))
    return { isSame: true, wanted, recorded: `<${typed.knownSecret ?? value.secret}>` };
  const { text, isFull } = contentOf(field, typed);
  const isSecret = typed !== undefined && isTypedSecret(typed);
  // A field may show one end of it.
  const recorded = isSecret ? `<${typed.knownSecret ?? 'secret'}>` : JSON.stringify(text);
  if (value.kind === 'secret') return { isSame: false, wanted, recorded };
  const isSame = text === value.text.trim() || (isFull && value.text.includes(text));
  return { isSame, wanted, recorded };
}

interface Content {
  readonly text: string;
  /** There may be more of it than the field shows. */
  readonly isFull: boolean;
}

/** A field that shows its value, or one end of it, is read; of one that does not, what was typed counts. */
function contentOf(field: Field | undefined, typed: ReplayedTurn | undefined): Content {
  const shown = field?.text.trimEnd() ?? '';
  const isHidden = shown === '' || new RegExp(`^[${maskGlyphs}]+$`).test(shown);
  if (isHidden || field === undefined) return { text: typed?.text ?? field?.standIn ?? '', isFull: false };
  return { text: shown, isFull: shown.length >= field.right - field.left - 1 };
}
