import { UnattendError } from '../errors.js';
import type { Param } from '../script/model.js';
import { nearest } from '../script/nearest.js';
import { globalFlags } from './global-flags.js';

/** The script, which is named first. A flag in its place is none of the command's: params may be flags, but behind the script. */
export function readScriptWord(word: string, flags: readonly string[]): string {
  if (!word.startsWith('-')) return word;
  const [flag = ''] = word.split('=');
  throw unknownFlag(flag, flags, 'See --help for the flags; parameters of a script stand behind it.');
}

/** What follows a command's script: params as words (`name=value`) or flags (`--name value`, `--name=value`). */
export function readParamWords(
  words: readonly string[],
  params: readonly Param[],
  flags: readonly string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name, value] = word.startsWith('-') ? readFlag(word, rest, params, flags) : readWord(word);
    if (Object.hasOwn(values, name))
      throw usage(`The parameter "${name}" is given twice.`, 'Give each parameter once.');
    values[name] = value;
  }
  return values;
}

function readWord(word: string): [string, string] {
  const equals = word.indexOf('=');
  if (equals > 0) return [word.slice(0, equals), word.slice(equals + 1)];
  throw usage(`"${word}" is no parameter.`, 'Parameters are words of the form name=value.');
}

function readFlag(
  word: string,
  rest: string[],
  params: readonly Param[],
  flags: readonly string[],
): [string, string] {
  const [flag = '', ...valueParts] = word.split('=');
  const name = flag.replace(/^--?/, '');
  const param = params.find((each) => each.name === name);
  if (param === undefined)
    throw unknownFlag(flag, [...flags, ...params.map(({ name }) => name)], 'See --help for the flags.');
  if (valueParts.length > 0) return [name, valueParts.join('=')];
  const next = rest[0];
  if (param.type === 'boolean' && next !== 'true' && next !== 'false') return [name, 'true'];
  if (next === undefined)
    throw usage(`The flag --${name} needs a value.`, `Give it as --${name} VALUE or ${name}=VALUE.`);
  rest.shift();
  return [name, next];
}

function unknownFlag(flag: string, names: readonly string[], otherwise: string): UnattendError {
  const meant = nearest(flag, longOf(names));
  return usage(`There is no flag ${flag}.`, meant === undefined ? otherwise : `Did you mean ${meant}?`);
}

/** As they are typed, with those that every command has. */
const longOf = (names: readonly string[]): readonly string[] =>
  [...names, ...globalFlags].map((name) => `--${name}`);

export function usage(problem: string, help: string): UnattendError {
  return new UnattendError('USAGE', { problem, help });
}
