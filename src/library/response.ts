import type { AnswerSource, Response, SelectResponse } from '../dialogue/types.js';
import type { AnswerLike, ResponseLike, SelectLike } from './items.js';
import { matchedOf } from './matched.js';
import { Secret } from './secret.js';
import { checkKeys, isObject, shown } from './wrong-use.js';

/** Takes a secret and returns the name it goes by. */
export type Keep = (secret: Secret) => string;

/** What an exchange answers with; two responses, or an empty one, are a TypeError. */
export function responseOf(like: ResponseLike, keep: Keep): Response {
  checkThere(like);
  checkOne(like);
  const { answer, type, press, select, fill, fail } = like;
  const confirm = press === undefined ? {} : { confirm: keysOf(press) };
  if (fail !== undefined) return { kind: 'fail', message: fail };
  if (select !== undefined) return { ...selectOf(select), ...confirm };
  if (fill !== undefined) {
    if (!isObject(fill)) throw new TypeError(`fill takes { Label: "value" }, not ${shown(fill)}.`);
    const fields = Object.entries(fill).map(([label, value]) => ({
      label,
      source: sourceOf(value, like, keep),
    }));
    if (fields.length === 0) throw new TypeError('fill needs at least one field: fill({ Label: "value" }).');
    return { kind: 'fill', fields, ...confirm };
  }
  const text = answer ?? type;
  if (text !== undefined) return textOf(text, like, keep);
  return press === undefined ? { kind: 'none' } : { kind: 'press', keys: keysOf(press) };
}

/** An answer that is not there, as an unset variable is, would make an exchange that answers nothing. */
function checkThere(like: ResponseLike): void {
  for (const name of ['answer', 'type', 'select', 'fill', 'fail'] as const) {
    const value: unknown = like[name];
    if (name in like && (value === undefined || value === null))
      throw new TypeError(`${name} is ${shown(value)}: give it a value, or leave the key away.`);
  }
}

function checkOne({ answer, type, press, select, fill, fail, clear }: ResponseLike): void {
  const given = Object.entries({ answer, type, select, fill, fail }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  // `press` confirms a menu or a form; beside anything else it is a second response.
  if (press !== undefined && select === undefined && fill === undefined) given.push('press');
  const [first, second] = given;
  if (second !== undefined)
    throw new TypeError(
      `An exchange has one response, not ${given.join(' and ')}: make the second one an exchange of its own.`,
    );
  if (clear === true && first !== 'answer' && first !== 'type')
    throw new TypeError('clear erases a line before answer or type; there is neither beside it.');
}

function textOf(text: AnswerLike | readonly AnswerLike[], like: ResponseLike, keep: Keep): Response {
  const hasEnter = like.answer !== undefined;
  const [first, ...rest] = (Array.isArray(text) ? text : [text]) as readonly AnswerLike[];
  if (first === undefined)
    throw new TypeError(`A list of answers has at least one: ${hasEnter ? 'answer' : 'type'}: ["first"].`);
  const source = (each: AnswerLike): AnswerSource => sourceOf(each, like, keep);
  return {
    kind: 'text',
    sources: [source(first), ...rest.map(source)],
    hasEnter,
    isClearing: like.clear === true,
  };
}

function sourceOf(each: AnswerLike, { visible }: ResponseLike, keep: Keep): AnswerSource {
  if (each instanceof Secret) return { kind: 'secret', secret: keep(each), isVisible: visible === true };
  if (typeof each === 'function')
    return { kind: 'text', render: (match) => checkText(each(matchedOf(match))) };
  if (typeof each !== 'string')
    throw new TypeError(`An answer is text, a Secret or a function that makes the text, not ${shown(each)}.`);
  return { kind: 'text', render: () => each };
}

/** What a function made; a promise would be typed as `[object Promise]`. */
function checkText(made: unknown): string {
  if (typeof made === 'string') return made;
  const what = made instanceof Promise ? 'a promise: it cannot be async' : shown(made);
  throw new TypeError(`A function that makes an answer returns text, not ${what}.`);
}

function keysOf(press: string | readonly string[]): readonly [string, ...string[]] {
  if (typeof press !== 'string' && !Array.isArray(press))
    throw new TypeError(`press takes the name of a key or a list of them, not ${shown(press)}.`);
  return checkKeys(typeof press === 'string' ? [press] : (press as readonly string[]));
}

function selectOf(select: SelectLike): SelectResponse {
  const fixed = (labels: readonly string[]): readonly (() => string)[] => labels.map((label) => () => label);
  if (typeof select === 'string') return { kind: 'select', mode: 'one', labels: fixed([select]) };
  for (const mode of ['only', 'add', 'remove'] as const) {
    const labels: unknown = isObject(select) ? (select as Record<string, unknown>)[mode] : undefined;
    // Of all items none may be wanted; to add or take away nothing is no choice.
    if (Array.isArray(labels) && (labels.length > 0 || mode === 'only') && labels.every(isText))
      return { kind: 'select', mode, labels: fixed(labels) };
  }
  throw new TypeError(`select takes a label or { only | add | remove: [labels] }, not ${shown(select)}.`);
}

const isText = (value: unknown): value is string => typeof value === 'string';
