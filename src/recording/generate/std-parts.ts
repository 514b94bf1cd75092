import { type StdPart, stdParts } from '../../script/std.js';
import { keyPrompts } from '../key-prompts.js';
import type { ExchangeDraft, ResponseDraft, SpawnDraft } from './draft.js';
import { literalOf } from './pattern.js';

/** A prompt that a part of the tool's own answers, and the answer that it gives. */
interface StdPrompt {
  readonly part: StdPart;
  readonly find: RegExp;
  readonly isOnScreen?: boolean;
  readonly answer: string;
}

/** What the files in std/ know of what a recording may hold; the answer is a key, or `''` for an empty line. */
export const stdPrompts: readonly StdPrompt[] = [
  { part: 'std/pager', find: keyPrompts.more, answer: 'space' },
  { part: 'std/pager', find: /^:$/, isOnScreen: true, answer: 'space' },
  { part: 'std/pager', find: keyPrompts.end, isOnScreen: true, answer: 'q' },
  { part: 'std/pager', find: keyPrompts.enter, answer: 'enter' },
  { part: 'std/pager', find: keyPrompts.space, answer: 'space' },
  { part: 'std/pager', find: keyPrompts.any, answer: 'enter' },
  { part: 'std/dpkg', find: /\(Y\/I\/N\/O\/D\/Z\)/, answer: '' },
  { part: 'std/debconf', find: keyPrompts.moreLine, answer: 'enter' },
];

/**
 * The exchanges without those that a part answers in the same way, and these parts. Where one of its prompts was answered in
 * another way, the part is not used at all: it would answer that prompt too.
 */
export function usingParts({ always, dialogue }: Pick<SpawnDraft, 'always' | 'dialogue'>): {
  readonly always: readonly ExchangeDraft[];
  readonly dialogue: readonly ExchangeDraft[];
  readonly uses: readonly StdPart[];
} {
  const all = [...always, ...dialogue];
  const uses = stdParts.filter((part) => {
    const own = all.filter((each) => promptOf(each)?.part === part);
    return own.length > 0 && own.every((each) => answerOf(each.response) === promptOf(each)?.answer);
  });
  const isLeft = (each: ExchangeDraft): boolean => !uses.some((part) => part === promptOf(each)?.part);
  return { always: always.filter(isLeft), dialogue: dialogue.filter(isLeft), uses };
}

/** A checkpoint answers nothing, so no part can stand for it. */
function promptOf({ expect, response }: ExchangeDraft): StdPrompt | undefined {
  if (response.kind === 'none') return undefined;
  const text = literalOf(expect.parts);
  const isOnScreen = expect.kind === 'screen';
  return stdPrompts.find((each) => (each.isOnScreen ?? false) === isOnScreen && each.find.test(text));
}

function answerOf(response: ResponseDraft): string | undefined {
  if (response.kind === 'press') return response.keys.length === 1 ? response.keys[0] : undefined;
  return response.kind === 'answer' && response.source.kind === 'text' ? response.source.text : undefined;
}
