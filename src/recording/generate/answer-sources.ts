import type { AnswerDraft, ResponseDraft, Way } from './draft.js';

type Change = (source: AnswerDraft, label?: string) => AnswerDraft;

/** The response with other sources for the texts it gives; `label` is that of a form's field. */
export function withSources(response: ResponseDraft, change: Change): ResponseDraft {
  if (response.kind !== 'either') return wayWithSources(response, change);
  const { param, ways } = response;
  const source = change({ kind: 'param', name: param });
  return {
    ...response,
    param: source.kind === 'param' ? source.name : param,
    ways: ways.map((way) => ({ ...way, response: wayWithSources(way.response, change) })),
  };
}

function wayWithSources(response: Way['response'], change: Change): Way['response'] {
  switch (response.kind) {
    case 'answer':
    case 'type':
      return { ...response, source: change(response.source) };
    case 'fill':
      return {
        ...response,
        fields: response.fields.map(({ label, source }) => ({ label, source: change(source, label) })),
      };
    case 'select':
      return { ...response, one: labelOf(change(sourceOf(response.one)), response.one) };
    case 'tick':
    case 'press':
    case 'none':
      return response;
  }
}

type Label = Extract<ResponseDraft, { readonly kind: 'select' }>['one'];

const sourceOf = (label: Label): AnswerDraft =>
  typeof label === 'string' ? { kind: 'text', text: label } : { kind: 'param', name: label.param };

/** An item cannot be chosen by a secret: the label stays. */
function labelOf(source: AnswerDraft, label: Label): Label {
  if (source.kind === 'secret') return label;
  return source.kind === 'text' ? source.text : { param: source.name };
}
