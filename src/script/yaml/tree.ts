import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { SourceNode } from './node.js';
import { quoteYaml } from './quote.js';
import { complain, type Report } from './report.js';
import { placeAt, replaceInLine } from './source.js';

type Key = NonNullable<SourceNode['key']>;

interface Where {
  /** The offset of a value that is not written. */
  readonly fallback: number;
  readonly isInFlow?: boolean;
  readonly key?: Key;
}

const empty = { style: 'plain', text: null, entries: new Map(), items: [] } as const;

/** The library's tree as ours; aliases, anchors, tags and folded lines, which no reader expects, are reported. */
export function convert(
  report: Report,
  node: Node | null,
  { fallback, isInFlow = false, key }: Where,
): SourceNode {
  const start = node?.range?.[0] ?? fallback;
  const end = trimmedEnd(report.source.text, start, node?.range?.[1] ?? fallback);
  const common = { ...empty, isInFlow, start, end, ...(key !== undefined && { key }) };
  if (node === null) return { ...common, kind: 'scalar' };
  const marked = refuseProperties(report, node, start, end);
  if (marked !== undefined) return { ...common, kind: 'scalar', text: marked };
  if (isMap(node) || isSeq(node)) {
    const style = node.flow === true ? 'flow' : 'block';
    const inside = { fallback: end, isInFlow: isInFlow || style === 'flow' };
    if (isSeq(node)) {
      return {
        ...common,
        kind: 'list',
        style,
        items: node.items.map((item) => convert(report, item as Node | null, inside)),
      };
    }
    return {
      ...common,
      kind: 'map',
      style,
      entries: convertPairs(report, node.items as Pair<Node, Node | null>[], inside),
    };
  }
  return { ...common, kind: 'scalar', ...scalar(report, node as Scalar, start, end) };
}

/** A collection's range runs on over the line ends and comments behind it. */
function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function convertPairs(
  report: Report,
  pairs: readonly Pair<Node, Node | null>[],
  inside: Where,
): Map<string, SourceNode> {
  const entries = new Map<string, SourceNode>();
  for (const { key: keyNode, value } of pairs) {
    const key = convertKey(report, keyNode);
    if (key === undefined) continue;
    if (entries.has(key.text)) complainTwice(report, key, entries.get(key.text)?.key);
    else
      entries.set(
        key.text,
        convert(report, value, { ...inside, fallback: Math.min(inside.fallback, key.end + 1), key }),
      );
  }
  return entries;
}

function convertKey(report: Report, node: Node): Key | undefined {
  const [start, end] = node.range ?? [0, 0];
  if (!isScalar(node) || node.tag !== undefined || node.anchor !== undefined) {
    complain(report, start, 'a key must be plain text');
    return undefined;
  }
  const text = node.type === 'PLAIN' ? (node.source ?? '') : String(node.value);
  if (text === '__proto__') {
    complain(report, start, 'unknown key `__proto__`');
    return undefined;
  }
  if (text === '<<') {
    complain(report, start, 'merge keys are not part of YAML 1.2; write the keys out');
    return undefined;
  }
  return { text, start, end };
}

/** A second key of the same name; at the head of a list entry it is most likely a forgotten dash. */
function complainTwice(report: Report, key: Key, first: Key | undefined): void {
  const { source } = report;
  const firstLine = first === undefined ? 0 : placeAt(source, first.start).line;
  const isHead = first !== undefined && /-\s+$/.test(lineStart(report, first.start));
  const indent = lineStart(report, key.start);
  const dashed = isHead && /^\s{2,}$/.test(indent) ? `${indent.slice(0, -2)}- ` : undefined;
  complain(
    report,
    key.start,
    `\`${key.text}\` is already given in line ${firstLine}`,
    dashed === undefined
      ? undefined
      : dashed +
          source.text
            .slice(key.start)
            .split(/[\r\n]/, 1)
            .join(''),
  );
}

function lineStart({ source }: Report, offset: number): string {
  return source.text.slice(source.starts[placeAt(source, offset).line - 1], offset);
}

function scalar(
  report: Report,
  node: Scalar,
  start: number,
  end: number,
): Pick<SourceNode, 'style' | 'text'> {
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
    return { style: 'block', text: String(node.value) };
  refuseFolding(report, String(node.value), start, end);
  if (node.type !== 'PLAIN') return { style: 'quoted', text: String(node.value) };
  const text = node.source ?? '';
  return { style: 'plain', text: /^(?:|~|null|Null|NULL)$/.test(text) ? null : text };
}

function refuseFolding(report: Report, value: string, start: number, end: number): void {
  const { source } = report;
  if (!/[\r\n]/.test(source.text.slice(start, end))) return;
  const suggestion = replaceInLine(source, start, end, quoteYaml(value));
  complain(
    report,
    start,
    'the text goes on in the next line; write it on one line, or as a block with `|`',
    suggestion,
  );
}

/**
 * `*x`, `&x` and `!x` at the start of a value are YAML's aliases, anchors and tags; a script means them as text,
 * which is returned.
 */
function refuseProperties(report: Report, node: Node, start: number, end: number): string | undefined {
  const { source } = report;
  const isMarked = isAlias(node) || node.anchor !== undefined || node.tag !== undefined;
  if (!isMarked) return undefined;
  const before = source.text.slice(0, start);
  const from = isAlias(node) ? start : start - (/(?:[&!]\S*\s*)+$/.exec(before)?.[0].length ?? 0);
  const written = source.text.slice(from, end).trimEnd();
  const mark = source.text.charAt(from);
  const kind = mark === '*' ? 'an alias' : mark === '&' ? 'an anchor' : 'a tag';
  const suggestion = /[\r\n]/.test(written)
    ? undefined
    : replaceInLine(source, from, from + written.length, quoteYaml(written));
  complain(
    report,
    from,
    `YAML reads \`${mark}\` at the start of a value as ${kind}, which scripts do not use; quote the text`,
    suggestion,
  );
  return written;
}
