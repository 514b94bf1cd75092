import { type Turn, unknownKey } from '../turn.js';
import type { AnswerDraft, ResponseDraft } from './draft.js';

/**
 * What was typed and pressed, in order, each text with its Enter or by itself: for screens that have no words for what it was
 * done to. `sourceOf` is undefined for a turn that only pressed keys: what it gives back is all that a script may show of a text.
 */
export function oneByOne(
  turns: readonly Turn[],
  sourceOf: (turn: Turn) => AnswerDraft | undefined,
): readonly ResponseDraft[] {
  const all: ResponseDraft[] = [];
  const press = (keys: readonly string[]): void => {
    const last = all.at(-1);
    if (keys.length === 0) return;
    if (last?.kind === 'press') all[all.length - 1] = { kind: 'press', keys: [...last.keys, ...keys] };
    else all.push({ kind: 'press', keys });
  };
  for (const turn of turns) {
    const source = sourceOf(turn);
    if (source === undefined) {
      press(keysOf(turn));
      continue;
    }
    const isEntered = turn.key === 'enter';
    all.push({
      kind: isEntered ? 'answer' : 'type',
      source,
      ...(turn.isCleared && { isCleared: true }),
    });
    if (!isEntered) press(endOf(turn));
  }
  return all;
}

/** The keys as they were pressed; text key by key. */
export const keysOf = (turn: Turn): readonly string[] => [
  ...Array.from(turn.text, (each) => (each === ' ' ? 'space' : each)),
  ...endOf(turn),
];

const endOf = ({ key }: Turn): readonly string[] => (key === undefined || key === unknownKey ? [] : [key]);
