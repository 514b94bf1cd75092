import { shownButtons } from '../../dialogue/widgets/buttons-shown.js';
import { findFields } from '../../dialogue/widgets/fields.js';
import { findList } from '../../dialogue/widgets/list.js';
import type { Screen } from '../../screen.js';
import { takenByKey } from '../taken-by-key.js';
import type { Turn } from '../turn.js';
import { choiceOf } from './choice.js';
import type { AnswerDraft, ExchangeDraft, ResponseDraft } from './draft.js';
import { acceptance, anyPrompt, type Books, unknownComment } from './exchanges.js';
import { formOf } from './forms.js';
import { keyChoice } from './key-choice.js';
import { keysOf } from './one-by-one.js';
import { hasSource, notedParam, withNotedParam } from './noted-param.js';
import { isShown, isUnseen, secretReason } from './secrets.js';
import { isBelowQuestion, isInFrame, keyOfQuestion, questionOf, screenPattern } from './question.js';

/** The exchanges for a menu, a form or buttons, and how many turns they took. */
export interface WidgetExchanges {
  readonly exchanges: readonly [ExchangeDraft, ...ExchangeDraft[]];
  readonly turns: number;
}

/**
 * The exchanges for a screen that is worked with keys, beginning with the first of these turns; undefined when the first
 * one answers a prompt of text. `previous` are the screens at the last keys before, from that of the exchange before on.
 */
export function widgetExchanges(
  turns: readonly Turn[],
  previous: readonly Screen[],
  books: Books,
): WidgetExchanges | undefined {
  const group = groupOf(turns);
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined || !isWidget(group, previous.at(-1))) return undefined;
  const question = questionOf(first.before, firstRowOf(first.before));
  const { expect, isWeak } = screenPattern(first.before, question, previous, books.own);
  const { comments, following = [], ...given } = responseOf(group, last.after, books);
  const weak = isWeak ? ['guessed: the screen before shows the same; nothing tells them apart'] : [];
  const notes = group.flatMap((turn) => turn.notes);
  const prompt = question.lines.at(-1) ?? question.box ?? '';
  const said = following.some(hasSource) ? [] : notes;
  const noted = withNotedParam(given.response, said, { prompt, params: books.params });
  const flags = {
    ...(notes.some(({ kind }) => kind === 'optional') && { isOptional: true }),
    ...(notes.some(({ kind }) => kind === 'repeated') && { isRepeated: true }),
  };
  return {
    exchanges: [
      {
        expect,
        response: noted.response,
        comments: [...weak, ...unknownComment(...group), ...comments, ...noted.comments],
        ...flags,
      },
      ...following.map((each) => ({ expect: anyPrompt, response: each, comments: [], ...flags })),
    ],
    turns: group.length,
  };
}

const confirming = /^(?:enter|escape|ctrl-.)$/;
const moving: ReadonlySet<string> = new Set(
  'up down left right tab shift-tab home end page-up page-down'.split(' '),
);

/** The turns at one question, up to the key that confirmed it. */
function groupOf(turns: readonly Turn[]): readonly Turn[] {
  const [first] = turns;
  if (first === undefined) return [];
  const key = keyAt(first.before);
  const group: Turn[] = [];
  for (const turn of turns) {
    if (keyAt(turn.before) !== key) break;
    group.push(turn);
    if (confirming.test(turn.key ?? '') || takenByKey(turn) !== undefined) break;
  }
  return group;
}

const keyAt = (screen: Screen): string => keyOfQuestion(questionOf(screen, firstRowOf(screen)));

/** Where the menu, the fields or the buttons of a screen begin. */
function firstRowOf(screen: Screen): number | undefined {
  const rows = [
    findList(screen)?.items[0]?.row,
    findFields(screen)[0]?.row,
    shownButtons(screen).buttons[0]?.row,
  ].filter((row) => row !== undefined);
  return rows.length === 0 ? undefined : Math.min(...rows);
}

/** Whether these turns worked a screen and did not answer a line. */
function isWidget(group: readonly Turn[], previous: Screen | undefined): boolean {
  const [first] = group;
  if (first === undefined) return false;
  const { before, echo } = first;
  if (before.isAlternate) return true;
  if (echo === 'on' || echo === 'off') return false;
  const isMoved = group.some(({ key, text }) => moving.has(key ?? '') || /^ +$/.test(text));
  const list = findList(before);
  if (list?.current !== undefined) return isMoved || (!before.cursor.isVisible && !isText(group));
  const fields = findFields(before);
  const isFramed = isInFrame(before) && (fields.length > 0 || shownButtons(before).buttons.length > 0);
  const isForm = fields.some(({ standIn }) => standIn !== undefined);
  return isFramed || isForm || !before.cursor.isVisible || isBelowQuestion(before, previous);
}

const isText = (group: readonly Turn[]): boolean => group.some(({ text }) => text.trim().length > 1);

interface Answered {
  readonly response: ResponseDraft;
  /** What comes after it at the same screen, each once the program is quiet. */
  readonly following?: readonly ResponseDraft[];
  readonly comments: readonly string[];
}

function responseOf(group: readonly Turn[], end: Screen, books: Books): Answered {
  const byKey = keyChoice(group);
  if (byKey !== undefined) return { response: byKey, comments: [] };
  const last = group.at(-1);
  const { buttons, current } = shownButtons(end);
  if (last?.key !== undefined && last.key !== 'enter' && confirming.test(last.key))
    return { response: { kind: 'press', keys: [last.key] }, comments: [] };
  if (isRefusal(current?.label, buttons[0]?.label))
    return { response: { kind: 'press', keys: [`<${current?.label ?? ''}>`] }, comments: [] };
  const form = formOf(group, end, books);
  if (form !== undefined) {
    const [response, ...following] = form;
    return { response, following, comments: response.kind === 'fill' ? [] : [unnamedField] };
  }
  const typed = inlineAnswer(group, books);
  if (typed !== undefined) return { response: typed, comments: [] };
  const choice = choiceOf(group, end);
  if (choice !== undefined) return { response: choice, comments: [] };
  const unseen = unseenAnswer(group, books);
  if (unseen !== undefined) return unseen;
  if (current !== undefined)
    return { response: { kind: 'press', keys: [`<${current.label}>`] }, comments: acceptedIn(end, books) };
  return { response: pressOf(group), comments: [] };
}

const unnamedField = 'guessed: no label tells which field this fills; the keys are those that were pressed';

/** Nothing that was chosen counts when the way back was taken. */
const isRefusal = (pressed: string | undefined, first: string | undefined): boolean =>
  pressed !== undefined && pressed !== first && /^(?:cancel|go back|back|exit|quit|abort)$/i.test(pressed);

/** A text that an inline prompt draws by itself. */
function inlineAnswer(group: readonly Turn[], { secrets, params }: Books): ResponseDraft | undefined {
  const [turn, ...others] = group;
  if (turn === undefined || others.length > 0 || turn.before.isAlternate || turn.key !== 'enter')
    return undefined;
  if (turn.text.trim() === '' && turn.secret === undefined) return undefined;
  const question = questionOf(turn.before, undefined).lines[0] ?? '';
  const reason = secretReason(turn, question);
  if (reason === undefined) {
    const wanted = notedParam(turn.notes);
    const source: AnswerDraft =
      wanted === undefined
        ? { kind: 'text', text: turn.text }
        : { kind: 'param', name: params.add(turn.text, question, 'value', wanted) };
    return { kind: 'answer', source };
  }
  const name = secrets.add(turn, question, reason);
  const visible = isShown(reason) ? { isVisible: true } : {};
  return { kind: 'answer', source: { kind: 'secret', name, ...visible } };
}

/** A text in a field that was not recognised as one. Its keys are no keys of a menu, and are not to be read in a script. */
function unseenAnswer(group: readonly Turn[], { secrets }: Books): Answered | undefined {
  const turn = group.find(isUnseen);
  if (turn === undefined) return undefined;
  const { lines, box = '' } = questionOf(turn.before, undefined);
  const name = secrets.add(turn, lines.at(-1) ?? box, turn.secret === undefined ? 'unseen' : 'told');
  const isAlone = group.length === 1 && (turn.key === undefined || turn.key === 'enter');
  return {
    response: { kind: turn.key === 'enter' ? 'answer' : 'type', source: { kind: 'secret', name } },
    comments: [
      'guessed: what was typed here stood nowhere on the screen',
      ...(isAlone ? [] : ['the other keys that were pressed here are missing: add them']),
    ],
  };
}

function acceptedIn(screen: Screen, books: Books): readonly string[] {
  const [field, ...others] = findFields(screen);
  return field === undefined || others.length > 0 || field.text === ''
    ? []
    : acceptance(field.text, field.label, books);
}

/** Enter of a turn without a key that scripts know. */
const pressOf = (group: readonly Turn[]): ResponseDraft => {
  const keys = group.flatMap(keysOf);
  return { kind: 'press', keys: keys.length === 0 ? ['enter'] : keys };
};
