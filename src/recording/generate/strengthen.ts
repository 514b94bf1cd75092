import type { ExchangeDraft, ScriptDraft } from './draft.js';
import { varyingComment } from './exchanges.js';
import { leastLikeness, likeness, mergeParts } from './merge-parts.js';
import { isSamePattern, matchesIn } from './pattern.js';

const why = 'differs in a replay';

/**
 * The draft with its patterns made to fit prompts that came in replays and that nothing answered: of each, the exchange that is
 * most like it is generalised by exactly what differs. A prompt that is like none changes nothing.
 */
export function strengthened(draft: ScriptDraft, prompts: readonly string[]): ScriptDraft {
  return prompts.reduce(fitted, draft);
}

function fitted(draft: ScriptDraft, prompt: string): ScriptDraft {
  const all = draft.spawns.flatMap(({ dialogue, always }) => [...dialogue, ...always]);
  if (all.some((exchange) => isText(exchange) && matchesIn(exchange.expect.parts, prompt).length > 0))
    return draft;
  const [best] = all
    .filter(isText)
    .map((exchange) => ({ exchange, alike: likeness(exchange.expect.parts, [{ text: prompt }]) }))
    .filter(({ alike }) => alike >= leastLikeness)
    .toSorted((one, other) => other.alike - one.alike);
  if (best === undefined) return draft;
  // The same question may be asked again: all of its exchanges wait for the same.
  const fit = (each: ExchangeDraft): ExchangeDraft =>
    isSamePattern(each.expect, best.exchange.expect) ? general(each, prompt) : each;
  const spawns = draft.spawns.map((spawn) => ({
    ...spawn,
    dialogue: spawn.dialogue.map(fit),
    always: spawn.always.map(fit),
  }));
  return { ...draft, spawns };
}

const isText = ({ expect }: ExchangeDraft): boolean => expect.kind === 'text';

/** No part of the tool answered that prompt. */
function withoutPart(exchange: ExchangeDraft): ExchangeDraft {
  const { std, ...own } = exchange;
  return std === undefined ? exchange : own;
}

function general(exchange: ExchangeDraft, prompt: string): ExchangeDraft {
  const expect = { ...exchange.expect, parts: mergeParts(exchange.expect.parts, [{ text: prompt }], why) };
  const kept = exchange.comments.filter((comment) => !comment.startsWith('varies: '));
  return { ...withoutPart(exchange), expect, comments: [...kept, ...varyingComment(expect)] };
}
