import { didYouMean, nearest } from '../nearest.js';
import { laterKeys } from '../schema/strict.js';
import { type Explanation, explainEmpty, explainType, orList, quoted } from './explain-type.js';
import type { Finding } from './finding.js';
import { anchorOf, nameOf, nodeAt, type SourceNode } from './node.js';
import { quoteYaml, writeYaml } from './quote.js';
import { complain, type Report } from './report.js';
import { replaceInLine, type Source } from './source.js';

type Of<K extends Finding['kind']> = Extract<Finding, { kind: K }>;

/** Reports a finding of the schema in the words of the language, with the line as it should be. */
export function explain(report: Report, root: SourceNode, finding: Finding): void {
  const node = nodeAt(root, finding.path);
  const explanation = node && explanationOf(report.source, node, finding);
  if (explanation !== undefined)
    complain(report, explanation.at, explanation.message, explanation.suggestion);
}

function explanationOf(source: Source, node: SourceNode, finding: Finding): Explanation | undefined {
  switch (finding.kind) {
    case 'unknown':
      return unknown(source, node, finding);
    case 'missing':
      return missing(source, node, finding);
    case 'type':
      return explainType(source, node, finding.expected);
    case 'key':
      return {
        at: node.key?.start ?? node.start,
        message: `\`${node.key?.text ?? ''}\`: ${finding.message}`,
      };
    case 'value':
      return value(source, node, finding);
  }
}

/** Keys that are right in another place, which the nearest word would hide. */
const elsewhere: Readonly<Record<string, string>> = {
  then: '`then` belongs to a branch of `one-of`: what follows an exchange is the next entry of the list',
  use: '`use` stands in a list of steps, in `always`, `fail-on`, `dialogue` or `then`',
  secret: '`secret` belongs to the value: `answer: { secret: NAME }`',
  after: '`after` goes with `text`: `expect: { after: …, text: … }`',
  steps: '`steps` stands beside `scope`; at its top it is of a file that scripts `use`',
  ...saidOf(
    ['always', 'fail-on', 'dialogue'],
    (key) => `\`${key}\` stands in a \`spawn\` step; at its top it is of a file that scripts \`use\``,
  ),
  ...saidOf(['screen', 'raw', 'quiet'], (key) => `\`${key}\` belongs to the \`expect\` of an exchange`),
  ...saidOf(
    ['row', 'cursor', 'highlighted', 'box', 'unique'],
    (key) => `\`${key}\` goes with \`screen\`: \`expect: { screen: …, ${key}: … }\``,
  ),
};

function saidOf(keys: readonly string[], say: (key: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, say(key)]));
}

function unknown(
  source: Source,
  node: SourceNode,
  { key, known, isTextAllowed }: Of<'unknown'>,
): Explanation | undefined {
  const place = node.entries.get(key)?.key;
  if (place === undefined) return undefined;
  const at = place.start;
  if (laterKeys.has(key))
    return { at, message: `\`${key}\` is not supported yet in this version of unattend` };
  if (!known.includes(key) && Object.hasOwn(elsewhere, key)) return { at, message: elsewhere[key] ?? '' };
  const [group, ...others] = known;
  if (others.length === 0 && (group === 'one-of' || group === 'any-order'))
    return { at, message: `\`${key}\` stands on the exchanges of \`${group}\`, not beside it` };
  const meant = nearest(key, known);
  if (meant !== undefined) {
    const suggestion = replaceInLine(source, place.start, place.end, meant);
    return { at, message: `unknown key \`${key}\`${didYouMean(key, known)}`, suggestion };
  }
  if (isTextAllowed) {
    return {
      at: node.start,
      message: `${nameOf(node)} is read as a map; quote the text`,
      suggestion: quoted(source, node),
    };
  }
  const cut = cutByComma(source, node, key);
  if (cut !== undefined)
    return { at, message: `the comma before \`${key}\` ends the text; quote it`, suggestion: cut };
  return { at, message: `unknown key \`${key}\`; known here: ${known.join(', ')}` };
}

/** `{ text: a, b }` with the text in quotes: YAML takes what follows the comma for a key without a value. */
function cutByComma(source: Source, node: SourceNode, key: string): string | undefined {
  const entries = [...node.entries.values()];
  const index = entries.findIndex((each) => each.key?.text === key);
  const [before, cut] = [entries[index - 1], entries[index]];
  if (node.style !== 'flow' || before?.style !== 'plain' || cut?.key === undefined || cut.start !== cut.end)
    return undefined;
  if (source.text.slice(cut.key.end, cut.start + 1).includes(':')) return undefined;
  return replaceInLine(
    source,
    before.start,
    cut.key.end,
    quoteYaml(source.text.slice(before.start, cut.key.end)),
  );
}

function missing(source: Source, node: SourceNode, { keys, isTextAllowed }: Of<'missing'>): Explanation {
  const list = keys.map((key) => `\`${key}\``);
  if (isTextAllowed) {
    const message = `${nameOf(node)} must be text, or a map with ${orList(list)}`;
    return { at: node.start, message, suggestion: quoted(source, node) };
  }
  const message = list.length === 1 ? `${list.join('')} is missing` : `one of ${list.join(', ')} is missing`;
  return { at: anchorOf(node), message };
}

function value(
  source: Source,
  node: SourceNode,
  { message, replacement, allowed }: Of<'value'>,
): Explanation {
  if (node.kind === 'scalar' && node.text === null) return explainEmpty(source, node, ['form']);
  const given = node.text ?? '';
  const meant = replacement ?? (allowed === undefined ? undefined : nearest(given, allowed));
  const text = allowed === undefined ? message : `${message} ${allowed.join(', ')}, not \`${given}\``;
  return {
    at: anchorOf(node),
    message: `${nameOf(node)}: ${text}`,
    suggestion:
      meant === undefined ? undefined : replaceInLine(source, node.start, node.end, writeYaml(meant)),
  };
}
