import { withSources } from './answer-sources.js';
import type { AnswerDraft, ExchangeDraft, ParamDraft, ScriptDraft } from './draft.js';

/** The draft with values in the place of some of its parameters. */
export function asTyped(draft: ScriptDraft, isTyped: (param: ParamDraft) => boolean): ScriptDraft {
  const typed = new Map(draft.params.filter(isTyped).map(({ name, value }) => [name, value]));
  const inSource = (source: AnswerDraft): AnswerDraft => {
    const text = source.kind === 'param' ? typed.get(source.name) : undefined;
    return text === undefined ? source : { kind: 'text', text };
  };
  const inExchange = (exchange: ExchangeDraft): ExchangeDraft => ({
    ...exchange,
    response: withSources(exchange.response, inSource),
  });
  return {
    ...draft,
    params: draft.params.filter(({ name }) => !typed.has(name)),
    spawns: draft.spawns.map((spawn) => ({ ...spawn, dialogue: spawn.dialogue.map(inExchange) })),
  };
}
