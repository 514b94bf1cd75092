import { convert } from '../yaml/tree.js';
import { type Plain, type SourceNode, toPlain } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse.js';
import { writeYaml } from '../yaml/quote.js';
import { createFindings } from '../yaml/report.js';
import { createSource } from '../yaml/source.js';

/** What is known of an exchange that is replaced. */
export interface Replaced {
  /** What a text of the script stands for in this run; undefined where that is not known. */
  readonly valueOf: (text: string) => string | undefined;
  /** Its prompt came: what it waits for stays. */
  readonly isAsked?: boolean;
  /** Its prompt came in spite of its `when`, which goes. */
  readonly isExcluded?: boolean;
}

/** An exchange as text: one item of a list, and its map. */
interface Item {
  readonly text: string;
  readonly map: SourceNode;
}

/** A part of a text, and what comes in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a program is answered: one of these, with what goes with it. */
const mains: ReadonlySet<string> = new Set('answer type press select fill handover fail'.split(' '));
const isResponse = (key: string): boolean => mains.has(key) || key === 'clear' || key === 'visible';

/**
 * The lines of an exchange with what another one (without indentation) expects and answers, where that differs. All else stays:
 * other keys, comments, and an answer that comes to the same in this run. Undefined where it is written so that it cannot be
 * edited.
 */
export function mergeExchange(
  lines: readonly string[],
  made: readonly string[],
  replaced: Replaced,
): readonly string[] | undefined {
  const [own, other] = [itemOf(lines), itemOf(made)];
  if (own === undefined || other === undefined) return undefined;
  const edits = editsOf(own, other, replaced);
  if (edits === undefined) return undefined;
  const text = [...edits]
    .sort((one, next) => next.start - one.start)
    .reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), own.text);
  return text.split('\n');
}

/** How much an exchange answers what another one does, from 0: the same answer, then words of the same prompt. */
export function likeness(lines: readonly string[], made: readonly string[], { valueOf }: Replaced): number {
  const [own, other] = [itemOf(lines), itemOf(made)];
  if (own === undefined || other === undefined) return 0;
  const isSame = [...other.map.entries].some(
    ([key, value]) => mains.has(key) && isSameValue(own.map.entries.get(key), value, valueOf),
  );
  const [words, others] = [wordsOf(own), wordsOf(other)];
  const common = words.filter((word) => others.includes(word)).length;
  return (isSame ? 1 : 0) + common / Math.max(1, words.length, others.length);
}

const wordsOf = ({ map }: Item): readonly string[] => {
  const expect = map.entries.get('expect');
  return expect === undefined
    ? []
    : (JSON.stringify(toPlain(expect))
        .toLowerCase()
        .match(/[\p{L}\p{N}]{2,}/gu) ?? []);
};

function itemOf(lines: readonly string[]): Item | undefined {
  const text = lines.join('\n');
  const { document, errors } = parseYaml(text);
  if (errors.length > 0) return undefined;
  const report = { ...createFindings(), source: createSource('', text), mendedLines: new Set<number>() };
  const [map] = convert(report, document.contents, { fallback: 0 }).items;
  return map?.kind === 'map' ? { text, map } : undefined;
}

function editsOf(own: Item, other: Item, replaced: Replaced): readonly Edit[] | undefined {
  const edits: (Edit | undefined)[] = [];
  const asked = [own, other].map(({ map }) => map.entries.get('expect'));
  if (replaced.isAsked !== true && !isSameValue(asked[0], asked[1], replaced.valueOf))
    edits.push(swapped(own, asked[0], [pairOf(own, other, 'expect')]));
  const when = own.map.entries.get('when');
  if (replaced.isExcluded === true && when !== undefined) edits.push(removed(own, when));
  edits.push(...responseEdits(own, other, replaced));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function responseEdits(own: Item, other: Item, { valueOf }: Replaced): readonly (Edit | undefined)[] {
  const ownKeys = [...own.map.entries.keys()].filter(isResponse);
  const keys = [...other.map.entries.keys()].filter(isResponse);
  const isSameKind = keys.some((key) => mains.has(key) && ownKeys.includes(key));
  if (isSameKind) {
    const last = own.map.entries.get(ownKeys.at(-1) ?? '');
    return keys.flatMap((key) => {
      const value = own.map.entries.get(key);
      const pair = pairOf(own, other, key);
      if (value === undefined) return key === 'visible' ? [] : [added(own, last, [pair])];
      return isSameValue(value, other.map.entries.get(key), valueOf) ? [] : [swapped(own, value, [pair])];
    });
  }
  const pairs = keys.map((key) => pairOf(own, other, key));
  const [first, ...rest] = ownKeys.map((key) => own.map.entries.get(key));
  if (first === undefined)
    return pairs.length === 0 ? [] : [added(own, own.map.entries.get('expect'), pairs)];
  return [swapped(own, first, pairs), ...rest.map((value) => value && removed(own, value))];
}

/** Whether a value comes to the same in this run: of a list, as one of its answers. */
function isSameValue(
  value: SourceNode | undefined,
  other: SourceNode | undefined,
  valueOf: Replaced['valueOf'],
): boolean {
  if (value === undefined || other === undefined) return false;
  const wanted = JSON.stringify(valuesIn(toPlain(other), valueOf));
  const all = value.kind === 'list' && other.kind !== 'list' ? value.items : [value];
  return all.some((each) => JSON.stringify(valuesIn(toPlain(each), valueOf)) === wanted);
}

function valuesIn(plain: Plain, valueOf: Replaced['valueOf']): unknown {
  if (typeof plain === 'string') return valueOf(plain) ?? plain;
  if (Array.isArray(plain)) return plain.map((each) => valuesIn(each, valueOf));
  if (plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, each]) => [key, valuesIn(each, valueOf)]));
}

/** A key and its value as the other exchange writes them, at the indentation of the own one. */
function pairOf(own: Item, other: Item, name: string): string | undefined {
  const value = other.map.entries.get(name);
  if (value?.key === undefined) return undefined;
  const text = other.text.slice(value.key.start, endOf(value));
  const isFlow = own.map.style === 'flow';
  if (isFlow && text.includes('\n')) return undefined;
  if (isFlow && value.style === 'plain' && value.text !== null) return `${name}: ${writeYaml(value.text)}`;
  return text.replaceAll('\n', `\n${' '.repeat(Math.max(0, columnOf(own) - columnOf(other)))}`);
}

function swapped(
  own: Item,
  value: SourceNode | undefined,
  pairs: readonly (string | undefined)[],
): Edit | undefined {
  const text = joined(own, pairs);
  if (value?.key === undefined || text === undefined || pairs.length === 0) return undefined;
  return { start: value.key.start, end: endOf(value), text };
}

/** Behind a value, and what stands behind it on its line. */
function added(
  own: Item,
  value: SourceNode | undefined,
  pairs: readonly (string | undefined)[],
): Edit | undefined {
  const text = joined(own, pairs);
  if (value === undefined || text === undefined) return undefined;
  const lineEnd = own.text.indexOf('\n', endOf(value));
  const blockEnd = lineEnd < 0 ? own.text.length : lineEnd;
  const at = own.map.style === 'flow' ? endOf(value) : blockEnd;
  return { start: at, end: at, text: separator(own) + text };
}

/** With its line; undefined where it has none of its own. */
function removed(own: Item, { key, ...value }: SourceNode): Edit | undefined {
  const start = own.text.lastIndexOf('\n', key?.start);
  if (key === undefined || start < 0 || own.map.style === 'flow') return undefined;
  if (own.text.slice(start, key.start).trim() !== '') return undefined;
  const end = own.text.indexOf('\n', endOf(value));
  return { start, end: end < 0 ? own.text.length : end, text: '' };
}

const joined = (own: Item, pairs: readonly (string | undefined)[]): string | undefined =>
  pairs.every((pair) => pair !== undefined) ? pairs.join(separator(own)) : undefined;

const separator = (own: Item): string => (own.map.style === 'flow' ? ', ' : `\n${' '.repeat(columnOf(own))}`);

/** Where the keys of an item stand. */
function columnOf({ text, map }: Item): number {
  const first = [...map.entries.values()][0]?.key?.start ?? 0;
  return first - (text.lastIndexOf('\n', first) + 1);
}

/** Of a value in block style without the comments behind it. */
function endOf({ kind, style, end, entries, items }: Omit<SourceNode, 'key'>): number {
  if (kind === 'scalar' || style === 'flow') return end;
  const last = kind === 'map' ? [...entries.values()].at(-1) : items.at(-1);
  return last === undefined ? end : endOf(last);
}
