import type { Field } from '../../dialogue/widgets/field.js';
import { findFields } from '../../dialogue/widgets/fields.js';
import { findList } from '../../dialogue/widgets/list.js';
import { maskGlyphs } from '../../dialogue/widgets/glyphs.js';
import { lookUp } from '../../dialogue/widgets/labels.js';
import type { Screen } from '../../screen.js';
import { isSecretByWording } from '../secret-wording.js';
import type { Turn } from '../turn.js';
import { otherButton } from './choice.js';
import type { AnswerDraft, ResponseDraft } from './draft.js';
import type { Books } from './exchanges.js';
import { notedParam } from './noted-param.js';
import { oneByOne } from './one-by-one.js';
import { kindOfParam } from './params.js';
import { questionOf } from './question.js';
import { isUnseen } from './secrets.js';
import { type WholeForm, wholeForm } from './whole-form.js';

/**
 * What was filled into a form, field by field; undefined when nothing was typed into a field. Where the screen has no name for
 * one of the fields, or one for several, what was typed and pressed, one after the other.
 */
export function formOf(
  turns: readonly Turn[],
  end: Screen,
  books: Books,
): readonly [ResponseDraft, ...ResponseDraft[]] | undefined {
  const form = wholeForm([...turns.flatMap(({ before, after }) => [before, after]), end]);
  const filled = new Map(
    turns.flatMap((turn) => {
      const field = fieldOf(turn, form);
      return field === undefined ? [] : [[turn, field] as const];
    }),
  );
  if (filled.size === 0) return undefined;
  // Said behind the key that confirmed a form, it is said of its only field.
  const only = filled.size === 1 ? notedParam(turns.flatMap(({ notes }) => notes)) : undefined;
  if ([...filled.values()].every(({ isNamed }) => isNamed)) return [fillOf(filled, { end, only }, books)];
  const { lines, box = '' } = questionOf(end, findFields(end)[0]?.row);
  const [first = { kind: 'none' }, ...others] = oneByOne(turns, (turn) => {
    const into = filled.get(turn);
    if (into === undefined) return unplacedSecret(turn, lines.at(-1) ?? box, books);
    const { row, left } = into.field;
    const after = findFields(end).find((each) => each.row === row && each.left === left);
    const label = into.field.label || (lines.at(-1) ?? box);
    return sourceOf(turn, { label, after, text: turn.text, only }, books);
  });
  return [first, ...others];
}

/** Text that went into no field that is known, and stands nowhere: pressed key by key it would be read in the script. */
function unplacedSecret(turn: Turn, label: string, { secrets }: Books): AnswerDraft | undefined {
  if (!isUnseen(turn)) return undefined;
  return { kind: 'secret', name: secrets.add(turn, label, turn.secret === undefined ? 'unseen' : 'told') };
}

/** The field that something was typed into, and whether a label finds it. */
interface FilledField {
  readonly field: Field;
  readonly isNamed: boolean;
}

function fieldOf(turn: Turn, form: WholeForm): FilledField | undefined {
  if (!isTyped(turn) || isLetterOfList(turn)) return undefined;
  return fieldAtCursor(turn.after, form) ?? fieldAtCursor(turn.before, form);
}

function fillOf(
  filled: ReadonlyMap<Turn, FilledField>,
  { end, only }: { readonly end: Screen; readonly only: string | undefined },
  books: Books,
): ResponseDraft {
  const sources = new Map<string, AnswerDraft>();
  for (const [turn, { field }] of filled) {
    const label = labelOf(field);
    const after = findFields(end).find((each) => each.label === field.label);
    sources.set(label, sourceOf(turn, { label, after, text: valueOf(turn, after), only }, books));
  }
  const confirm = otherButton(end);
  const fields = [...sources].map(([label, source]) => ({ label, source }));
  return { kind: 'fill', fields, ...(confirm !== undefined && { confirm }) };
}

/** Whoever types fast is ahead of the screen: the cursor may not be there yet when they begin. */
function fieldAtCursor(screen: Screen, form: WholeForm): FilledField | undefined {
  const field = findFields(screen).find(({ hasCursor }) => hasCursor);
  if (field === undefined) return undefined;
  const found = lookUp(
    labelOf(field),
    form.fields.map(({ names }) => names),
  );
  return { field, isNamed: found.kind === 'found' && found.index === form.indexOf(screen, field) };
}

/** Text that is more than the blank that presses or ticks something, or a field that was emptied. */
const isTyped = ({ text, secret, isCleared }: Turn): boolean =>
  secret !== undefined || text.trim() !== '' || isCleared;

/** A letter that goes to an item of a list and shows nowhere: highlighted items look like fields. */
const isLetterOfList = ({ before, secret, shown }: Turn): boolean =>
  secret === undefined && shown !== 'plain' && findList(before)?.current !== undefined;

const isMasked = (text: string): boolean => new RegExp(`^[${maskGlyphs}]*$`, 'u').test(text.trim());

interface Filled {
  readonly label: string;
  /** The field as it was when the form was confirmed. */
  readonly after: Field | undefined;
  /** What is given, unless it is a secret that was not seen. */
  readonly text: string;
  /** The parameter that the person said the only field is. */
  readonly only: string | undefined;
}

function sourceOf(turn: Turn, { label, after, text, only }: Filled, { secrets, params }: Books): AnswerDraft {
  const isHidden =
    turn.text !== '' && (turn.shown === 'masked' || (after !== undefined && isMasked(after.text)));
  if (turn.secret !== undefined || isHidden) {
    const reason = turn.secret !== undefined ? 'told' : after?.text === '' ? 'hidden' : 'masked';
    return { kind: 'secret', name: secrets.add(turn, label, reason) };
  }
  if (isSecretByWording(label, text)) {
    const given = text === turn.text ? turn : { ...turn, text };
    return { kind: 'secret', name: secrets.add(given, label, 'wording'), isVisible: true };
  }
  const wanted = notedParam(turn.notes) ?? only;
  const kind = kindOfParam(text);
  if (wanted === undefined && kind === undefined) return { kind: 'text', text };
  return { kind: 'param', name: params.add(text, label, kind ?? 'value', wanted) };
}

/** What stands in the field; a long value is shown in part, and then what was typed counts. */
function valueOf({ text }: Turn, after: Field | undefined): string {
  if (after === undefined) return text;
  const isFull = after.text.length >= after.right - after.left - 1;
  return isFull && text.includes(after.text) ? text : after.text.trimEnd();
}

/** Longer ones are not labels but all the text of a box. */
const longLabel = 40;

function labelOf({ label, names }: Field): string {
  const short = names.filter((name) => name.length <= longLabel && /\p{L}{2}/u.test(name));
  return (label.length <= longLabel ? undefined : short.at(-1)) ?? label.replace(/\s*[:=]$/, '');
}
