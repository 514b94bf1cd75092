import { encodeKey, keyNames } from '../terminal/keys.js';

/** Milliseconds as a caller may give them; anything else is a TypeError that names the option. */
export function checkMs(name: string, value: number | false | undefined, mayBeFalse = false): void {
  if (value === undefined || (mayBeFalse && value === false)) return;
  if (typeof value === 'number' && value >= 0) return;
  const also = mayBeFalse ? ', Infinity or false' : ' or Infinity';
  throw new TypeError(`${name} is a number of milliseconds from 0${also}, not ${shown(value)}.`);
}

/** A whole number from 1; anything else is a TypeError that names the option. */
export function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new TypeError(`${name} is a whole number from 1, not ${shown(value)}.`);
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
  const all = `${keyNames.join(', ')}, ctrl-X, alt-KEY, one character, or <Label> for a button`;
  throw new TypeError(`There is no key "${unknown}". Keys are ${all}; text goes to type().`);
}

const isKey = (key: string): boolean => encodeKey(key, { isApplicationCursor: false }) !== undefined;

/** Options or keys of that name there are; any other is a TypeError that lists them, for it would do nothing. */
export function checkNames(what: string, like: object, known: Readonly<Record<string, true>>): void {
  const unknown = Object.keys(like).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new TypeError(`${what} has no "${unknown}"; there is ${Object.keys(known).join(', ')}.`);
}

/** A list; anything else is a TypeError that shows one. */
export function checkList(name: string, value: unknown, example: string): void {
  if (!Array.isArray(value)) throw new TypeError(`${name} is a list: ${example}.`);
}

/** Callers in JavaScript give whatever they like. */
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** How a wrong value stands in a message. */
export function shown(value: unknown): string {
  return isObject(value) || typeof value === 'string' ? JSON.stringify(value) : String(value);
}
