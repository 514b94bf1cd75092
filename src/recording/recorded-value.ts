import { lookUp } from '../dialogue/widgets/labels.js';
import { findNumberedMenu } from '../dialogue/widgets/numbered.js';
import type { Screen } from '../screen.js';
import { splitAtCell } from '../screen/cell-width.js';
import { chosenItem } from './recorded-choice.js';
import { recordedField } from './recorded-form.js';
import type { ReplayedTurn } from './replay-secrets.js';
import { takenByKey } from './taken-by-key.js';

/** What a person gave where a script gives one value. */
export interface RecordedValue {
  readonly text: string;
  /** Whether another text comes to the same there: an item has several names. */
  isMeantBy(text: string): boolean;
}

/** The text that was given in a turn; undefined for a secret, and for one that another key than Enter ended where that counts. */
export function recordedAnswer(turn: ReplayedTurn | undefined, hasEnter: boolean): RecordedValue | undefined {
  if (turn === undefined || isSecret(turn)) return undefined;
  return hasEnter && turn.key !== 'enter' ? undefined : exactly(turn.text);
}

/** The one item that was chosen by the turns that begin there: by its number or its key, or in a list. */
export function recordedItem(turns: readonly ReplayedTurn[], first: number): RecordedValue | undefined {
  const typed = numberedItem(turns[first]) ?? keyedItem(turns[first]);
  if (typed !== undefined) return typed;
  return chosenItem(screensOf(confirmedFrom(turns, first)));
}

/** What stood in a form's field when the turns that begin there confirmed it. */
export function recordedFill(
  turns: readonly ReplayedTurn[],
  first: number,
  label: string,
): RecordedValue | undefined {
  const own = confirmedFrom(turns, first);
  const text = recordedField(label, own, screensOf(own));
  return text === undefined ? undefined : exactly(text);
}

const isSecret = ({ secret, knownSecret }: ReplayedTurn): boolean =>
  secret !== undefined || knownSecret !== undefined;

const exactly = (text: string): RecordedValue => ({ text, isMeantBy: (other) => other === text });

function numberedItem(turn: ReplayedTurn | undefined): RecordedValue | undefined {
  if (turn === undefined || isSecret(turn) || !/^\d{1,4}$/.test(turn.text)) return undefined;
  const menu = findNumberedMenu({ screen: turn.before, text: textBeforeCursor(turn.before) });
  const index = menu?.entries.findIndex(({ number }) => number === Number(turn.text)) ?? -1;
  return itemAt(
    index,
    (menu?.entries ?? []).map(({ names }) => names),
  );
}

function keyedItem(turn: ReplayedTurn | undefined): RecordedValue | undefined {
  if (turn === undefined || isSecret(turn)) return undefined;
  const taken = takenByKey(turn);
  return (
    taken &&
    itemAt(
      taken.index,
      taken.items.map(({ names }) => names),
    )
  );
}

/** One of several items, of which each has its names, the whole text first. */
function itemAt(index: number, names: readonly (readonly string[])[]): RecordedValue | undefined {
  const [text] = names[index] ?? [];
  if (text === undefined) return undefined;
  return {
    text,
    isMeantBy(label) {
      const found = lookUp(label, names);
      return found.kind === 'found' && found.index === index;
    },
  };
}

const textBeforeCursor = ({ lines, cursor }: Screen): string =>
  lines
    .slice(0, cursor.row + 1)
    .map(({ text }, row) => (row === cursor.row ? splitAtCell(text, cursor.column)[0] : text.trimEnd()))
    .join('\n');

/** The turns from there to the one that confirmed: Enter, or all that are left. */
function confirmedFrom(turns: readonly ReplayedTurn[], first: number): readonly ReplayedTurn[] {
  const rest = turns.slice(first);
  const last = rest.findIndex(({ key }) => key === 'enter');
  return last < 0 ? rest : rest.slice(0, last + 1);
}

const screensOf = (turns: readonly ReplayedTurn[]): readonly Screen[] => [
  ...new Set(turns.flatMap(({ before, after }) => [before, after])),
];
