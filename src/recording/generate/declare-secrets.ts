import type { AnswerDraft, ResponseDraft, ScriptDraft, SpawnDraft } from './draft.js';

/**
 * The draft with the secrets that it uses and no others: what was taken for one while it was drafted may be dropped again, as is
 * what was typed into a field a second time, or what another recording answers under another name.
 */
export function declareSecrets(draft: ScriptDraft): ScriptDraft {
  const used = new Set(draft.spawns.flatMap(secretsOf));
  return { ...draft, secrets: draft.secrets.filter(({ name }) => used.has(name)) };
}

const secretsOf = ({ env = [], always, dialogue }: SpawnDraft): readonly string[] => [
  ...env.map(({ secret }) => secret),
  ...[...always, ...dialogue].flatMap(({ response }) => sourcesOf(response)).flatMap(nameOf),
];

function sourcesOf(response: ResponseDraft): readonly AnswerDraft[] {
  if (response.kind === 'fill') return response.fields.map(({ source }) => source);
  return response.kind === 'answer' || response.kind === 'type' ? [response.source] : [];
}

const nameOf = (source: AnswerDraft): readonly string[] => (source.kind === 'secret' ? [source.name] : []);
