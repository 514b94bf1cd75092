import { isSecretDefault } from '../secret-wording.js';
import { type Turn, unknownKey } from '../turn.js';
import { type Anchor, anchorOf } from './anchor.js';
import { questionAt, saysSomething } from '../asked.js';
import { cursorLineOf } from '../field.js';
import { isSeen } from './question.js';
import type { AnswerDraft, ExchangeDraft, Part, PatternDraft, ResponseDraft } from './draft.js';
import { notedParam, withNotedParam } from './noted-param.js';
import { numberedChoice } from './numbered.js';
import { kindOfParam, type ParamBook } from './params.js';
import { wordsOf } from './pattern.js';
import { isShown, type SecretBook, secretReason } from './secrets.js';
import { promptOf, type Sight } from './sights.js';
import type { StdRule } from './std-rules.js';
import { answeredBefore, type OwnNames, partsOf } from './volatile.js';

/** What is shared by all exchanges of a script. */
export interface Books {
  readonly params: ParamBook;
  readonly secrets: SecretBook;
  readonly own: OwnNames;
  /** What the parts of the tool answer by themselves; none where a script does not use them. */
  readonly std?: readonly StdRule[];
  /** What the program shows is a container's own, and not of the machine that recorded it. */
  readonly isInContainer?: boolean;
}

/** Whatever the program has to say first: until it is quiet, what comes next would come too early. */
export const anyPrompt: PatternDraft = { kind: 'text', parts: [] };

/** The exchanges for a turn at a prompt of text: a text that another key than Enter ended has that key behind it. */
export function textExchanges(turn: Turn, sight: Sight, books: Books): readonly ExchangeDraft[] {
  const typed = textExchange(turn, sight, books);
  const { key } = turn;
  if (typed.response.kind !== 'type' || key === undefined) return [typed];
  return [
    typed,
    { expect: anyPrompt, response: { kind: 'press', keys: [key] }, comments: [], ...flagsOf(turn) },
  ];
}

function textExchange(turn: Turn, sight: Sight, books: Books): ExchangeDraft {
  const { line } = promptOf(sight);
  if (isAhead(turn, sight)) {
    const response = responseOf(turn, { prompt: '', wide: '', books });
    return { expect: anyPrompt, response, comments: [typedAhead, ...unknownComment(turn)], ...flagsOf(turn) };
  }
  const prefilled = prefilledIn(turn, line);
  const seen = prefilled === undefined ? sight : { ...sight, cursor: sight.cursor - prefilled.length };
  const anchor = anchorOnScreen(turn, line, books.own) ?? anchorOf(seen, books.own);
  const words = wordsOf(anchor.expect.parts);
  const question = questionAt(turn.before);
  const prompt = saysSomething(words) ? words : question;
  const wide = `${question} ${line} ${words}`;
  const comments = [
    ...weakness(anchor),
    ...varyingComment(anchor.expect),
    ...unknownComment(turn),
    ...(turn.text === '' && turn.secret === undefined && turn.key === 'enter'
      ? acceptance(prefilled ?? anchor.shown, wide, books)
      : []),
  ];
  const given = numberedChoice(turn, sight) ?? responseOf(turn, { prompt, wide, books });
  const noted = withNotedParam(given, turn.notes, { prompt, params: books.params });
  return {
    expect: anchor.expect,
    response: noted.response,
    comments: [...comments, ...noted.comments],
    ...flagsOf(turn),
  };
}

/** Whether nothing was written since the answer before: what it answers was not there yet. */
const isAhead = ({ output }: Turn, { text }: Sight): boolean => output === '' && text.trim() !== '';

const typedAhead = 'guessed: this was typed before the program had asked for it';

function flagsOf({ notes }: Turn): Pick<ExchangeDraft, 'isOptional' | 'isRepeated'> {
  const has = (kind: string): boolean => notes.some((note) => note.kind === kind);
  return { ...(has('optional') && { isOptional: true }), ...(has('repeated') && { isRepeated: true }) };
}

interface Asked {
  /** What the pattern looks for, and the whole prompt. */
  readonly prompt: string;
  readonly wide: string;
  readonly books: Books;
}

function responseOf(turn: Turn, { prompt, wide, books }: Asked): ResponseDraft {
  const reason = secretReason(turn, wide);
  const isTyped = turn.text !== '' || turn.secret !== undefined;
  if (!isTyped && turn.key !== 'enter') return pressOf(turn.key ?? 'enter');
  const kind = turn.key === 'enter' ? 'answer' : 'type';
  const cleared = turn.isCleared ? { isCleared: true } : {};
  if (reason !== undefined) {
    const name = books.secrets.add(turn, prompt, reason);
    const visible = isShown(reason) || turn.shown === 'plain' ? { isVisible: true } : {};
    return { kind, source: { kind: 'secret', name, ...visible }, ...cleared };
  }
  return { kind, source: answerOf(turn, prompt, books), ...cleared };
}

/** What cannot be said is left to whoever reads the comment. */
const pressOf = (key: string): ResponseDraft =>
  key === unknownKey ? { kind: 'none' } : { kind: 'press', keys: [key] };

function answerOf({ text, notes }: Turn, prompt: string, { params }: Books): AnswerDraft {
  const wanted = notedParam(notes);
  const kind = text === '' ? undefined : kindOfParam(text);
  if (wanted === undefined && kind === undefined) return { kind: 'text', text };
  return { kind: 'param', name: params.add(text, prompt, kind ?? 'value', wanted) };
}

/**
 * The anchor of a program that moved the cursor back up to its question, so that the line it wrote last is a hint below it:
 * only the screen shows what is asked.
 */
function anchorOnScreen({ before }: Turn, line: string, own: OwnNames): Anchor | undefined {
  const asked = cursorLineOf(before).before.trim();
  const written = line.trim();
  // The line may hold what was asked and answered before, when no line end came in between.
  const isWrittenThere = written.endsWith(asked) || (written !== '' && asked.endsWith(written));
  if (!/\p{L}{3}/u.test(asked) || isWrittenThere) return undefined;
  const sight = { text: asked, lineStart: 0, cursor: asked.length };
  const { expect, shown, isWeak } = anchorOf(sight, own);
  const onScreen: PatternDraft = { kind: 'screen', parts: expect.parts, isAtCursor: true };
  return isSeen(onScreen, before)
    ? { expect: onScreen, isWeak, ...(shown !== undefined && { shown }) }
    : undefined;
}

/** What the program had filled in behind the prompt, where readline shows a default to be edited. */
function prefilledIn({ echo, isCleared, before }: Turn, line: string): string | undefined {
  if (before.isAlternate || !(isCleared || echo === 'raw')) return undefined;
  const [, tail = ''] = /[:?>=\])]\s+(\S.*?)\s*$/.exec(line) ?? [];
  return tail === '' || /[:?>\])]$/.test(tail) ? undefined : line.slice(line.lastIndexOf(tail));
}

/** A default is told unless it is a secret, or names somebody on the machine that recorded it. */
export function acceptance(
  shown: string | undefined,
  prompt: string,
  { own, isInContainer }: Books,
): readonly string[] {
  if (shown === undefined || shown === '') return ['Enter alone'];
  if (isSecretDefault(prompt, shown)) return ['the default is accepted; it is left out here: a secret'];
  const isOwn =
    own.hosts.some((host) => shown.includes(host)) ||
    partsOf(shown, own).some(({ varies }) => varies !== undefined && personal.has(varies.name));
  return isOwn && isInContainer !== true
    ? ['the default is accepted; it is left out here: of the machine that recorded this']
    : [`the default is accepted: ${shown}`];
}

const personal: ReadonlySet<string> = new Set(['user and host name', 'temporary path', 'user name']);

const weakness = ({ isWeak }: Anchor): readonly string[] =>
  isWeak ? ['guessed: nothing on this prompt tells it apart from what was said before it'] : [];

/** Of keys that a script cannot press. */
export const unknownComment = (...turns: readonly Turn[]): readonly string[] =>
  turns.some(({ key }) => key === unknownKey) ? ['a key that scripts have no name for was pressed here'] : [];

/** What of a pattern varies, with what stood there. */
export function varyingComment(expect: PatternDraft): readonly string[] {
  const told = ({ text, varies }: Part): readonly string[] => {
    if (varies === undefined) return [];
    return [varies.name === answeredBefore ? varies.name : `${varies.name} (${text.trim()})`];
  };
  const spans = [...new Set(expect.parts.flatMap(told))];
  return spans.length === 0 ? [] : [`varies: ${spans.join(', ')}`];
}
