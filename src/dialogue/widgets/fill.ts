import { confirm } from './confirm.js';
import type { WidgetTask } from './driver.js';
import type { Field } from './field.js';
import { findFields } from './fields.js';
import { maskGlyphs } from './glyphs.js';
import { lookUp } from './labels.js';
import { type Eye, type Moves, giveUp, looks, perform, press, pressAndSee } from './moves.js';
import { SeenForm } from './seen-form.js';

type FillTask = Extract<WidgetTask, { readonly kind: 'fill' }>;
type FieldTask = FillTask['fields'][number];

/** Keys that walk a form. Each is tried until it brings nothing new. */
const ways = ['down', 'up', 'tab', 'shift-tab'] as const;
const maxStops = 60;

/** Fills the fields of a form one by one, each seen to hold its value, and confirms. */
export function* fill(eye: Eye, task: FillTask): Moves {
  const { fields } = task;
  if (findFields(eye.view.screen).length === 0) {
    return yield* giveUp({ reason: 'no widget', label: fields[0]?.label ?? '' });
  }
  const texts = yield* resolve(eye, fields);
  for (const [index, field] of fields.entries()) {
    yield* goTo(eye, texts[index] ?? field.label);
    yield* fillOne(eye, field);
  }
  yield* confirm(eye, task.confirm);
}

/** The full label of every field, before anything is changed; all of a form is looked at, one that scrolls may have another of it. */
function* resolve(eye: Eye, wanted: readonly FieldTask[]): Moves<readonly string[]> {
  const form = new SeenForm();
  const look = (way: 'down' | 'up') => (): boolean => {
    form.see(findFields(eye.view.screen), way);
    return false;
  };
  const lookups = () =>
    wanted.map(({ label }) =>
      lookUp(
        label,
        form.fields.map((field) => field.names),
      ),
    );
  look('down')();
  // Screens of one field each have nothing in common by which two of a label could be told.
  const isSole = form.fields.length === 1;
  for (const way of ['down', 'up'] as const) {
    if (isSole && lookups().every((found) => found.kind === 'found')) break;
    yield* walk(eye, way, look(way));
  }
  const there = form.fields.map(({ label }) => label);
  const failed = lookups().findIndex((found) => found.kind !== 'found');
  const found = lookups()[failed];
  if (found !== undefined && found.kind !== 'found') {
    return yield* giveUp({ reason: found.kind, label: wanted[failed]?.label ?? '', there });
  }
  return lookups().map((lookup) => (lookup.kind === 'found' ? (there[lookup.index] ?? '') : ''));
}

/** Brings the cursor into the field of that label. */
function* goTo(eye: Eye, label: string): Moves {
  for (const key of ways) {
    if (yield* walk(eye, key, () => fieldHere(eye)?.label === label)) return;
  }
  const there = findFields(eye.view.screen).map((field) => field.label);
  yield* giveUp({ reason: 'stuck', label, there });
}

/** Presses a key until something is so (true), or the key moves nothing twice, or the cursor comes round (false). */
function* walk(eye: Eye, key: string, isThere: () => boolean): Moves<boolean> {
  const places = new Set<string>();
  for (let stop = 0, failures = 0; stop < maxStops && failures < 2; stop++) {
    if (isThere()) return true;
    const place = placeOf(eye);
    if (places.has(place)) return false;
    places.add(place);
    const hasMoved = yield* pressAndSee(eye, [key], () => placeOf(eye));
    if (!hasMoved) {
      failures++;
      places.delete(place);
    }
  }
  return isThere();
}

/** Where the cursor is and what it is beside: a form may scroll under it. */
function placeOf({ view: { screen } }: Eye): string {
  const fields = findFields(screen).map(({ label, row, hasCursor }) => [label, row, hasCursor]);
  return JSON.stringify([screen.cursor, fields]);
}

const fieldHere = ({ view }: Eye): Field | undefined =>
  findFields(view.screen).find((field) => field.hasCursor);

function* fillOne(eye: Eye, { label, value }: FieldTask): Moves {
  yield* clear(eye, label, value.kind === 'secret');
  if (value.kind === 'secret') {
    return yield* perform(eye, { kind: 'secret', secret: value.secret, isVisible: value.isVisible });
  }
  const isDone =
    value.text === '' ? (fieldHere(eye)?.standIn ?? '') === '' : yield* typeInto(eye, value.text);
  if (!isDone)
    yield* giveUp({ reason: 'stuck', label, there: findFields(eye.view.screen).map((other) => other.label) });
}

/** Types and looks until the field holds the value: some programs take a text key by key, and draw each. */
function* typeInto(eye: Eye, value: string): Moves<boolean> {
  yield* perform(eye, { kind: 'type', text: value });
  const isSeen = (): boolean => {
    const field = fieldHere(eye);
    return field !== undefined && holds(field, value);
  };
  for (let idle = 0, seen = ''; idle < looks; idle++) {
    if (textHere(eye) !== '' && isSeen()) return true;
    if (textHere(eye) !== seen) idle = 0;
    seen = textHere(eye);
    yield* press(eye);
  }
  return isSeen();
}

/**
 * Empties the field: ctrl-u, which whiptail, dialog and readline take; what stays is erased. End comes last: to a program that
 * does not know our terminal (dialog on a vt100) it begins with an Escape. A field for a secret may hold what it does not show.
 */
function* clear(eye: Eye, label: string, mayBeHidden: boolean): Moves {
  const isInline = fieldHere(eye)?.standIn !== undefined;
  if (textHere(eye) === '' && (isInline || !mayBeHidden)) return;
  if (!isInline) yield* pressAndSee(eye, ['ctrl-u'], () => textHere(eye));
  for (let attempt = 0; attempt < 2 && textHere(eye) !== ''; attempt++) {
    const erase = Array.from({ length: textHere(eye).length }, () => 'backspace');
    yield* pressAndSee(eye, isInline || attempt === 0 ? erase : ['end', ...erase], () => textHere(eye));
  }
  if (textHere(eye) === '') return;
  yield* giveUp({ reason: 'stuck', label, there: findFields(eye.view.screen).map((other) => other.label) });
}

const textHere = (eye: Eye): string => fieldHere(eye)?.text ?? '';

/** A field may show all, one end of a long value, only how long it is, or nothing. */
function holds({ text, left, right }: Field, value: string): boolean {
  const isMasked = new RegExp(`^[${maskGlyphs}]+$`).test(text);
  const shown = text.trimEnd();
  const isFull = shown.length >= right - left - 1;
  return text === '' || isMasked || shown === value.trim() || (isFull && value.includes(shown));
}
