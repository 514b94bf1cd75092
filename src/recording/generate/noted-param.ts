import type { Note } from '../marker.js';
import type { ResponseDraft } from './draft.js';
import type { ParamBook } from './params.js';

/** The name of the parameter that the person said an answer is: the last one counts. */
export function notedParam(notes: readonly Note[]): string | undefined {
  const noted = notes.findLast((note) => note.kind === 'param');
  return noted?.kind === 'param' ? noted.name : undefined;
}

/**
 * What was done at a menu, a form or a button where the person said that it is a parameter: a choice of one item is, what was typed
 * is one by then, and of all else nobody may think that it were.
 */
export function withNotedParam(
  response: ResponseDraft,
  notes: readonly Note[],
  { prompt, params }: { readonly prompt: string; readonly params: ParamBook },
): { readonly response: ResponseDraft; readonly comments: readonly string[] } {
  const name = notedParam(notes);
  if (name === undefined || hasSource(response)) return { response, comments: [] };
  if (response.kind === 'select' && typeof response.one === 'string')
    return {
      response: { ...response, one: { param: params.add(response.one, prompt, 'value', name) } },
      comments: [],
    };
  return { response, comments: [`what is done here cannot be the parameter "${name}", as was said of it`] };
}

/** Whether it is of a text that was typed, and is a parameter or a secret already. */
export function hasSource(response: ResponseDraft): boolean {
  if (response.kind === 'answer' || response.kind === 'type') return response.source.kind !== 'text';
  return response.kind === 'fill' && response.fields.some(({ source }) => source.kind !== 'text');
}
