import { writeYaml } from '../yaml/quote.js';

/** A value of a script to be written. Text is quoted where the language asks for it. */
export type Block =
  | string
  /** A number, a flag, `null`, or a map in braces that was written already. */
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly Entry[] };

/** A key and its value, with lines of comment above. Of an item of a list the key is not written. */
export interface Entry {
  readonly key: string;
  readonly value: Block;
  readonly comments?: readonly string[];
  /** An empty line above. */
  readonly isApart?: boolean;
}

export const plain = (text: string): Block => ({ kind: 'plain', text });
export const map = (entries: readonly (Entry | undefined)[]): Block => ({
  kind: 'map',
  entries: entries.filter((entry) => entry !== undefined),
});
/** An item of a list, with lines of comment above. */
export const item = (value: Block, comments: readonly string[]): Entry => ({ key: '', value, comments });
export const list = (items: readonly Entry[]): Block => ({ kind: 'list', items });

/** A small map in braces: `{ secret: serial }`. */
export function braces(entries: readonly (readonly [key: string, value: Block])[]): Block {
  const written = entries.map(([key, value]) => `${writeYaml(key)}: ${inFlow(value)}`);
  return plain(`{ ${written.join(', ')} }`);
}

/** A list in brackets: `[Compiler, Debugger]`. */
export const brackets = (items: readonly string[]): Block =>
  plain(`[${items.map((each) => writeYaml(each)).join(', ')}]`);

/** Writes a map as YAML in block style, two blanks for each level. */
export function writeBlock(entries: readonly Entry[]): string {
  return `${linesOf(entries, '').join('\n')}\n`;
}

/** Writes the items of a list the same way. */
export function writeList(items: readonly Entry[]): string {
  return `${listLines(items, '').join('\n')}\n`;
}

function inFlow(value: Block): string {
  if (typeof value === 'string') return writeFlowText(value);
  return value.kind === 'plain' ? value.text : '';
}

const writeFlowText = (text: string): string => (text.includes('${{') ? quoted(text) : writeYaml(text));

/** Between braces a reference must be quoted. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function linesOf(entries: readonly Entry[], indent: string): readonly string[] {
  return entries.flatMap((entry) => [
    ...(entry.isApart === true ? [''] : []),
    ...commentsOf(entry, indent),
    ...valueLines(`${indent}${writeYaml(entry.key, false)}:`, entry.value, indent),
  ]);
}

function itemLines(item: Entry, indent: string): readonly string[] {
  const { value } = item;
  const above = [...(item.isApart === true ? [''] : []), ...commentsOf(item, indent)];
  if (typeof value === 'string' || value.kind === 'plain') return [...above, `${indent}- ${scalar(value)}`];
  const inner =
    value.kind === 'map' ? linesOf(value.entries, `${indent}  `) : listLines(value.items, `${indent}  `);
  const [first = '', ...rest] = inner;
  // A comment on the first key would stand before the dash's own line.
  return [...above, `${indent}- ${first.trimStart()}`, ...rest];
}

const listLines = (items: readonly Entry[], indent: string): readonly string[] =>
  items.flatMap((item) => itemLines(item, indent));

function valueLines(start: string, value: Block, indent: string): readonly string[] {
  if (typeof value === 'string' || value.kind === 'plain') return [`${start} ${scalar(value)}`];
  if (value.kind === 'map') return [start, ...linesOf(value.entries, `${indent}  `)];
  return [start, ...listLines(value.items, `${indent}  `)];
}

const scalar = (value: Exclude<Block, { readonly kind: 'map' | 'list' }>): string =>
  typeof value === 'string' ? (value === '' ? "''" : writeYaml(value, false)) : value.text;

/** A comment takes no line end and no control character. */
const commentsOf = ({ comments = [] }: Entry, indent: string): readonly string[] =>
  comments.map(
    (comment) => `${indent}# ${comment.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()}`,
  );
