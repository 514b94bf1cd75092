import type { Mending } from './mending.js';
import { isText, type Line, takeApart, takesMap } from './line.js';
import { indentings, joinings, tabs } from './mend-indent.js';
import { closeBrackets, quoteReferences } from './mend-flow.js';
import { quoteYaml } from './quote.js';
import type { Source } from './source.js';

/** The likely meanings of a line that YAML cannot read, the most likely first. */
export function* mendings(source: Source, number: number): Generator<Mending> {
  const line = takeApart(source, number);
  if (line.text.trim() === '' || line.text.trimStart().startsWith('#')) return;
  if (/^ *\t/.test(line.text)) yield* tabs(source, number, line);
  yield* slips(line);
  yield* values(line);
  yield* joinings(source, number, line);
  yield* indentings(source, number, line);
}

/** A blank forgotten after a dash or a colon: what such a line means is clear, so it goes before all guesses. */
export function* slips(line: Line): Generator<Mending> {
  const { value, indent } = line;
  const dash = /^(\s*)-(?=[a-z][a-z-]*:(?:\s|$))(.*)$/.exec(line.text);
  if (dash !== null)
    yield { kind: 'dash', text: `${dash[1] ?? ''}- ${dash[2] ?? ''}`, column: indent.length + 1, value };
  const colon = /^(\s*(?:-\s+)*[a-z-]+):(?=[^\s/\\])(.*)$/.exec(line.text);
  if (colon !== null)
    yield {
      kind: 'colon',
      text: `${colon[1] ?? ''}: ${colon[2] ?? ''}`,
      column: line.prefix.length + 1,
      value,
    };
}

function* values(line: Line): Generator<Mending> {
  const { prefix, value, key } = line;
  const found = { column: prefix.length + 1, value, ...(key !== undefined && { key }) };
  const braces = quoteReferences(value);
  if (braces !== value) yield { ...found, kind: 'braces', text: prefix + braces };
  if (takesMap(line) && /^[\w.-]+:\s+[^{[]*$/.test(value))
    yield { ...found, kind: 'map', text: `${prefix}{ ${value} }` };
  if (isText(line)) {
    const inner = unquoted(value);
    if (inner !== undefined)
      yield { ...found, kind: inner.isOpen ? 'unclosed' : 'quoted', text: prefix + quoteYaml(inner.text) };
  }
  const closed = closeBrackets(value);
  if (closed !== value) yield { ...found, kind: 'brackets', text: prefix + closed };
}

/** The text that was meant by a value: without its quotes when they are the trouble. */
function unquoted(value: string): { readonly text: string; readonly isOpen: boolean } | undefined {
  if (value === '' || /^'(?:[^']|'')*'$/.test(value)) return undefined;
  const quote = value.charAt(0);
  const isQuote = quote === '"' || quote === "'";
  if (isQuote && value.length > 1 && !value.slice(1).includes(quote))
    return { text: value.slice(1), isOpen: true };
  return { text: /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value, isOpen: false };
}
