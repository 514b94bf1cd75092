import type { AnswerDraft, ExchangeDraft, ParamDraft, ResponseDraft, ScriptDraft } from './draft.js';

/** The draft with values in the place of some of its parameters. */
export function asTyped(draft: ScriptDraft, isTyped: (param: ParamDraft) => boolean): ScriptDraft {
  const typed = new Map(draft.params.filter(isTyped).map(({ name, value }) => [name, value]));
  const inExchange = (exchange: ExchangeDraft): ExchangeDraft => ({
    ...exchange,
    response: inResponse(exchange.response, typed),
  });
  return {
    ...draft,
    params: draft.params.filter(({ name }) => !typed.has(name)),
    spawns: draft.spawns.map((spawn) => ({ ...spawn, dialogue: spawn.dialogue.map(inExchange) })),
  };
}

function inResponse(response: ResponseDraft, typed: ReadonlyMap<string, string>): ResponseDraft {
  const inSource = (source: AnswerDraft): AnswerDraft => {
    const text = source.kind === 'param' ? typed.get(source.name) : undefined;
    return text === undefined ? source : { kind: 'text', text };
  };
  switch (response.kind) {
    case 'answer':
    case 'type':
      return { ...response, source: inSource(response.source) };
    case 'fill':
      return {
        ...response,
        fields: response.fields.map(({ label, source }) => ({ label, source: inSource(source) })),
      };
    case 'select':
      return typeof response.one === 'string'
        ? response
        : { ...response, one: typed.get(response.one.param) ?? response.one };
    case 'tick':
    case 'press':
    case 'none':
      return response;
  }
}
