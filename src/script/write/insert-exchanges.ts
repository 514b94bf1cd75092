import { likeness, mergeExchange, type Replaced } from './merge-exchange.js';
import { secretVariable } from './secret-variable.js';

/** Where exchanges go in the text of a script. */
export interface Insertion {
  /** Items of a `dialogue`, without indentation. */
  readonly lines: readonly string[];
  /** Line of the spawn, from 1. */
  readonly spawnLine: number;
  /** Line of the exchange they go before, from 1; absent: at the end of the spawn's dialogue. */
  readonly beforeLine?: number;
  /** They take the place of that exchange: the one of them that is most like it becomes a part of it. */
  readonly replaced?: Replaced;
}

/**
 * The text with exchanges put into a dialogue in block style; every other line stays as it is, comments too. Undefined where the
 * dialogue is written in braces and brackets.
 */
export function insertExchanges(text: string, insertion: Insertion): string | undefined {
  if (text.includes('\r\n')) {
    const edited = insertExchanges(text.replaceAll('\r\n', '\n'), insertion);
    return edited?.replaceAll('\n', '\r\n');
  }
  const { lines, spawnLine, beforeLine } = insertion;
  const all = text.split('\n');
  if (beforeLine !== undefined) {
    const own = itemAbove(all, beforeLine - 1);
    const at = own === undefined ? undefined : outermost(all, own, spawnLine - 1);
    if (at === undefined) return undefined;
    const indent = indentOf(all[at] ?? '');
    // A group goes on to be what it is, whatever came of one of its exchanges.
    if (insertion.replaced !== undefined && at === own)
      replaceExchange(all, at, { lines, replaced: insertion.replaced });
    else all.splice(withComments(all, at, indent), 0, ...indented(lines, indent));
    return all.join('\n');
  }
  return appendTo(all, spawnLine - 1, lines);
}

/** The text with secrets declared that are not yet: each from the environment. Undefined where they are written in braces. */
export function declareSecrets(text: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return text;
  if (text.includes('\r\n'))
    return declareSecrets(text.replaceAll('\r\n', '\n'), names)?.replaceAll('\n', '\r\n');
  const all = text.split('\n');
  const entries = names.map((name) => `  ${name}: { env: ${secretVariable(name)} }`);
  const at = all.findIndex((line) => /^secrets:\s*(?:#.*)?$/.test(line));
  if (at >= 0) {
    const indent = indentOf(all.slice(at + 1).find((line) => /^\s+[^\s#]/.test(line)) ?? '  x');
    all.splice(at + 1, 0, ...entries.map((entry) => ' '.repeat(indent) + entry.trimStart()));
    return all.join('\n');
  }
  if (all.some((line) => line.startsWith('secrets:'))) return undefined;
  const before = all.findIndex((line) => /^(?:inputs|prepare|container|deploy):/.test(line));
  if (before < 0) return undefined;
  all.splice(withComments(all, before, 0), 0, 'secrets:', ...entries, '');
  return all.join('\n');
}

/** What was answered before and after the exchange that is replaced goes before and after it. */
function replaceExchange(
  all: string[],
  at: number,
  { lines, replaced }: { readonly lines: readonly string[]; readonly replaced: Replaced },
): void {
  const indent = indentOf(all[at] ?? '');
  const start = withComments(all, at, indent);
  const end = endOfBlock(all, at + 1, indent + 1);
  const own = all.slice(at, end);
  const made = itemsOf(lines);
  const likest = made
    .map((item, index) => ({ index, like: likeness(own, item, replaced) }))
    // Where nothing is like it, what came before it was new.
    .reduce((best, each) => (each.like >= best.like ? each : best), { index: 0, like: 0 }).index;
  const item = made[likest] ?? [];
  const known = all.slice(start, at).map((line) => line.trim());
  const comments = item.filter((line) => line.startsWith('#') && !known.includes(line));
  const merged =
    mergeExchange(own, item, replaced) ??
    indented(
      item.filter((line) => !line.startsWith('#')),
      indent,
    );
  all.splice(
    start,
    end - start,
    ...indented(made.slice(0, likest).flat(), indent),
    ...all.slice(start, at),
    ...indented(comments, indent),
    ...merged,
    ...indented(made.slice(likest + 1).flat(), indent),
  );
}

/** The items of a list, each with the comments above it. */
function itemsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const items: string[][] = [];
  for (const line of lines) {
    const isWhole = items.at(-1)?.some((each) => each.startsWith('- ')) ?? true;
    if (isWhole && /^[-#]/.test(line)) items.push([]);
    items.at(-1)?.push(line);
  }
  return items;
}

function appendTo(all: string[], spawnAt: number, lines: readonly string[]): string | undefined {
  const column = all[spawnAt]?.search(/[^\s-]/) ?? -1;
  if (column < 0) return undefined;
  const end = endOfBlock(all, spawnAt + 1, column);
  const key = new RegExp(`^ {${column}}dialogue:\\s*(.*)$`);
  const at = all.findIndex((line, index) => index > spawnAt && index < end && key.test(line));
  if (at < 0) {
    all.splice(end, 0, `${' '.repeat(column)}dialogue:`, ...indented(lines, column + 2));
    return all.join('\n');
  }
  if (!/^(?:#.*)?$/.test(key.exec(all[at] ?? '')?.[1] ?? '')) return undefined;
  const first = all.slice(at + 1, end).find((line) => /^\s*- /.test(line));
  const indent = first === undefined ? column + 2 : indentOf(first);
  all.splice(endOfBlock(all, at + 1, Math.max(indent, 1)), 0, ...indented(lines, indent));
  return all.join('\n');
}

/** The line of the item that a place belongs to. */
function itemAbove(all: readonly string[], from: number): number | undefined {
  for (let at = from; at >= 0 && at > from - 3; at--) if (/^\s*- /.test(all[at] ?? '')) return at;
  return undefined;
}

/** The item of the dialogue itself that a line belongs to: an exchange may stand in a group, and that in another. */
function outermost(all: readonly string[], from: number, spawnAt: number): number | undefined {
  let indent = indentOf(all[from] ?? '');
  let item = from;
  for (let at = from - 1; at > spawnAt; at--) {
    const line = all[at] ?? '';
    if (/^\s*(?:#.*)?$/.test(line) || indentOf(line) > indent) continue;
    if (/^\s*dialogue:/.test(line)) return item;
    if (indentOf(line) < indent && /^\s*- /.test(line)) [item, indent] = [at, indentOf(line)];
  }
  return undefined;
}

/** The first line from `from` on that is indented less than that; empty lines and comments before it stay with it. */
function endOfBlock(all: readonly string[], from: number, indent: number): number {
  let end = from;
  for (let at = from; at < all.length; at++) {
    const line = all[at] ?? '';
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (indentOf(line) < indent) return end;
    end = at + 1;
  }
  return end;
}

function withComments(all: readonly string[], at: number, indent: number): number {
  let start = at;
  while (start > 0 && new RegExp(`^ {${indent}}#`).test(all[start - 1] ?? '')) start--;
  return start;
}

const indentOf = (line: string): number => line.search(/\S|$/);

const indented = (lines: readonly string[], indent: number): readonly string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
