import { didYouMean, nearest } from '../nearest.js';
import { isKeyName, keyNames } from '../key-names.js';
import type { ScriptAnswer, ScriptResponse } from '../model.js';
import type { RawAlwaysRule, RawAnswer, RawExchange } from '../schema/dialogue.js';
import { writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, itemsOf, need } from './at.js';
import { rewritten, textTemplate, withoutFinalBreak } from './text.js';

type Responding = Extract<RawExchange, { expect: unknown }> | RawAlwaysRule;

const kinds = ['answer', 'type', 'press', 'fail'] as const;

/** What is done when the pattern is seen: at most one of `answer`, `type`, `press`, `fail`. */
export function buildResponse(build: Build, at: At<Responding>): ScriptResponse {
  const [kind, second] = kinds.filter((each) => at.value[each] !== undefined);
  if (second !== undefined)
    complainKey(build, at, second, `an exchange has one response; \`${kind ?? ''}\` is already given`);
  if (kind !== 'answer' && kind !== 'type') refuseTextKeys(build, at);
  if (kind === 'answer' || kind === 'type') return textResponse(build, at, kind);
  if (kind === 'press') return { kind, keys: keys(build, need(at, kind)) };
  if (kind === 'fail') return { kind, message: textTemplate(build, withoutFinalBreak(need(at, kind))) };
  return { kind: 'none' };
}

function complainKey({ report }: Build, { node }: At<unknown>, key: string, message: string): void {
  complain(report, node.entries.get(key)?.key?.start ?? node.start, message);
}

function refuseTextKeys(build: Build, at: At<Responding>): void {
  for (const key of ['visible', 'clear'] as const) {
    if (at.value[key] === true) complainKey(build, at, key, `\`${key}\` goes with \`answer\` or \`type\``);
  }
}

function textResponse(build: Build, at: At<Responding>, kind: 'answer' | 'type'): ScriptResponse {
  const given = need(at, kind);
  const { value, node } = given;
  const list = Array.isArray(value) ? itemsOf({ value, node }) : [{ value, node }];
  const [first, ...rest] = list.map((each) => answer(build, each, at.value.visible ?? false));
  if (first === undefined) complain(build.report, node.start, `\`${kind}\` has no text in its list`);
  if (rest.length > 0 && at.value.repeat !== undefined) {
    complainKey(
      build,
      at,
      'repeat',
      `the list of \`${kind}\` says how many times it is answered; remove \`repeat\``,
    );
  }
  if (at.value.visible === true && ![first, ...rest].some((each) => each?.kind === 'secret')) {
    complainKey(build, at, 'visible', '`visible` is for secrets only');
  }
  const nothing: ScriptAnswer = { kind: 'secret', secret: '', isVisible: false };
  return {
    kind: 'text',
    sources: [first ?? nothing, ...rest],
    hasEnter: kind === 'answer',
    isClearing: at.value.clear ?? false,
  };
}

function answer(build: Build, { value, node }: At<RawAnswer>, isVisible: boolean): ScriptAnswer {
  if (typeof value === 'string')
    return { kind: 'text', text: textTemplate(build, withoutFinalBreak({ value, node })) };
  const secret = child({ value, node }, 'secret');
  if (secret !== undefined) refuseUndeclaredSecret(build, secret);
  return { kind: 'secret', secret: value.secret, isVisible: value.visible ?? isVisible };
}

export function refuseUndeclaredSecret({ report, declared }: Build, { value, node }: At<string>): void {
  if (declared.secrets.includes(value)) return;
  const meant = nearest(value, declared.secrets);
  const suggestion = meant === undefined ? undefined : rewritten(report, node, writeYaml(meant));
  complain(
    report,
    node.start,
    `the secret \`${value}\` is not declared${didYouMean(value, declared.secrets)}`,
    suggestion,
  );
}

function keys(build: Build, { value, node }: At<string | string[]>): [string, ...string[]] {
  const list: At<string>[] = Array.isArray(value) ? itemsOf({ value, node }) : [{ value, node }];
  for (const each of list) refuseUnknownKey(build, each);
  const [first, ...rest] = list.map((each) => each.value);
  if (first === undefined) complain(build.report, node.start, '`press` has no key in its list');
  return [first ?? '', ...rest];
}

function refuseUnknownKey({ report }: Build, { value, node }: At<string>): void {
  if (isKeyName(value)) return;
  if (/^<.+>$/.test(value)) {
    complain(
      report,
      node.start,
      `pressing the button \`${value}\` is not supported yet in this version of unattend`,
    );
    return;
  }
  const words = value.split(/[\s,]+/).filter(Boolean);
  if (words.length > 1 && words.every(isKeyName)) {
    complain(
      report,
      node.start,
      `\`${value}\` is not a key; several keys are a list`,
      rewritten(report, node, `[${words.map((word) => writeYaml(word)).join(', ')}]`),
    );
    return;
  }
  const spelled = value
    .toLowerCase()
    .replace(/^(?:c-|\^|control-|ctrl[+_ ])/, 'ctrl-')
    .replace(/^(?:m-|meta-|alt[+_ ])/, 'alt-');
  const meant = isKeyName(spelled) ? spelled : nearest(spelled, keyNames);
  const hint = meant === undefined ? '; text is sent with `type`' : `; did you mean \`${meant}\`?`;
  complain(
    report,
    node.start,
    `\`${value}\` is not a key${hint}`,
    meant === undefined ? undefined : rewritten(report, node, writeYaml(meant)),
  );
}
