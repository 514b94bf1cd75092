import { inspect } from 'node:util';
import { encodeKey, keyNames } from '../terminal/keys.js';
import type { SizeLike } from './size.js';

/** What ends a wait; a controller in its place is the usual slip. */
export function checkSignal(value: AbortSignal | undefined): void {
  if (value === undefined || (value as unknown) instanceof AbortSignal) return;
  const slip =
    (value as unknown) instanceof AbortController ? ' AbortController: give its .signal' : ` ${shown(value)}`;
  throw new TypeError(`cancelSignal is an AbortSignal, not${slip}.`);
}

/** Milliseconds as a caller may give them; anything else is a TypeError that names the option. */
export function checkMs(name: string, value: number | false | undefined, mayBeFalse = false): void {
  if (value === undefined || (mayBeFalse && value === false)) return;
  if (typeof value === 'number' && value >= 0) return;
  const also = mayBeFalse ? ', Infinity or false' : ' or Infinity';
  throw new TypeError(`${name} is a number of milliseconds from 0${also}, not ${shown(value)}.`);
}

/** A terminal counts its columns and rows in 16 bits (tty_ioctl(2), struct winsize). */
const mostCells = 65_535;

/** A whole number from 1; anything else is a TypeError that names the option. */
export function checkCount(name: string, value: number | undefined, most = Infinity): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)) return;
  const range = most === Infinity ? 'from 1' : `from 1 to ${most}`;
  throw new TypeError(`${name} is a whole number ${range}, not ${shown(value)}.`);
}

/** A size in character cells, or a part of one. */
export function checkSize(size: SizeLike): void {
  if (!isObject(size)) throw new TypeError(`size is { columns, rows }, not ${shown(size)}.`);
  checkNames('size', size, { columns: true, rows: true });
  checkCount('size.columns', size.columns, mostCells);
  checkCount('size.rows', size.rows, mostCells);
}

/** Key names and `<Button>` labels; an unknown one is a TypeError that lists what there is. */
export function checkKeys(keys: readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = keys;
  if (first === undefined) throw new TypeError('press needs at least one key, for example press("enter").');
  for (const key of keys as readonly unknown[]) {
    if (typeof key !== 'string')
      throw new TypeError(`A key is a text, not ${shown(key)}: press("down", "enter").`);
  }
  const unknown = keys.find((key) => !/^<.+>$/.test(key) && !isKey(key));
  if (unknown === undefined) return [first, ...rest];
  const near = nearKey(unknown);
  if (near !== undefined) throw new TypeError(`There is no key "${unknown}": press("${near}").`);
  const all = `${keyNames.join(', ')}, ctrl-X, alt-KEY, one character, or <Label> for a button`;
  throw new TypeError(`There is no key "${unknown}". Keys are ${all}; text goes to type().`);
}

const isKey = (key: string): boolean => encodeKey(key, { isApplicationCursor: false }) !== undefined;

/** The key that is meant where other tools write it in another way: `Enter`, `Control+C`, `^C`, `PageUp`. */
function nearKey(unknown: string): string | undefined {
  const words = unknown.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const near = words.replace(/^(?:\^|(?:control|ctrl|c)[+-])/, 'ctrl-').replace(/^(alt|shift)\+/, '$1-');
  const isAbout = (name: string): boolean => name.replace('-', '') === near.replace(/^arrow-?|[-_ ]/g, '');
  return isKey(near) ? near : keyNames.find(isAbout);
}

/** Options or keys of that name there are; any other is a TypeError that lists them, for it would do nothing. */
export function checkNames(what: string, like: object, known: Readonly<Record<string, true>>): void {
  if (!isObject(like))
    throw new TypeError(`${what} takes options as { ${Object.keys(known).join(', ')} }, not ${shown(like)}.`);
  const unknown = Object.keys(like).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new TypeError(`${what} has no "${unknown}"; there is ${Object.keys(known).join(', ')}.`);
}

/** A text that says something; anything else is a TypeError that says what it is. */
export function checkText(name: string, value: unknown, what: string): void {
  if (typeof value === 'string' && value.trim() !== '') return;
  throw new TypeError(`${name} is ${what}, not ${shown(value)}.`);
}

/** `false` might be meant as "it does not matter" or as "it is not so". */
export function checkTrue(name: string, value: true | undefined): void {
  if (value === undefined || (value as unknown) === true) return;
  throw new TypeError(`${name} is true or left away, not ${shown(value)}.`);
}

/** A list; anything else is a TypeError that shows one. */
export function checkList(name: string, value: unknown, example: string): void {
  if (!Array.isArray(value)) throw new TypeError(`${name} is a list: ${example}.`);
}

/** Callers in JavaScript give whatever they like. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The compiler does not know that there may be none. */
const toJson: (value: unknown) => string | undefined = JSON.stringify;

/** How a wrong value stands in a message, whatever it is. */
export function shown(value: unknown): string {
  try {
    if (value instanceof RegExp) return String(value);
    if (!isObject(value) && typeof value !== 'string') return String(value);
    return toJson(value) ?? inspected(value);
  } catch {
    return inspected(value);
  }
}

/** What JSON has no words for, as a cycle or a BigInt. What the value says about itself is not asked for, but `inspect` asks for its tag. */
function inspected(value: unknown): string {
  try {
    return inspect(value, { customInspect: false, compact: true, breakLength: Infinity });
  } catch {
    return 'a value that cannot be shown';
  }
}
