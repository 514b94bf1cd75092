import { quoteYaml } from './quote.js';
import { lineOf, type Source } from './source.js';

/** One way a line might have been meant. */
export interface Mending {
  readonly kind: 'dash' | 'folded' | 'quoted' | 'unclosed' | 'braces' | 'tab' | 'colon' | 'indent' | 'other';
  readonly text: string;
  /** 1-based column of what is wrong. */
  readonly column: number;
  /** The line it replaces when that is not the one looked at, which then becomes empty. */
  readonly joins?: number;
  /** The value as it is written. */
  readonly value: string;
  readonly key?: string;
}

const shape =
  /^(?<indent>\s*)(?<dashes>(?:-\s+)*)(?:(?<key>[\w.$/-]+|"[^"]*"|'[^']*')(?<colon>\s*:\s+))?(?<value>.*?)\s*$/u;

/** The likely meanings of a line that YAML cannot read, the most likely first. */
export function* mendings(source: Source, line: number): Generator<Mending> {
  const text = lineOf(source, line);
  const parts = shape.exec(text)?.groups;
  const { indent = '', dashes = '', key, colon = '', value = '' } = parts ?? {};
  if (text.trim() === '' || text.trimStart().startsWith('#')) return;
  if (/^ *\t/.test(text)) yield* tabs(source, line, text);
  const prefix = indent + dashes + (key ?? '') + colon;
  const found = { column: prefix.length + 1, value, ...(key !== undefined && { key }) };
  const dash = /^(\s*)-(?=[a-z][a-z-]*:(?:\s|$))(.*)$/.exec(text);
  if (dash !== null)
    yield { ...found, kind: 'dash', text: `${dash[1] ?? ''}- ${dash[2] ?? ''}`, column: indent.length + 1 };
  const braces = quoteReferences(value);
  if (braces !== value) yield { ...found, kind: 'braces', text: prefix + braces };
  yield* quoted(prefix, value, found);
  yield* folded(source, line, text);
  const spaced = /^(\s*(?:-\s+)*[\w-]+):(?=[^\s/\\])(.*)$/.exec(text);
  if (spaced !== null) yield { ...found, kind: 'colon', text: `${spaced[1] ?? ''}: ${spaced[2] ?? ''}` };
  yield* indents(source, line, text.trimStart(), indent.length, found);
}

/** Bare text in the line after an unquoted value: YAML takes it for more of that value. */
function* folded(source: Source, line: number, text: string): Generator<Mending> {
  const parts = shape.exec(lineOf(source, line - 1))?.groups;
  const { indent = '', dashes = '', key, colon = '', value = '' } = parts ?? {};
  if (
    key === undefined ||
    value === '' ||
    /^["'[{|>#&*!]/.test(value) ||
    /^\s*(?:-\s|[\w-]+:(?:\s|$)|#|---|\.\.\.)/.test(text)
  )
    return;
  const prefix = indent + dashes + key + colon;
  yield {
    kind: 'folded',
    text: prefix + quoteYaml(`${value} ${text.trim()}`),
    column: prefix.length + 1,
    joins: line - 1,
    value,
    key,
  };
}

function* quoted(prefix: string, value: string, found: Omit<Mending, 'kind' | 'text'>): Generator<Mending> {
  if (value === '' || /^'(?:[^']|'')*'$/.test(value)) return;
  const quote = value.charAt(0);
  const isOpen = (quote === '"' || quote === "'") && value.length > 1 && !value.slice(1).includes(quote);
  if (isOpen) yield { ...found, kind: 'unclosed', text: prefix + quoteYaml(value.slice(1)) };
  else if (/^"[^"]*"$/.test(value))
    yield { ...found, kind: 'quoted', text: prefix + quoteYaml(value.slice(1, -1)) };
  else yield { ...found, kind: 'quoted', text: prefix + quoteYaml(value) };
}

function* tabs(source: Source, line: number, text: string): Generator<Mending> {
  const column = text.indexOf('\t') + 1;
  const rest = text.trimStart();
  for (const width of [2, 4, 8]) {
    const indent = (/^\s*/.exec(text)?.[0] ?? '').replaceAll('\t', ' '.repeat(width));
    yield { kind: 'tab', text: indent + rest, column, value: '' };
  }
  yield* indents(source, line, rest, -1, { column, value: '' }, 'tab');
}

/** The line at the indentations of the lines above, the nearest first. */
function* indents(
  source: Source,
  line: number,
  rest: string,
  own: number,
  found: Omit<Mending, 'kind' | 'text'>,
  kind: Mending['kind'] = 'indent',
): Generator<Mending> {
  const tried = new Set([own]);
  for (let above = line - 1; above > Math.max(0, line - 20); above -= 1) {
    const parts = /^( *)((?:- +)*)\S/.exec(lineOf(source, above));
    for (const width of [(parts?.[1] ?? '').length + (parts?.[2] ?? '').length, (parts?.[1] ?? '').length]) {
      if (parts === null || tried.has(width)) continue;
      tried.add(width);
      yield {
        ...found,
        kind,
        text: ' '.repeat(width) + rest,
        column: kind === 'tab' ? found.column : 1 + Math.max(0, own),
      };
    }
  }
}

/** `{ a: ${{ x }}/y }` with the text around each unquoted reference in quotes. */
function quoteReferences(value: string): string {
  if (!/^[[{]/.test(value)) return value;
  const pattern =
    /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<=[[{,:]\s*)(?:\$\{\{[^}]*\}\}|[^\s,[\]{}"'](?:[^,[\]{}"':]|:(?!\s))*?(?=\$\{\{))(?:\$\{\{[^}]*\}\}|[^,[\]{}])*/g;
  return value.replace(pattern, (found) =>
    /^["']/.test(found) ? found : quoteYaml(found.trimEnd()) + (/\s*$/.exec(found)?.[0] ?? ''),
  );
}
