import type { Field } from '../../dialogue/widgets/field.js';
import { findFields } from '../../dialogue/widgets/fields.js';
import { findList } from '../../dialogue/widgets/list.js';
import { maskGlyphs } from '../../dialogue/widgets/glyphs.js';
import type { Screen } from '../../screen.js';
import { isSecretByWording } from '../secret-wording.js';
import type { Turn } from '../turn.js';
import { otherButton } from './choice.js';
import type { AnswerDraft, ResponseDraft } from './draft.js';
import type { Books } from './exchanges.js';
import { kindOfParam } from './params.js';

/** What was filled into a form, field by field; undefined when nothing was typed into a field. */
export function formOf(turns: readonly Turn[], end: Screen, books: Books): ResponseDraft | undefined {
  const filled = new Map<string, AnswerDraft>();
  for (const turn of turns) {
    if (!isTyped(turn) || isLetterOfList(turn)) continue;
    const field = fieldAtCursor(turn.after) ?? fieldAtCursor(turn.before);
    if (field === undefined) continue;
    const label = labelOf(field);
    filled.set(
      label,
      sourceOf(turn, { label, after: findFields(end).find((each) => each.label === field.label) }, books),
    );
  }
  if (filled.size === 0) return undefined;
  const confirm = otherButton(end);
  const fields = [...filled].map(([label, source]) => ({ label, source }));
  return { kind: 'fill', fields, ...(confirm !== undefined && { confirm }) };
}

/** Whoever types fast is ahead of the screen: the cursor may not be there yet when they begin. */
const fieldAtCursor = (screen: Screen): Field | undefined =>
  findFields(screen).find(({ hasCursor }) => hasCursor);

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
}

function sourceOf(turn: Turn, { label, after }: Filled, { secrets, params }: Books): AnswerDraft {
  const isHidden =
    turn.text !== '' && (turn.shown === 'masked' || (after !== undefined && isMasked(after.text)));
  if (turn.secret !== undefined || isHidden) {
    const reason = turn.secret !== undefined ? 'told' : after?.text === '' ? 'hidden' : 'masked';
    return { kind: 'secret', name: secrets.add(turn, label, reason) };
  }
  const text = valueOf(turn, after);
  if (isSecretByWording(label, text)) {
    const given = text === turn.text ? turn : { ...turn, text };
    return { kind: 'secret', name: secrets.add(given, label, 'wording'), isVisible: true };
  }
  const kind = kindOfParam(text);
  return kind === undefined ? { kind: 'text', text } : { kind: 'param', name: params.add(text, label, kind) };
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
