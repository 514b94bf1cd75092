import { type StdPart, stdParts } from '../../script/std.js';
import type { ExchangeDraft, SpawnDraft } from './draft.js';

/**
 * The exchanges without those that a part answers in the same way, and these parts. Where one of its prompts was answered in
 * another way, the part is not used at all: it would answer that prompt too.
 */
export function usingParts({ always, dialogue }: Pick<SpawnDraft, 'always' | 'dialogue'>): {
  readonly always: readonly ExchangeDraft[];
  readonly dialogue: readonly ExchangeDraft[];
  readonly uses: readonly StdPart[];
} {
  const answers = [...always, ...dialogue].flatMap(({ std }) => std ?? []);
  const uses = stdParts.filter((part) => {
    const own = answers.filter((each) => each.part === part);
    return own.length > 0 && own.every(({ isSame }) => isSame);
  });
  const isLeft = ({ std }: ExchangeDraft): boolean => !uses.some((part) => part === std?.part);
  return { always: always.filter(isLeft), dialogue: dialogue.filter(isLeft), uses };
}
