import type { ScriptAnswer, ScriptKeys, ScriptResponse, Template } from './model.js';

type Render = (template: Template) => string;

/** A response as a person would say it: `answer yes`, `press space`, `answer secret serial`, `go on`. */
export function responseText(response: ScriptResponse, render: Render): string {
  switch (response.kind) {
    case 'none':
      return 'go on';
    case 'press':
      return `press ${keysText(response.keys, render)}`;
    case 'handover':
      return 'hand the terminal over';
    case 'fail':
      return response.message.source === '' ? 'fail' : `fail: ${render(response.message)}`;
    case 'text': {
      const texts = response.sources.map((each) => answerText(each, render));
      return `${response.hasEnter ? 'answer' : 'type'} ${texts.join(', then ')}`;
    }
    case 'select':
      return selectText(response, render) + confirmText(response, render);
    case 'fill': {
      const fields = response.fields.map(
        ({ label, source }) => `${render(label)} = ${answerText(source, render)}`,
      );
      return `fill ${fields.join(', ')}${confirmText(response, render)}`;
    }
  }
}

const keysText = (keys: ScriptKeys, render: Render): string => keys.map(render).join(', ');

const answerText = (source: ScriptAnswer, render: Render): string =>
  source.kind === 'secret' ? `secret ${source.secret}` : render(source.text);

function selectText(
  { mode, labels }: Extract<ScriptResponse, { readonly kind: 'select' }>,
  render: Render,
): string {
  if (labels.length === 0) return 'untick all';
  const verb = { one: 'select', only: 'tick only', add: 'tick', remove: 'untick' }[mode];
  return `${verb} ${labels.map(render).join(', ')}`;
}

const confirmText = ({ confirm }: { readonly confirm?: ScriptKeys }, render: Render): string =>
  confirm === undefined ? '' : `, then press ${keysText(confirm, render)}`;
