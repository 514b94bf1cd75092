import { lineOf, type Source } from './source.js';

/** A line of YAML as a person would take it apart, whatever YAML makes of it. */
export interface Line {
  readonly text: string;
  readonly indent: string;
  /** The `- ` of list entries that begin here. */
  readonly dashes: string;
  readonly key?: string;
  /** Everything before the value. */
  readonly prefix: string;
  /** Without the blanks behind it. */
  readonly value: string;
}

const shape =
  /^(?<indent>\s*)(?<dashes>(?:-\s+)*)(?:(?<key>[\w.$/-]+|"[^"]*"|'[^']*')(?<colon>\s*:\s+))?(?<value>.*?)\s*$/u;

export function takeApart(source: Source, number: number): Line {
  const text = lineOf(source, number);
  const { indent = '', dashes = '', key, colon = '', value = '' } = shape.exec(text)?.groups ?? {};
  return {
    text,
    indent,
    dashes,
    prefix: indent + dashes + (key ?? '') + colon,
    value,
    ...(key !== undefined && { key }),
  };
}

const mapKeys: ReadonlySet<string> = new Set([
  'when',
  'env',
  'save',
  'params',
  'secrets',
  'inputs',
  'container',
  'image',
  'labels',
  'unpack',
]);
const listKeys: ReadonlySet<string> = new Set([
  'prepare',
  'deploy',
  'test',
  'dialogue',
  'always',
  'fail-on',
  'any-order',
  'of',
  'tags',
  'ports',
  'volumes',
  'entrypoint',
  'cmd',
]);

/** Whether a key of the language takes a map, so that `key: a: b` misses braces and not quotes. */
export const takesMap = ({ key }: Line): boolean => key !== undefined && mapKeys.has(key);

/** Whether the value is text as far as can be told: not behind a key of maps or lists, and not `{ key: … `. */
export function isText({ key, value }: Line): boolean {
  return !(key !== undefined && (mapKeys.has(key) || listKeys.has(key))) && !/^\{\s*[\w-]+:\s/.test(value);
}
