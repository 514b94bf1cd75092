import { anchorOf, nameOf, type SourceNode } from './node.js';
import { quoteYaml, writeYaml } from './quote.js';
import { replaceInLine, type Source } from './source.js';

/** What is wrong, where (an offset), and the line as it should be. */
export interface Explanation {
  readonly at: number;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

const kinds: Readonly<Record<string, string>> = {
  text: 'text',
  form: 'a single value',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** A value of another kind than the ones expected there (`text`, `form`, `array`, `object`, `record`). */
export function explainType(source: Source, node: SourceNode, expected: readonly string[]): Explanation {
  if (node.kind === 'scalar' && node.text === null) return explainEmpty(source, node, expected);
  const wanted = orList([...new Set(expected.map((each) => kinds[each] ?? each))]);
  const given = { scalar: 'text', list: 'a list', map: 'a map' }[node.kind];
  return {
    at: anchorOf(node),
    message: `${nameOf(node)} must be ${wanted}, not ${given}`,
    suggestion: retyped(source, node, expected),
  };
}

const firstKeys = /^(run|spawn|copy|expect|file|absent)\s+(?=\S)/;

/** The value as text in quotes, the text as a list of one, or `run make` as `run: make`. */
function retyped(source: Source, node: SourceNode, expected: readonly string[]): string | undefined {
  const first = firstKeys.exec(node.text ?? '');
  if (expected.includes('object') && node.style === 'plain' && first !== null && !node.isInFlow) {
    return replaceInLine(source, node.start, node.start + first[0].length, `${first[1] ?? ''}: `);
  }
  if (expected.includes('text')) return quoted(source, node);
  if (!expected.includes('array') || node.kind !== 'scalar' || node.style === 'block') return undefined;
  const item = node.style === 'quoted' ? source.text.slice(node.start, node.end) : writeYaml(node.text ?? '');
  return replaceInLine(source, node.start, node.end, `[${item}]`);
}

/**
 * The line with the value as quoted text; in a block the value is the rest of the line, whatever YAML made of it.
 * Not for `{ key: value }`, which nobody writes as a prompt.
 */
export function quoted(source: Source, node: SourceNode): string | undefined {
  const { start, end, isInFlow } = node;
  const isMap = node.style === 'flow' && [...node.entries.values()].some((each) => each.start < each.end);
  if (isMap || /[\r\n]/.test(source.text.slice(start, end))) return undefined;
  const rest = restOfLine(source, end);
  const until = isInFlow || /^\s*(?:#|$)/.test(rest) ? end : end + rest.trimEnd().length;
  return replaceInLine(source, start, until, quoteYaml(source.text.slice(start, until)));
}

/** Nothing, `null` or `~` where something must be; what follows as a comment was most likely meant as the value. */
export function explainEmpty(source: Source, node: SourceNode, expected: readonly string[]): Explanation {
  const isText = expected.includes('text');
  if (node.start !== node.end) {
    const suggestion = isText ? quoted(source, node) : undefined;
    return {
      at: node.start,
      message: `${nameOf(node)} is null${isText ? '; quote the text' : ''}`,
      suggestion,
    };
  }
  const at = anchorOf(node);
  const behind = node.key === undefined ? node.start : source.text.indexOf(':', node.key.end) + 1;
  const rest = restOfLine(source, behind);
  const [, blanks = '', comment] = /^([ \t]*)(#.*)$/.exec(rest) ?? [];
  if (isText && comment !== undefined) {
    const suggestion = replaceInLine(source, behind, behind + rest.length, blanks + quoteYaml(comment));
    return { at, message: `${nameOf(node)} is empty: what follows is a comment`, suggestion };
  }
  const filling = node.key === undefined ? undefined : fillingOf(node.key.text, expected);
  const suggestion = filling === undefined ? undefined : replaceInLine(source, behind, behind, ` ${filling}`);
  return { at, message: `${nameOf(node)} is empty`, suggestion };
}

/** The emptiest value that would be right there. */
function fillingOf(key: string, expected: readonly string[]): string | undefined {
  if (key === 'handover' || key === 'eof') return 'true';
  if (expected.includes('text'))
    return ['expect', 'run', 'spawn', 'text', 'use'].includes(key) ? undefined : '""';
  if (expected.includes('array')) return '[]';
  return expected.includes('form') ? undefined : '{}';
}

function restOfLine({ text }: Source, offset: number): string {
  return /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
}

export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
