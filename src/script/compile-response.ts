import type { AnswerSource, Match, Response } from '../dialogue/types.js';
import type { ScriptAnswer, ScriptKeys, ScriptResponse, Template } from './model.js';
import { type Lookup, renderTemplate } from './template.js';

/** What is made from the match is made when it is there; the rest before the dialogue starts. */
export function compileResponse(response: ScriptResponse, lookup: Lookup): Response {
  const late = (template: Template) => (match: Match) => renderTemplate(template, withMatch(lookup, match));
  const answer = (source: ScriptAnswer): AnswerSource =>
    source.kind === 'secret' ? source : { kind: 'text', render: late(source.text) };
  switch (response.kind) {
    case 'none':
    case 'handover':
      return response;
    case 'fail':
      return { kind: 'fail', message: renderTemplate(response.message, lookup) };
    case 'press':
      return { kind: 'press', keys: renderKeys(response.keys, lookup) };
    case 'text': {
      const [first, ...rest] = response.sources;
      return { ...response, sources: [answer(first), ...rest.map(answer)] };
    }
    case 'select': {
      const { kind, mode, labels } = response;
      return { kind, mode, labels: labels.map(late), ...confirmOf(response, lookup) };
    }
    case 'fill': {
      const fields = response.fields.map(({ label, source }) => ({
        label: renderTemplate(label, lookup),
        source: answer(source),
      }));
      return { kind: 'fill', fields, ...confirmOf(response, lookup) };
    }
  }
}

/** Names with the captures of a match; a capture that took part in no match is empty. */
export function withMatch(lookup: Lookup, match: Match): Lookup {
  return (path) => {
    const name = /^match\.(.+)$/.exec(path)?.[1];
    if (name === undefined) return lookup(path);
    return (/^\d+$/.test(name) ? match.groups[Number(name)] : match.named[name]) ?? '';
  };
}

function renderKeys([first, ...rest]: ScriptKeys, lookup: Lookup): readonly [string, ...string[]] {
  return [renderTemplate(first, lookup), ...rest.map((each) => renderTemplate(each, lookup))];
}

function confirmOf(
  { confirm }: { readonly confirm?: ScriptKeys },
  lookup: Lookup,
): { readonly confirm?: readonly [string, ...string[]] } {
  return confirm === undefined ? {} : { confirm: renderKeys(confirm, lookup) };
}
