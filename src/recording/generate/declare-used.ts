import { withSources } from './answer-sources.js';
import type { AnswerDraft, ScriptDraft, SpawnDraft } from './draft.js';
import { inputsIn } from './inputs.js';

/**
 * The draft with the parameters, secrets and inputs that it uses and no others: what was taken for one while it was drafted may
 * be dropped again, as is what was typed into a field a second time, or what another recording answers or starts differently.
 */
export function declareUsed(draft: ScriptDraft): ScriptDraft {
  const sources = draft.spawns.flatMap(sourcesOf);
  const namesOf = (kind: 'param' | 'secret'): ReadonlySet<string> =>
    new Set(sources.flatMap((source) => (source.kind === kind ? [source.name] : [])));
  const [params, secrets] = [namesOf('param'), namesOf('secret')];
  const inputs = new Set(draft.spawns.flatMap(({ command }) => inputsIn(command)));
  return {
    ...draft,
    params: draft.params.filter(({ name }) => params.has(name)),
    secrets: draft.secrets.filter(({ name }) => secrets.has(name)),
    inputs: draft.inputs.filter(({ name }) => inputs.has(name)),
  };
}

function sourcesOf({ env = [], always, dialogue }: SpawnDraft): readonly AnswerDraft[] {
  const all: AnswerDraft[] = env.map(({ secret: name }) => ({ kind: 'secret', name }));
  for (const { response } of [...always, ...dialogue])
    withSources(response, (source) => {
      all.push(source);
      return source;
    });
  return all;
}
