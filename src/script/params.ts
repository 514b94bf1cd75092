import { boundBacktracking } from '../dialogue/backtracking.js';
import { createTimedSearch } from '../dialogue/timed-search.js';
import { UnattendError } from '../errors.js';
import type { Param, ParamValue, Session } from './model.js';
import { nearest } from './nearest.js';

export type ParamValues = Readonly<Record<string, ParamValue>>;

/** A value of a param's type from text, or what the param accepts, as `must be …`. */
export function parseParamValue(
  param: Param,
  text: string,
): { readonly value: ParamValue } | { readonly expected: string } {
  switch (param.type) {
    case 'choice':
      return param.of?.includes(text) === true
        ? { value: text }
        : { expected: `must be one of ${(param.of ?? []).join(', ')}` };
    case 'boolean':
      return text === 'true' || text === 'false'
        ? { value: text === 'true' }
        : { expected: 'must be true or false' };
    case 'number':
      return isDecimal(text) ? { value: Number(text) } : { expected: 'must be a number' };
    case 'string':
      return param.match === undefined || matches(param, param.match, text)
        ? { value: text }
        : { expected: `must match ${param.match}` };
  }
}

/** A wait nobody notices, in milliseconds of processor time. */
const longestMatchMs = 250;

function matches({ place }: Param, source: string, text: string): boolean {
  boundBacktracking();
  const looked = createTimedSearch(longestMatchMs)(() => new RegExp(source).test(text));
  if (looked !== undefined) return looked.value;
  throw new UnattendError('PATTERN_TOO_SLOW', { place, expression: `/${source}/`, screen: [] });
}

function isDecimal(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) && Number.isFinite(Number(text));
}

/**
 * The params of a run from the words of the command line, with defaults. A param that is neither given nor has a
 * default is absent, except that a boolean is then false. Throws PARAM_INVALID.
 */
export function resolveParams(
  session: Pick<Session, 'params'>,
  words: Readonly<Record<string, string>>,
): ParamValues {
  const known = session.params.map(({ name }) => name);
  for (const name of Object.keys(words)) if (!known.includes(name)) throw unknownParam(name, known);
  const values: [string, ParamValue][] = [];
  for (const param of session.params) {
    const word = Object.hasOwn(words, param.name) ? words[param.name] : undefined;
    const value = word === undefined ? defaultOf(param) : valueOf(param, word);
    if (value !== undefined) values.push([param.name, value]);
  }
  return Object.fromEntries(values);
}

function unknownParam(name: string, known: readonly string[]): UnattendError {
  const meant = nearest(name, known);
  const list = known.length === 0 ? 'this script has none' : `there are ${known.join(', ')}`;
  return new UnattendError('PARAM_INVALID', {
    name,
    expected: `is unknown (${meant === undefined ? list : `did you mean "${meant}"?`})`,
  });
}

function valueOf(param: Param, word: string): ParamValue {
  const parsed = parseParamValue(param, word);
  if ('value' in parsed) return parsed.value;
  throw new UnattendError('PARAM_INVALID', { name: param.name, value: word, expected: parsed.expected });
}

function defaultOf(param: Param): ParamValue | undefined {
  if (param.default !== undefined) return param.default;
  if (param.isRequired)
    throw new UnattendError('PARAM_INVALID', { name: param.name, expected: 'is required' });
  return param.type === 'boolean' ? false : undefined;
}

/** One flag of `unattend run` for a param, in commander's notation. */
export interface ParamFlag {
  readonly flag: string;
  readonly description: string;
  readonly param: Param;
}

export function paramFlags(session: Pick<Session, 'params'>): ParamFlag[] {
  return session.params.map((param) => ({
    flag: `--${param.name} <${valueName(param)}>`,
    description: [param.help, param.isRequired ? '(required)' : '', defaultText(param)]
      .filter(Boolean)
      .join(' '),
    param,
  }));
}

function valueName({ type, of }: Param): string {
  if (type === 'choice') return (of ?? []).join('|');
  return type === 'boolean' ? 'true|false' : type;
}

function defaultText(param: Param): string {
  return param.default === undefined ? '' : `(default: ${String(param.default)})`;
}
