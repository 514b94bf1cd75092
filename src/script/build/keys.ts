import { isKeyName, keyNames } from '../key-names.js';
import type { ScriptKeys, Template } from '../model.js';
import { nearest } from '../nearest.js';
import { writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, itemsOf, placeOf } from './at.js';
import { rewritten, textTemplate } from './text.js';

/** What `press` presses: keys by name, and buttons. */
export function buildKeys(build: Build, { value, node }: At<string | string[]>): ScriptKeys {
  const list: At<string>[] = Array.isArray(value) ? itemsOf({ value, node }) : [{ value, node }];
  const [first, ...rest] = list.map((each) => buildKey(build, each));
  if (first === undefined) complain(build.report, node.start, '`press` has no key in its list');
  const none: Template = { source: '', place: placeOf(build, { value, node }), parts: [] };
  return [first ?? none, ...rest];
}

/** One label between angle brackets; `<Ok> <Cancel>` is two. */
const isButton = (name: string): boolean => /^<.*[^<>\s].*>$/s.test(name) && !/>[\s,]+</.test(name);

function buildKey(build: Build, at: At<string>): Template {
  if (isButton(at.value)) return textTemplate(build, at);
  refuseUnknownKey(build, at);
  return {
    source: at.value,
    place: placeOf(build, at),
    parts: [{ kind: 'text', text: at.value }],
  };
}

function refuseUnknownKey({ report }: Build, { value, node }: At<string>): void {
  if (isKeyName(value)) return;
  const words = value.split(/[\s,]+/).filter(Boolean);
  if (words.length > 1 && words.every((word) => isKeyName(word) || isButton(word))) {
    complain(
      report,
      node.start,
      `\`${value}\` is not a key; several keys are a list`,
      rewritten(report, node, `[${words.map((word) => writeYaml(word, true)).join(', ')}]`),
    );
    return;
  }
  const spelled = value
    .toLowerCase()
    .replace(/^(?:c-|\^|control-|ctrl[+_ ])/, 'ctrl-')
    .replace(/^(?:m-|meta-|alt[+_ ])/, 'alt-');
  const meant = isKeyName(spelled) ? spelled : nearest(spelled, keyNames);
  const hint =
    meant === undefined
      ? `; text is sent with \`type\`, a button is written \`<${value.replaceAll(/[<>]/g, '').trim() || 'Label'}>\``
      : `; did you mean \`${meant}\`?`;
  complain(
    report,
    node.start,
    `\`${value}\` is not a key${hint}`,
    meant === undefined ? undefined : rewritten(report, node, writeYaml(meant, node.isInFlow)),
  );
}
